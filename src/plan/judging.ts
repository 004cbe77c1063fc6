import type { CheckDef } from '../vocabulary/define.ts';
import { CHECKS } from '../vocabulary/index.ts';
import type { PlannedCheck } from './plan.ts';

/** The definition of a kind of check that a plan has. */
export function checkOfKind(kind: string): CheckDef {
  const def = CHECKS.get(kind);
  if (!def) throw new Error(`there is no kind of check ${kind}`);
  return def;
}

/** How a check of this kind is judged; its definition is asked for when it is, or before. */
export function judging(defined: () => CheckDef, params: object): Pick<PlannedCheck, 'load' | 'judge' | 'stands'> {
  return {
    load: () => {
      defined();
    },
    judge: (evidence) => defined().judge(params, evidence),
    stands: (network) => {
      const def = defined();
      return def.stands === 'as-judged' ? def.judge(params, { network, results: [] }).holds : (def.stands?.(params, network) ?? false);
    },
  };
}
