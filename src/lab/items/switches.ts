import { addressOf } from '../../model/inet.ts';
import type { Network } from '../../model/network.ts';
import { attachmentOf } from '../../model/switches.ts';
import type { PlannedCheck } from '../../plan/plan.ts';
import type { Member } from '../../vocabulary/checks/verdicts.ts';
import { pluggedIntoHolders } from '../plugged.ts';
import { onTheSwitch } from '../requirements.ts';
import { type Ends, type Item, POINTS } from './item.ts';
import { needsOf } from './needs.ts';
import { heldId, isHeld } from './structure.ts';

/** That an address which a bridge holds is on the bridge of a check that asks who is joined: two bridges would be another network. */
export function gatewayItems({ id, check }: Item, checks: readonly Item[], { before, goal }: Ends): readonly Item[] {
  const members = joinedBy(check);
  const [at] = members.map(({ netns, address }) => attachmentOf(goal, netns, address));
  const isPart = checks.some((other) => joinedBy(other.check).length > members.length && members.every((one) => holdsMember(other, one)));
  if (at?.by !== 'bridge' || isPart) return [];
  const { netns, name } = at;
  const addresses = goal.netns[netns]?.links[name]?.addresses.filter((own) => !isHeld(before, netns, own)) ?? [];
  return addresses.map(addressOf).map((address) => ({
    id: `${id}-${address}`,
    points: POINTS.held,
    needs: [id, heldId(netns, address)],
    check: onTheSwitch({ netns, address, members }),
    watch: [],
  }));
}

/** Who is plugged into bridges that hold an address, where no check of the lesson asks who is joined. */
export function pluggedItems(checks: readonly Item[], structure: readonly Item[], goal: Network): readonly Item[] {
  return pluggedIntoHolders(goal).flatMap(({ netns, address, members }) => {
    if (members.every(({ netns: own }) => checks.some((item) => joinedBy(item.check).some((one) => one.netns === own)))) return [];
    const check = onTheSwitch({ netns, address, members });
    return [{ id: `plugged-${netns}-${address}`, points: POINTS.check, needs: needsOf(check, structure, undefined), check, watch: [] }];
  });
}

/** Who is joined, where a check asks that. */
export function joinedBy({ kind, params }: PlannedCheck): readonly Member[] {
  return kind === 'joined' ? (params as { readonly members: readonly Member[] }).members : [];
}

function holdsMember({ check }: Item, { netns, address }: Member): boolean {
  return joinedBy(check).some((own) => own.netns === netns && own.address === address);
}
