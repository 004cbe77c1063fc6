import { NetscenarioError } from '../model/errors.ts';
import { say } from '../model/say.ts';
import type { Lang } from '../model/text.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import type { Exercise } from './exercise.ts';
import { gradeExercise } from './grade.ts';
import { openLab } from './open.ts';
import { referenceSolution } from './solution.ts';
import { OWN_LIMITS, runSubmission } from './submission.ts';

/** Where the learner begins: after how many steps, and whether with the fault. */
export interface Beginning {
  readonly steps: number;
  readonly fault: boolean;
}

export interface BeginOptions {
  readonly lang: Lang;
  readonly signal: AbortSignal;
  /** Whether other terminals may find it. */
  readonly found?: boolean;
}

/**
 * How long a claim may take to come true when it is found out which hold at the beginning, in milliseconds. All was built before, but
 * a ping that is lost on a busy machine fails after a second, and what it asks for is not broken: there is time for another.
 */
const STANDING_MS = 1_500;

/** Where an exercise begins unless somebody wants it otherwise. */
export function beginningOf({ done, fault }: Exercise): Beginning {
  return { steps: done, fault: fault !== undefined };
}

/** Makes a sandbox in which the steps are done, and then the fault is put in; throws where a command fails. */
export async function openAt(exercise: Exercise, beginning: Beginning, found = false): Promise<Sandbox> {
  const sandbox = await openLab(exercise, { found });
  const put = beginning.fault ? (exercise.fault?.fault.put ?? []) : [];
  if (beginning.steps === 0 && put.length === 0) return sandbox;
  const script = [referenceSolution(exercise, 0, beginning.steps), ...put, ''].join('\n');
  const { exitCode, output } = await runSubmission(script, sandbox.channel, OWN_LIMITS, false);
  if (exitCode === 0) return sandbox;
  await sandbox.dispose();
  throw new NetscenarioError(
    'sandbox',
    say({ en: `the exercise cannot be made ready: ${output.trim()}`, zh: `练习的初始环境没能搭好：${output.trim()}` }),
  );
}

/** Makes a sandbox at the beginning of an exercise. Where something is built by then, what holds of it is found out, and given. */
export async function beginLab(
  exercise: Exercise,
  options: BeginOptions,
): Promise<{ readonly sandbox: Sandbox; readonly exercise: Exercise }> {
  const sandbox = await openAt(exercise, beginningOf(exercise), options.found);
  if (exercise.done === 0) return { sandbox, exercise };
  const asked = { ...exercise, items: exercise.items.map((item) => ({ ...item, given: false })) };
  const grade = await gradeExercise(asked, { channel: sandbox.channel, ...options, deadlineMs: STANDING_MS, diagnose: false });
  const holding = new Set(grade.checks.flatMap(({ id, status }) => (status === 'passed' ? [id] : [])));
  const items = exercise.items.map((item) => ({ ...item, given: holding.has(item.id) }));
  if (items.some(({ given }) => !given)) return { sandbox, exercise: { ...exercise, items } };
  await sandbox.dispose();
  throw new Error(`nothing is left to do: all that is graded of ${exercise.id} holds at the beginning`);
}
