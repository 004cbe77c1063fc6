import { linkWith, type Network } from '../model/network.ts';
import { pathOf } from '../model/path.ts';
import { han } from '../model/text.ts';
import type { PlannedCheck } from '../plan/plan.ts';
import { replanned } from '../plan/planned-check.ts';
import type { Member } from '../vocabulary/checks/verdicts.ts';

interface Ping {
  readonly from: string;
  readonly to: string;
  readonly dev?: string | undefined;
}

/**
 * By which device the pings of a check leave in the goal, named by the address that it holds, since its name is the learner's.
 * Bound to that device, they cannot take another way round what was asked for. Nothing where they leave by none.
 */
export function wayOf({ kind, params }: PlannedCheck, goal: Network): Member | undefined {
  if (kind !== 'reaches') return undefined;
  const { from, to, dev } = params as Ping;
  const first = pathOf(goal, { from, to, dev }).find((hop) => hop.kind === 'route');
  return first && linkWith(goal, from, first.source)?.name === first.route.dev ? { netns: from, address: first.source } : undefined;
}

/** The check in the words of a task: a device is named by what it holds. */
export function inWords(check: PlannedCheck, way: Member | undefined): PlannedCheck {
  const { dev } = check.params as Ping;
  if (dev === undefined || !way) return check;
  const { claim } = replanned(check, { dev: undefined });
  return {
    ...check,
    claim: {
      en: `${claim.en} through the device that holds ${way.address}`,
      zh: han`经持有 ${way.address} 的设备，${claim.zh}`,
    },
  };
}

/** The check with its pings bound to the device that holds the address of the way, whatever it is called. */
export function boundTo(check: PlannedCheck, way: Member | undefined, network: Network): PlannedCheck {
  const dev = way && linkWith(network, way.netns, way.address)?.name;
  return dev === undefined ? check : { ...replanned(check, { dev }), claim: check.claim };
}
