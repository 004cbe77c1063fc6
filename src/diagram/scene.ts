import { HOST } from '../model/names.ts';
import type { Link, Netns, Network, OvsBridge } from '../model/network.ts';
import type { Lang } from '../model/text.ts';
import { factsOf } from './facts.ts';
import { matteringLoopback } from './loopback.ts';
import { type Mark, marksSince, type News } from './news.ts';
import { WORDS, type Words } from './words.ts';

/** A network as things to draw, without places: each format lays them out in its own way. */
export interface Scene {
  /** The host first, then every namespace. */
  readonly areas: readonly Area[];
  readonly cables: readonly Cable[];
  /** Namespaces that are left out. */
  readonly more: number;
}

export interface Area {
  readonly id: string;
  readonly title: string;
  readonly isHost: boolean;
  readonly news: News;
  /** In the order in which they were created. */
  readonly devices: readonly Device[];
  readonly switches: readonly Switch[];
  /** Routes, NAT, sysctls and counters, each in words. */
  readonly facts: readonly Fact[];
  /** Devices that are left out, their cables leading to what is left out. */
  readonly more: number;
}

/** A network card, or the port of a switch behind which there is one elsewhere. */
export interface Device {
  readonly id: string;
  readonly name: string;
  /** What is told beside the name: the kind where no cable shows it, addresses. */
  readonly details: readonly string[];
  readonly down: boolean;
  readonly news: News;
}

/** A Linux bridge or an OVS bridge; its name is that of its own device, which is not drawn apart. */
export interface Switch {
  readonly id: string;
  readonly name: string;
  /** What it is, in a word or two. */
  readonly kind: string;
  readonly details: readonly string[];
  readonly down: boolean;
  readonly ports: readonly Device[];
  /** Ports that are left out. */
  readonly more: number;
  readonly news: News;
}

export interface Fact {
  readonly id: string;
  /** Between these, and after the dots in them, a line may be broken. */
  readonly words: readonly string[];
  readonly news: News;
}

/** Joins two devices by their ids: a veth pair, or the port of an OVS bridge and its device in a namespace. */
export interface Cable {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** Both ends are up, so that something can pass. */
  readonly carrier: boolean;
  readonly news: News;
}

export interface SceneOptions {
  readonly lang: Lang;
  /** What the network was before; what is not as there is marked. */
  readonly before?: Network | undefined;
}

/** More namespaces than this are not all drawn. */
const MAX_NETNS = 20;

/** How many are drawn of those that are too many. */
const SHOWN_NETNS = 8;

/** The network as things to draw, in full up to 20 namespaces; of more the first 8. */
export function sceneOf(network: Network, { lang, before }: SceneOptions): Scene {
  const words = WORDS[lang];
  return shortened(compose(network, words, marksSince(before && ((mark) => compose(before, words, mark)))));
}

/** All devices of an area, whatever they are plugged into. */
export function devicesIn(area: Area): readonly Device[] {
  return [...area.devices, ...area.switches.flatMap(({ ports }) => ports)];
}

interface Parts {
  readonly network: Network;
  readonly words: Words;
  readonly mark: Mark;
}

function compose(network: Network, words: Words, mark: Mark): Scene {
  const parts: Parts = { network, words, mark };
  const names = Object.keys(network.netns);
  const areas = [HOST, ...names.filter((name) => name !== HOST)].flatMap((name) => {
    const netns = network.netns[name];
    return netns ? [areaOf(parts, name, netns)] : [];
  });
  return { areas, cables: cablesOf(parts), more: 0 };
}

function areaOf(parts: Parts, name: string, netns: Netns): Area {
  const { network, words, mark } = parts;
  const links = Object.values(netns.links);
  const ovs = name === HOST ? Object.entries(network.ovs?.bridges ?? {}) : [];
  const inOvs = new Set(ovs.flatMap(([, { ports }]) => Object.keys(ports)));
  const bridges = links.filter(({ kind }) => kind === 'bridge');
  const isPort = ({ name: dev, master }: Link) => inOvs.has(dev) || bridges.some((bridge) => bridge.name === master);
  const alone = links.filter((link) => link.kind !== 'loopback' && link.kind !== 'bridge' && !isPort(link));
  const loopback = matteringLoopback(network, name);
  return {
    id: name,
    title: name === HOST ? words.host : name,
    isHost: name === HOST,
    news: mark(name, ''),
    devices: [...alone, ...(loopback ? [loopback] : [])].map((link) =>
      deviceOf(parts, name, link, link.kind === 'tap' ? 'tap' : undefined),
    ),
    switches: [
      ...bridges.map((bridge) => bridgeOf(parts, name, netns, bridge)),
      ...ovs.map(([bridge, state]) => ovsOf(parts, netns, bridge, state)),
    ],
    facts: factsOf(netns, words).map((fact) => {
      const id = `${name} ${fact.id}`;
      return { id, words: fact.words, news: mark(id, fact.words.join(' ')) };
    }),
    more: 0,
  };
}

/** A device; `kind` is told where no cable shows it. */
function deviceOf({ words, mark }: Parts, netns: string, link: Link, kind?: string, port?: string): Device {
  const id = deviceId(netns, link.name);
  const details = [...(kind ? [kind] : []), ...link.addresses];
  // What it is plugged into belongs to what may have changed.
  const news = mark(id, [port ?? link.master, ...details, link.up ? '' : words.down].join(' '));
  return { id, name: link.name, details, down: !link.up, news };
}

function bridgeOf(parts: Parts, name: string, netns: Netns, bridge: Link): Switch {
  const ports = Object.values(netns.links).filter(({ master }) => master === bridge.name);
  const { words } = parts;
  const { down, details, news } = deviceOf(parts, name, bridge, bridge.stp ? 'STP' : undefined);
  return {
    id: deviceId(name, bridge.name),
    name: bridge.name,
    kind: words.bridge,
    details,
    down,
    ports: ports.map((link) => deviceOf(parts, name, link)),
    more: 0,
    news,
  };
}

/** An OVS bridge; it forwards whether its own device, the local port, is up or not, so that is not told of it. */
function ovsOf(parts: Parts, host: Netns, name: string, { ports }: OvsBridge): Switch {
  const { mark, words } = parts;
  const details = host.links[name]?.addresses ?? [];
  const id = `ovs:${name}`;
  const listed = Object.entries(ports).filter(([port]) => port !== name || host.links[name] === undefined);
  return {
    id,
    name,
    kind: words.ovs,
    details,
    down: false,
    ports: listed.map(([port, { type }]) => {
      const kind = type === 'internal' ? words.internalPort : undefined;
      const link = host.links[port];
      if (link) return deviceOf(parts, HOST, link, kind, id);
      return { id: portId(name, port), name: port, details: kind ? [kind] : [], down: false, news: mark(portId(name, port), '') };
    }),
    more: 0,
    news: mark(id, details.join(' ')),
  };
}

function cablesOf({ network, mark }: Parts): readonly Cable[] {
  const cables: Cable[] = [];
  const lay = (from: string, to: string, carrier: boolean) => {
    const id = `${from} ${to}`;
    cables.push({ id, from, to, carrier, news: mark(`cable ${id}`, String(carrier)) });
  };
  const all = Object.entries(network.netns).flatMap(([netns, { links }]) => Object.values(links).map((link) => ({ netns, link })));
  const order = new Map(all.map(({ netns, link }, index) => [deviceId(netns, link.name), index]));
  for (const { netns, link } of all) {
    const from = deviceId(netns, link.name);
    const peer = link.peer && network.netns[link.peer.netns]?.links[link.peer.dev];
    const to = link.peer && deviceId(link.peer.netns, link.peer.dev);
    if (peer && to && (order.get(from) ?? 0) < (order.get(to) ?? 0)) lay(from, to, link.up && peer.up);
  }
  for (const [bridge, { ports }] of Object.entries(network.ovs?.bridges ?? {})) {
    for (const [port, { type }] of Object.entries(ports)) {
      const away = all.find(({ netns, link }) => netns !== HOST && link.kind === 'ovs-internal' && link.name === port);
      if (type === 'internal' && away && !network.netns[HOST]?.links[port])
        lay(portId(bridge, port), deviceId(away.netns, port), away.link.up);
    }
  }
  return cables;
}

function deviceId(netns: string, dev: string): string {
  return `${netns}/${dev}`;
}

/** The port of an OVS bridge whose device is not on the host. */
function portId(bridge: string, port: string): string {
  return `ovs:${bridge}/${port}`;
}

/** Leaves out namespaces that are too many, and the devices elsewhere whose cables lead there. */
function shortened(scene: Scene): Scene {
  const netns = scene.areas.filter(({ isHost }) => !isHost);
  if (netns.length <= MAX_NETNS) return scene;
  const gone = new Set(netns.slice(SHOWN_NETNS));
  const lost = new Set([...gone].flatMap((area) => devicesIn(area).map(({ id }) => id)));
  const loose = new Set(scene.cables.flatMap(({ from, to }) => (lost.has(from) ? [to] : lost.has(to) ? [from] : [])));
  const kept = ({ id }: Device) => !loose.has(id);
  return {
    areas: scene.areas
      .filter((area) => !gone.has(area))
      .map((area) => ({
        ...area,
        devices: area.devices.filter(kept),
        more: area.devices.filter(({ id }) => loose.has(id)).length,
        switches: area.switches.map((item) => {
          const ports = item.ports.filter(kept);
          return { ...item, ports, more: item.ports.length - ports.length };
        }),
      })),
    cables: scene.cables.filter(({ from, to }) => ![from, to].some((end) => lost.has(end) || loose.has(end))),
    more: gone.size,
  };
}

/** Whether anything is marked as new or changed. */
export function hasNews({ areas, cables }: Scene): boolean {
  const things = areas.flatMap((area) => [area, ...devicesIn(area), ...area.switches, ...area.facts]);
  return [...things, ...cables].some(({ news }) => news !== undefined);
}
