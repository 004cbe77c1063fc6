import type { Text } from '../model/text.ts';
import { ANY_FACTS, LESSON_IDS, loadScenario } from '../plan/catalogue.ts';
import { planScenario } from '../plan/plan-scenario.ts';
import { exerciseOf } from './exercise.ts';
import type { LabKind } from './kinds.ts';
import { kindsOf } from './kinds-of.ts';

/** What is told of a lesson as an exercise where many are. */
export interface IndexedLab {
  readonly id: string;
  readonly title: Text;
  readonly kinds: readonly LabKind[];
}

/** Loads and plans every lesson that comes with netscenario, in the order of their ids, and notes which kinds of labs it gives. */
export function indexLabs(): Promise<readonly IndexedLab[]> {
  return Promise.all(LESSON_IDS.map(indexLab));
}

async function indexLab(id: string): Promise<IndexedLab> {
  const plan = planScenario(await loadScenario(id), { set: [], facts: ANY_FACTS });
  return { id, title: plan.title, kinds: kindsOf(exerciseOf(plan)) };
}
