import { loadScenario } from './catalogue.ts';
import type { Plan, PlanOptions } from './plan.ts';
import { planScenario } from './plan-scenario.ts';

/** Loads a lesson by its id or its file, and plans it; throws `NetscenarioError` on bad input. */
export async function loadAndPlan(word: string, options: PlanOptions): Promise<Plan> {
  return planScenario(await loadScenario(word), options);
}
