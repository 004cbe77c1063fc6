import { arpLoss } from './arp-faults.ts';
import type { End } from './end.ts';
import type { Loss } from './loss.ts';
import { type Link, linkWith, type Network } from './network.ts';
import type { Passage } from './passage.ts';
import { localLink } from './routing.ts';
import { sameSegment, segmentOf } from './segment.ts';
import { brokenWire, type Crossing, crossWire, takersOf } from './wire.ts';

/** Who answers for an address on a wire and how a frame gets there, or how far and why no further. */
export type Resolution = Crossing | { readonly passages: readonly Passage[]; readonly loss: Loss };

const NOWHERE = { passages: [] } as const;

/** What is wrong with the near end of a wire, whoever is to be reached over it. */
function nearLoss(network: Network, { netns, dev }: End, link: Link): Loss | undefined {
  if (!link.up) return { cause: 'down', netns, dev };
  const { peer } = link;
  const other = peer && network.netns[peer.netns]?.links[peer.dev];
  if (!peer || !other) return undefined;
  if (!other.up) return { cause: 'down', netns: peer.netns, dev: peer.dev, otherEndOf: dev };
  const master = other.master === undefined ? undefined : network.netns[peer.netns]?.links[other.master];
  return master && !master.up ? { cause: 'down', netns: peer.netns, dev: master.name } : undefined;
}

/** Why nobody on the wire behind a device answers for an address. */
function silence(network: Network, from: End, link: Link, asks: string, gateway: boolean): Resolution {
  const broken = brokenWire(network, from, ({ netns }) => linkWith(network, netns, asks) !== undefined);
  if (broken) return broken;
  if (link.kind === 'tap' && link.master === undefined) return { ...NOWHERE, loss: { cause: 'tap', ...from } };
  if (link.carrier === false) return { ...NOWHERE, loss: { cause: 'no-carrier', ...from } };
  const holder = Object.keys(network.netns).flatMap((netns): readonly End[] => {
    const held = netns === from.netns ? undefined : linkWith(network, netns, asks);
    return held ? [{ netns, dev: held.name }] : [];
  })[0];
  const near = segmentOf(network, from);
  const far = holder && segmentOf(network, holder);
  const loss: Loss =
    holder && far && !sameSegment(near, far)
      ? { cause: 'apart', ...from, asks, near, holder, far }
      : { cause: 'no-answer', ...from, asks, gateway };
  return { ...NOWHERE, loss };
}

/** What a frame passes before it is lost at a switch, or all of it where that is at its end. */
function passedBefore(passages: readonly Passage[], loss: Loss): readonly Passage[] {
  if (loss.cause !== 'wrong-fdb' && loss.cause !== 'no-flood') return loss.cause === 'wrong-neighbour' ? [] : passages;
  const at = passages.findIndex((passage) => passage.kind === 'switch' && passage.netns === loss.netns && passage.name === loss.bridge);
  return passages.slice(0, Math.max(0, at));
}

/** Asks on the wire behind a device who has an address, as ARP does. `gateway` where it is that of a router, not the packet's own receiver. */
export function resolveNeighbour(network: Network, from: End, asks: string, gateway: boolean): Resolution {
  const link = network.netns[from.netns]?.links[from.dev];
  if (!link) return { ...NOWHERE, loss: { cause: 'no-device', ...from } };
  const dead = nearLoss(network, from, link);
  if (dead) return { ...NOWHERE, loss: dead };
  const takes = ({ netns }: End) => localLink(network, netns, asks) !== undefined;
  const crossing = crossWire(network, from, takes);
  if (!crossing) return silence(network, from, link, asks, gateway);
  const holders = takersOf(network, from, takes);
  const rival = holders.some(({ netns }) => netns !== crossing.end.netns);
  if (rival) return { ...NOWHERE, loss: { cause: 'duplicate', ...from, asks, holders } };
  const loss = arpLoss(network, from, asks, crossing);
  return loss ? { passages: passedBefore(crossing.passages, loss), loss } : crossing;
}
