import { LESSON_IDS, loadScenario } from '../../src/plan/catalogue.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { planScenario } from '../../src/plan/plan-scenario.ts';
import { FACTS } from './networks.ts';

/** The plan of a lesson that comes with netscenario. */
export async function planOf(id: string, set: readonly string[] = []): Promise<Plan> {
  return planScenario(await loadScenario(id), { set, facts: FACTS });
}

/** The plans of all of them. */
export function allPlans(): Promise<readonly Plan[]> {
  return Promise.all(LESSON_IDS.map((id) => planOf(id)));
}
