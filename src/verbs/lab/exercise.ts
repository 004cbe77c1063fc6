import { randomInt } from 'node:crypto';
import { gatherFacts } from '../../exec/facts.ts';
import { type Exercise, exerciseOf } from '../../lab/exercise.ts';
import { finishOf } from '../../lab/finish.ts';
import { repairOf } from '../../lab/repair.ts';
import { say } from '../../model/say.ts';
import { loadScenario } from '../../plan/catalogue.ts';
import type { Plan } from '../../plan/plan.ts';
import { planScenario } from '../../plan/plan-scenario.ts';
import { assertRunnable } from '../../run/runnable.ts';
import { usageError } from '../usage.ts';
import type { LabOptions } from './options.ts';

/** A seed that nobody has chosen is below this. */
const SEEDS = 1000;

/** The lesson that is named; throws where none is. */
export function lessonOf({ lesson }: LabOptions): string {
  if (lesson !== undefined) return lesson;
  throw usageError(
    say({ en: 'it takes a lesson', zh: '要写明哪一课' }),
    say({ en: 'netscenario lab list shows them all', zh: '全部列表见 netscenario lab list' }),
  );
}

/** The exercise of the lesson that is named; throws where there is none, or where this machine lacks what it needs. */
export async function exerciseFor(options: LabOptions): Promise<Exercise> {
  const plan = planScenario(await loadScenario(lessonOf(options)), { set: options.set, facts: gatherFacts() });
  const exercise = exerciseOf(plan);
  assertRunnable(inCell(plan));
  if (options.kind === 'finish') return finishOf(exercise, options.from);
  if (options.kind === 'repair') return repairOf(exercise, options.seed ?? randomInt(SEEDS));
  return { ...exercise, kind: options.kind };
}

/** In a lab, whoever it is that starts it, a daemon that takes root finds it in the learner's cell. */
function inCell(plan: Plan): Plan {
  return { ...plan, needs: plan.needs.filter(({ kind }) => kind !== 'own-files') };
}
