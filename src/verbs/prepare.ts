import { gatherFacts } from '../exec/facts.ts';
import type { Dialect } from '../model/dialects.ts';
import { NetscenarioError } from '../model/errors.ts';
import { didYouMean, nearest } from '../model/nearest.ts';
import { inRow, say } from '../model/say.ts';
import { show } from '../model/show.ts';
import type { Plan } from '../plan/plan.ts';
import { readyPlan } from '../plan/ready-plan.ts';

interface Wanted {
  readonly scenario: string;
  readonly set: readonly string[];
  readonly dialects?: readonly Dialect[];
  readonly until: string | undefined;
}

/** A lesson's plan for this machine; throws `NetscenarioError` on bad input. */
export async function preparePlan({ scenario, set, dialects = [], until }: Wanted): Promise<Plan> {
  const facts = gatherFacts();
  const ready = set.length === 0 && dialects.length === 0 ? readyPlan(scenario, facts) : undefined;
  const plan = ready ?? (await (await import('../plan/load-and-plan.ts')).loadAndPlan(scenario, { set, dialects, facts }));
  return until === undefined ? plan : cutAfter(plan, until);
}

function cutAfter(plan: Plan, until: string): Plan {
  return { ...plan, steps: plan.steps.slice(0, stepIndex(plan, until) + 1) };
}

/** The place, from 0, of a step named by its id or its number; throws `NetscenarioError` where the plan has no such step. */
export function stepIndex(plan: Plan, step: string): number {
  const ids = plan.steps.map(({ id }) => id);
  const index = /^\d+$/.test(step) ? Number(step) - 1 : ids.indexOf(step);
  if (index >= 0 && index < plan.steps.length) return index;
  const meant = nearest(step, ids);
  throw new NetscenarioError(
    'usage',
    say({ en: `${plan.id} has no step ${show(step)}`, zh: `${plan.id} 没有步骤 ${show(step)}` }),
    meant ? didYouMean(meant) : say({ en: `its steps are ${ids.join(', ')}`, zh: `它的步骤有 ${inRow(ids)}` }),
  );
}
