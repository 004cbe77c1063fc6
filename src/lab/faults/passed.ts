import type { Hop } from '../../model/hop.ts';
import type { Network } from '../../model/network.ts';
import { pathOf } from '../../model/path.ts';
import type { PlannedCheck } from '../../plan/plan.ts';

/** Whether a check pings, and its pings take a hop of which this is true. */
export function pingsThrough(goal: Network, { kind, params }: PlannedCheck, isHere: (hop: Hop) => boolean): boolean {
  if (kind !== 'reaches') return false;
  return pathOf(goal, params as { readonly from: string; readonly to: string; readonly dev?: string }).some(isHere);
}
