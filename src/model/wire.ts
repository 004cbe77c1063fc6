import { HOST } from './names.ts';
import type { Link, Network } from './network.ts';

/** A device and the namespace that it is in. */
export interface End {
  readonly netns: string;
  readonly dev: string;
}

/** What a frame passes on its way from one device to another. */
export type Passage =
  | { readonly kind: 'cable'; readonly from: End; readonly to: End }
  | {
      readonly kind: 'switch';
      readonly sort: 'bridge' | 'ovs';
      /** Where the switch is, and its name. */
      readonly netns: string;
      readonly name: string;
      /** The port by which the frame comes in, and the one by which it leaves; the switch's own name stands for the host. */
      readonly in: string;
      readonly out: string;
    };

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

/**
 * The shortest way of a frame that leaves `from` to a device whose namespace takes it (`takes`). With `throughDown`
 * devices that are down are passed too, which tells what a dead wire would lead to.
 */
export function crossWire(
  network: Network,
  from: End,
  takes: (end: End) => boolean,
  options: { readonly throughDown?: boolean } = {},
): Crossing | undefined {
  const start: Place = { netns: from.netns, dev: from.dev, heading: 'out' };
  const alive = (end: End) => options.throughDown === true || linkAt(network, end)?.up === true;
  const key = ({ netns, dev, heading }: Place) => `${heading} ${dev} ${netns}`;
  const seen = new Set([key(start)]);
  let front: readonly { readonly place: Place; readonly passages: readonly Passage[] }[] = alive(start)
    ? [{ place: start, passages: [] }]
    : [];
  while (front.length > 0) {
    const next: { readonly place: Place; readonly passages: readonly Passage[] }[] = [];
    for (const { place, passages } of front) {
      for (const { to, passage } of movesFrom(network, place)) {
        if (seen.has(key(to)) || !alive(to) || !passable(passage, alive)) continue;
        seen.add(key(to));
        const path = [...passages, passage];
        const isPort = movesFrom(network, to).length > 0;
        if (to.heading === 'in' && !isPort && takes(to)) return { passages: path, end: { netns: to.netns, dev: to.dev } };
        next.push({ place: to, passages: path });
      }
    }
    front = next;
  }
  return undefined;
}

/** A Linux bridge forwards only while it is up; an OVS bridge whether its local port is or not. */
function passable(passage: Passage, alive: (end: End) => boolean): boolean {
  return passage.kind !== 'switch' || passage.sort === 'ovs' || alive({ netns: passage.netns, dev: passage.name });
}

/** The first device that is down on a way that a frame would take if all were up; `undefined` where there is no such way. */
export function deadDevice(network: Network, from: End, takes: (end: End) => boolean): End | undefined {
  const isDown = (end: End) => linkAt(network, end)?.up === false;
  const way = crossWire(network, from, takes, { throughDown: true });
  if (!way) return undefined;
  const devices = way.passages.flatMap((passage): readonly End[] => {
    if (passage.kind === 'cable') return [passage.from, passage.to];
    const { netns, sort, name, out } = passage;
    const ports = network.netns[netns]?.links[out] ? [{ netns, dev: out }] : [];
    return sort === 'bridge' ? [{ netns, dev: name }, ...ports] : ports;
  });
  return [from, ...devices, way.end].find(isDown);
}
