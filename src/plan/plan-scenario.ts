import { faultsError } from '../model/errors.ts';
import { say } from '../model/say.ts';
import type { Scenario } from '../model/scenario.ts';
import { whole } from '../model/text.ts';
import { examine } from './examine.ts';
import type { Plan, PlanOptions } from './plan.ts';

/**
 * Settles a lesson's parameters, renders every command and folds the expected network. Throws one `NetscenarioError`
 * that lists all faults with their places. With `omit` the plan is that of the lesson without the one action, what
 * later actions cannot do to the expected network passed over, since the kernel is to find that out.
 */
export function planScenario(scenario: Scenario, options: PlanOptions): Plan {
  const { facts, omit, dialects = [] } = options;
  const { texts, faults, folded } = examine(scenario, options);
  if (!folded || (faults.length > 0 && !omit))
    throw faultsError('scenario', say({ en: `the lesson ${scenario.id} has faults`, zh: `课程 ${scenario.id} 有错误` }), faults);
  const { id, title, summary, about, sources: own = [], errata = [], tryNext = [], breakIt = [] } = scenario;
  const { before, steps, needs } = folded;
  const sources = [...new Set([...own, ...errata.flatMap(({ source }) => source ?? [])])];
  return {
    ...{ id, title: whole(title), summary: whole(summary), about: whole(about), params: texts, dialects, sources },
    errata: errata.map((erratum) => ({ ...erratum, mistake: whole(erratum.mistake), right: whole(erratum.right) })),
    ...{ tryNext: tryNext.map(whole), breakIt: breakIt.map(whole), before, steps, needs, facts },
  };
}
