import type { End } from './end.ts';
import { HOST } from './host.ts';
import type { WireLoss } from './loss.ts';
import type { Link, Network } from './network.ts';
import type { Passage } from './passage.ts';
import { faultAt } from './wire-faults.ts';

/** Where a frame is: leaving a device towards its cable, or come in from there. */
interface Place extends End {
  readonly heading: 'out' | 'in';
}

interface Move {
  readonly to: Place;
  readonly passage: Passage;
}

function linkAt(network: Network, { netns, dev }: End): Link | undefined {
  return network.netns[netns]?.links[dev];
}

/** Ways through a Linux bridge: out of every other port, and up to the host. */
function throughBridge(network: Network, netns: string, name: string, from: string): readonly Move[] {
  const ports = Object.values(network.netns[netns]?.links ?? {}).filter(({ master }) => master === name);
  const passage = (out: string): Passage => ({ kind: 'switch', sort: 'bridge', netns, name, in: from, out });
  const toPorts = ports
    .filter((port) => port.name !== from)
    .map((port): Move => ({ to: { netns, dev: port.name, heading: 'out' }, passage: passage(port.name) }));
  return from === name ? toPorts : [{ to: { netns, dev: name, heading: 'in' }, passage: passage(name) }, ...toPorts];
}

/** In which namespace each internal port of Open vSwitch is. */
function internalHomes(network: Network): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(network.netns).flatMap(([netns, { links }]) =>
      Object.values(links).flatMap(({ name, kind }) => (kind === 'ovs-internal' ? [[name, netns] as const] : [])),
    ),
  );
}

/** Ways through an OVS bridge. An internal port is a device, wherever it was moved to; a system port is one of the host's. */
function throughOvs(network: Network, from: string): readonly Move[] {
  const [name, bridge] = Object.entries(network.ovs?.bridges ?? {}).find(([, { ports }]) => ports[from]) ?? [];
  if (name === undefined || !bridge) return [];
  const homes = internalHomes(network);
  return Object.entries(bridge.ports)
    .filter(([port]) => port !== from)
    .flatMap(([port, { type }]): readonly Move[] => {
      const passage: Passage = { kind: 'switch', sort: 'ovs', netns: HOST, name, in: from, out: port };
      if (type === 'system') return [{ to: { netns: HOST, dev: port, heading: 'out' }, passage }];
      const home = homes.get(port);
      return home === undefined ? [] : [{ to: { netns: home, dev: port, heading: 'in' }, passage }];
    });
}

function isSystemPort(network: Network, { netns, dev }: End): boolean {
  return netns === HOST && Object.values(network.ovs?.bridges ?? {}).some(({ ports }) => ports[dev]?.type === 'system');
}

/** Where a frame may be next. */
function movesFrom(network: Network, place: Place): readonly Move[] {
  const link = linkAt(network, place);
  if (!link) return [];
  if (place.heading === 'in') {
    if (link.master !== undefined) return throughBridge(network, place.netns, link.master, place.dev);
    return isSystemPort(network, place) ? throughOvs(network, place.dev) : [];
  }
  if (link.kind === 'bridge') return throughBridge(network, place.netns, link.name, link.name);
  if (link.kind === 'ovs-internal') return throughOvs(network, link.name);
  const { peer } = link;
  if (!peer) return [];
  return [{ to: { ...peer, heading: 'in' }, passage: { kind: 'cable', from: { netns: place.netns, dev: place.dev }, to: peer } }];
}

export interface Crossing {
  readonly passages: readonly Passage[];
  /** The device that hands the frame to its namespace. */
  readonly end: End;
}

type Takes = (end: End) => boolean;

/**
 * The shortest way of a frame that leaves `from` to a device whose namespace takes it (`takes`). With `throughFaults` what would
 * stop it is passed as well, which tells where a broken wire would lead to.
 */
function findWay(network: Network, from: End, takes: Takes, throughFaults: boolean): readonly Move[] | undefined {
  const start: Place = { netns: from.netns, dev: from.dev, heading: 'out' };
  const key = ({ netns, dev, heading }: Place) => `${heading} ${dev} ${netns}`;
  const seen = new Set([key(start)]);
  let front: readonly { readonly place: Place; readonly moves: readonly Move[] }[] = [{ place: start, moves: [] }];
  while (front.length > 0) {
    const next: { readonly place: Place; readonly moves: readonly Move[] }[] = [];
    for (const { place, moves } of front) {
      for (const move of movesFrom(network, place)) {
        const { to, passage } = move;
        if (seen.has(key(to)) || (!throughFaults && faultAt(network, passage, to))) continue;
        seen.add(key(to));
        const isPort = movesFrom(network, to).length > 0;
        if (to.heading === 'in' && !isPort && takes(to)) return [...moves, move];
        next.push({ place: to, moves: [...moves, move] });
      }
    }
    front = next;
  }
  return undefined;
}

/** The shortest way over the wire on which nothing stops a frame; `undefined` where there is none. */
export function crossWire(network: Network, from: End, takes: Takes): Crossing | undefined {
  const way = findWay(network, from, takes, false);
  const end = way?.at(-1)?.to;
  return way && end && { passages: way.map(({ passage }) => passage), end: { netns: end.netns, dev: end.dev } };
}

/** All devices on the wire behind `from` whose namespaces would take a frame. */
export function takersOf(network: Network, from: End, takes: Takes): readonly End[] {
  const found: End[] = [];
  findWay(
    network,
    from,
    (end) => {
      if (takes(end)) found.push({ netns: end.netns, dev: end.dev });
      return false;
    },
    false,
  );
  return found;
}

export interface BrokenWire {
  readonly passages: readonly Passage[];
  readonly loss: WireLoss;
}

/** The first thing that stops a frame on the way that it would take if nothing did, and what it passes before. */
export function brokenWire(network: Network, from: End, takes: Takes): BrokenWire | undefined {
  const way = findWay(network, from, takes, true) ?? [];
  for (const [index, { passage, to }] of way.entries()) {
    const loss = faultAt(network, passage, to);
    if (loss) return { passages: way.slice(0, index).map((move) => move.passage), loss };
  }
  return undefined;
}
