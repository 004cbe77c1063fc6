import { chainObstacle, NO_FILTER, obstacleOf } from './firewall.ts';
import type { Loss } from './loss.ts';
import type { Network } from './network.ts';
import { passing, type Travelling } from './travelling.ts';

/** What the rules of a namespace keep from passing a hook. */
export function filteringLoss(
  network: Network,
  packet: Travelling,
  hook: string,
  out: string | undefined,
  replying: boolean,
): Loss | undefined {
  const { at: netns, to, source = to } = packet;
  const { filter = NO_FILTER, hooks } = network.netns[netns] ?? {};
  const seen = passing(network, packet, out, source, replying);
  if (!hooks) {
    const by = obstacleOf(filter, hook, seen);
    return by && { cause: 'filtered', netns, hook, by };
  }
  const obstacle = chainObstacle(hooks, hook, seen);
  if (!obstacle) return undefined;
  const { family, table, name } = obstacle.chain;
  return { cause: 'filtered', netns, hook, by: obstacle.by, chain: { family, table, name } };
}

/** What the rules of a namespace keep from leaving it: of its own packets by the chain output, of all by postrouting. */
export function leavingLoss(network: Network, packet: Travelling, out: string, replying: boolean): Loss | undefined {
  const own = packet.in === undefined ? filteringLoss(network, packet, 'output', out, replying) : undefined;
  return own ?? filteringLoss(network, packet, 'postrouting', out, replying);
}
