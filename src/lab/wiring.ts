import type { Network } from '../model/network.ts';
import { replanned } from '../plan/planned-check.ts';
import type { Member } from '../vocabulary/checks/verdicts.ts';
import { receiverOf } from './arrival.ts';
import type { Item } from './items/item.ts';

/** Kinds of checks that ask who is wired to whom. */
const WIRES: ReadonlySet<string> = new Set(['joined', 'paired']);

/** What must be wired before a check says anything more: the item that asks for the wire, and of it those that the check is about. */
export interface Wiring {
  readonly id: string;
  holds(network: Network): boolean;
}

/** Between whom a check needs a wire: the two ends of a ping, or all whose addresses a switch is to have learnt. */
function endsOf({ check, way }: Item, goal: Network): readonly Member[] {
  const { members, to = '' } = check.params as { readonly members?: readonly Member[]; readonly to?: string };
  if (check.kind === 'learnt') return members ?? [];
  const netns = receiverOf(check, goal);
  return way === undefined || netns === undefined ? [] : [way, { netns, address: to }];
}

/** The wire that a check takes, where the task asks for one. */
export function wiringOf(item: Item, items: readonly Item[], goal: Network): Wiring | undefined {
  const ends = endsOf(item, goal);
  const wire = items.find(({ check }) => WIRES.has(check.kind) && ends.every((end) => joins(check.params, end)));
  if (!wire || ends.length === 0) return undefined;
  const between = wire.check.kind === 'joined' ? replanned(wire.check, { members: ends }) : wire.check;
  return { id: wire.id, holds: (network) => between.judge({ network, results: [] }).holds };
}

/** Whether a check that asks for a wire names that end of it. */
function joins(params: object, { netns, address }: Member): boolean {
  const {
    a,
    b,
    members = [a, b],
  } = params as { readonly a?: Member; readonly b?: Member; readonly members?: readonly (Member | undefined)[] };
  return members.some((own) => own?.netns === netns && own.address === address);
}
