import { addressOf } from '../../model/inet.ts';
import type { Link, Network } from '../../model/network.ts';
import { existing, type FixedKind, held } from '../requirements.ts';
import { type Ends, type Item, POINTS } from './item.ts';

/** The namespaces that the goal has and the beginning has not, and the addresses that devices hold there and on the host. */
export function structureItems({ before, goal }: Ends): readonly Item[] {
  const names = Object.keys(goal.netns);
  const own = names.filter((netns) => before.netns[netns] === undefined);
  const exists = own.map((netns): Item => ({ id: existsId(netns), points: POINTS.exists, needs: [], check: existing(netns), watch: [] }));
  const addresses = names.flatMap((netns) =>
    Object.values(goal.netns[netns]?.links ?? {}).flatMap((link) =>
      link.kind === 'loopback'
        ? []
        : link.addresses.filter((address) => !isHeld(before, netns, address)).map((address) => ({ netns, link, address })),
    ),
  );
  const holds = addresses.map(
    ({ netns, link, address }): Item => ({
      id: heldId(netns, addressOf(address)),
      points: POINTS.held,
      needs: own.includes(netns) ? [existsId(netns)] : [],
      check: held({ netns, address, kind: fixedKind(link) }),
      watch: [],
    }),
  );
  return [...exists, ...holds];
}

const existsId = (netns: string): string => `netns-${netns}`;
export const heldId = (netns: string, address: string): string => `address-${netns}-${address}`;

export function isHeld(network: Network, netns: string, address: string): boolean {
  return Object.values(network.netns[netns]?.links ?? {}).some(({ addresses }) => addresses.includes(address));
}

/** The kind of device that must hold an address: a bridge that has one is the gateway, a tap device leads to a program; of others, how they are wired is asked apart. */
function fixedKind({ kind }: Link): FixedKind | undefined {
  return kind === 'bridge' || kind === 'tap' ? kind : undefined;
}
