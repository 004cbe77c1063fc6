import { NetworkDraft } from '../../model/draft.ts';
import { changeLink, changeNetns } from '../../model/edits.ts';
import { addressOf, contains, formatIpv4, formatPrefix, hostCount, networkOf } from '../../model/inet.ts';
import type { Network } from '../../model/network.ts';
import { han, type Text } from '../../model/text.ts';
import { connectedRoutes } from '../../vocabulary/effects.ts';
import type { Shell } from '../../vocabulary/shell.ts';
import { inside, who } from '../../vocabulary/where.ts';
import type { Exercise } from '../exercise.ts';
import { changing, type Fault, type FaultKind, lostRoutes, ownDevices, type Place } from './define.ts';

/** An address of a device that can be taken away alone: no other one of the device is in its network. */
interface Held extends Place {
  readonly address: string;
}

function heldAlone(exercise: Exercise): readonly Held[] {
  return ownDevices(exercise)
    .filter(({ link }) => link.kind !== 'loopback')
    .flatMap(({ netns, link }) =>
      link.addresses
        .filter((address) => link.addresses.every((other) => other === address || !contains(networkOf(address), addressOf(other))))
        .map((address) => ({ netns, link, address })),
    );
}

/** Addresses that somebody has or sends to. */
function taken({ netns }: Network): ReadonlySet<string> {
  const states = Object.values(netns);
  const held = states.flatMap(({ links }) => Object.values(links).flatMap(({ addresses }) => addresses.map(addressOf)));
  return new Set([...held, ...states.flatMap(({ routes }) => routes.flatMap(({ via }) => via ?? []))]);
}

/** An address of the same network that nobody has, the last one that is free. */
export function freeAddress(goal: Network, address: string): string | undefined {
  const network = networkOf(address);
  const used = taken(goal);
  for (let n = hostCount(network); n > 0; n -= 1) {
    const free = formatIpv4(network.base + n);
    if (!used.has(free)) return free;
  }
  return undefined;
}

/** The network where a device holds one address instead of another; with its last address it loses its routes. */
function instead({ goal }: Exercise, { netns, link, address }: Held, wrong: string): NetworkDraft {
  const addresses = [...link.addresses.filter((own) => own !== address), wrong];
  const last = link.addresses.length === 1;
  const kept = (goal.netns[netns]?.routes ?? []).filter(({ dev, proto }) => dev !== link.name || (proto !== 'kernel' && !last));
  const routes = [...kept, ...connectedRoutes({ ...link, addresses })];
  return new NetworkDraft(goal).apply([changeLink(goal, netns, link.name, { addresses }), changeNetns(goal, netns, () => ({ routes }))]);
}

function swapped(exercise: Exercise, held: Held, { kind, wrong, what }: { kind: string; wrong: string; what: Text }): Fault {
  const { netns, link, address } = held;
  const change = (from: string, to: string): readonly Shell[] => [
    { template: 'address-del', data: { netns, dev: link.name, address: from } },
    { template: 'address-add', data: { netns, dev: link.name, address: to } },
  ];
  return changing(exercise, instead(exercise, held, wrong), {
    ...{ kind, what },
    put: change(address, wrong),
    mend: [...change(wrong, address), ...lostRoutes(exercise.goal, held)],
  });
}

/** A prefix length that is not the right one: the device alone on its wire. */
const ALONE = 32;

/** An address has the wrong prefix length. */
export const prefixLength: FaultKind = {
  kind: 'prefix-length',
  sites: (exercise) =>
    heldAlone(exercise).map((held) => {
      const wrong = `${addressOf(held.address)}/${ALONE}`;
      const what = {
        en: `${held.link.name} ${inside(held.netns).en} has ${wrong} instead of ${held.address}`,
        zh: han`${inside(held.netns).zh}的 ${held.link.name} 的地址是 ${wrong}，应为 ${held.address}`,
      };
      return swapped(exercise, held, { kind: 'prefix-length', wrong, what });
    }),
};

/** A device has another address than it should. */
export const wrongAddress: FaultKind = {
  kind: 'wrong-address',
  sites: (exercise) =>
    heldAlone(exercise).flatMap((held) => {
      const free = freeAddress(exercise.goal, held.address);
      if (free === undefined) return [];
      const wrong = `${free}/${networkOf(held.address).length}`;
      const what = {
        en: `${held.link.name} ${inside(held.netns).en} has ${wrong} instead of ${held.address}`,
        zh: han`${inside(held.netns).zh}的 ${held.link.name} 的地址是 ${wrong}，应为 ${held.address}`,
      };
      return [swapped(exercise, held, { kind: 'wrong-address', wrong, what })];
    }),
};

/** A device has the address of another beside its own. */
export const duplicateAddress: FaultKind = {
  kind: 'duplicate-address',
  sites(exercise) {
    const { goal } = exercise;
    const all = heldAlone(exercise);
    return all.flatMap((held) => {
      const near = (other: Held) =>
        other.netns !== held.netns && formatPrefix(networkOf(other.address)) === formatPrefix(networkOf(held.address));
      const other = all.find(near);
      if (!other) return [];
      const data = { netns: held.netns, dev: held.link.name, address: other.address };
      const draft = new NetworkDraft(goal).apply([
        changeLink(goal, held.netns, held.link.name, { addresses: [...held.link.addresses, other.address] }),
      ]);
      return [
        changing(exercise, draft, {
          kind: 'duplicate-address',
          what: {
            en: `${held.link.name} ${inside(held.netns).en} has ${other.address} too, the address of ${who(other.netns).en}`,
            zh: han`${inside(held.netns).zh}的 ${held.link.name} 也有 ${other.address}，而那是 ${who(other.netns).zh} 的地址`,
          },
          put: [{ template: 'address-add', data }],
          mend: [{ template: 'address-del', data }],
        }),
      ];
    });
  },
};
