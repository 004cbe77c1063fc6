import * as assert from 'uvu/assert';
import { gatherFacts } from '../../src/exec/facts.ts';
import { type Exercise, exerciseOf } from '../../src/lab/exercise.ts';
import { type Grade, gradeExercise } from '../../src/lab/grade.ts';
import { openLab } from '../../src/lab/open.ts';
import { type Ended, type Limits, OWN_LIMITS, runSubmission } from '../../src/lab/submission.ts';
import { loadScenario } from '../../src/plan/catalogue.ts';
import { planScenario } from '../../src/plan/plan-scenario.ts';
import { brief } from './brief.ts';

/** How long what was built may take to come to rest, in milliseconds: busy machines are slow. */
const SETTLE_MS = 4_000;

export async function exercise(lesson: string): Promise<Exercise> {
  return exerciseOf(planScenario(await loadScenario(lesson), { set: await brief(lesson), facts: gatherFacts() }));
}

/** Runs a script in a fresh lab and grades what it has built; fails where anything is left behind. */
export async function submit(
  lesson: string,
  script: string,
  { deadlineMs = SETTLE_MS, ...limits }: Partial<Limits> & { readonly deadlineMs?: number } = {},
): Promise<{ grade: Grade; ended: Ended }> {
  const task = await exercise(lesson);
  const sandbox = await openLab(task);
  try {
    const ended = await runSubmission(script, sandbox.channel, { ...OWN_LIMITS, ...limits });
    const signal = new AbortController().signal;
    return { ended, grade: await gradeExercise(task, { channel: sandbox.channel, lang: 'en', signal, deadlineMs }) };
  } finally {
    assert.equal((await sandbox.dispose()).leftovers, []);
  }
}

/** What does not hold, a line each. */
export function failing({ checks }: Grade): readonly string[] {
  return checks.filter(({ status }) => status !== 'passed').map(({ id, reason }) => `${id}: ${reason}`);
}
