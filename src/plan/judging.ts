import type { CheckDef } from '../vocabulary/define.ts';
import type { PlannedCheck } from './plan.ts';

/** How a check of this kind is judged; its definition is asked for when it is. */
export function judging(defined: () => CheckDef, params: object): Pick<PlannedCheck, 'judge' | 'stands'> {
  return {
    judge: (evidence) => defined().judge(params, evidence),
    stands: (network) => {
      const def = defined();
      return def.stands === 'as-judged' ? def.judge(params, { network, results: [] }).holds : (def.stands?.(params, network) ?? false);
    },
  };
}
