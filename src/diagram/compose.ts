import { HOST } from '../model/host.ts';
import type { Link, Netns, Network, OvsBridge } from '../model/network.ts';
import { cablesOf } from './cables.ts';
import { factsOf } from './facts.ts';
import { deviceId, portId } from './ids.ts';
import { matteringLoopback } from './loopback.ts';
import { type Mark, marksSince } from './news.ts';
import type { Area, Device, Scene, SceneOptions, Switch } from './scene.ts';
import { shortened } from './shortened.ts';
import { WORDS, type Words } from './words.ts';

/** The network as things to draw; of too many namespaces the first ones. */
export function sceneOf(network: Network, { lang, before }: SceneOptions): Scene {
  const words = WORDS[lang];
  return shortened(compose(network, words, marksSince(before && ((mark) => compose(before, words, mark)))));
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
  return { areas, cables: cablesOf(network, mark), more: 0 };
}

function areaOf(parts: Parts, name: string, netns: Netns): Area {
  const { network, words, mark } = parts;
  const links = Object.values(netns.links);
  const ovs = name === HOST ? Object.entries(network.ovs?.bridges ?? {}) : [];
  const inOvs = new Set(ovs.flatMap(([, { ports }]) => Object.keys(ports)));
  const bridges = links.filter(({ kind }) => kind === 'bridge');
  const single = links.filter(({ name: dev, kind }) => kind !== 'loopback' && kind !== 'bridge' && !inOvs.has(dev));
  const alone = single.filter(({ master }) => !bridges.some((bridge) => bridge.name === master));
  const loopback = matteringLoopback(network, name);
  return {
    id: name,
    title: name === HOST ? words.host : name,
    isHost: name === HOST,
    news: mark(name, ''),
    devices: [...alone, ...(loopback ? [loopback] : [])].map((link) => deviceOf(parts, name, link, unseenKind(link))),
    switches: [
      ...bridges.map((bridge) => {
        const ports = single.filter(({ master }) => master === bridge.name);
        return bridgeOf(parts, name, bridge, ports);
      }),
      ...ovs.map(([bridge, state]) => ovsOf(parts, netns, bridge, state)),
    ],
    facts: factsOf(netns, words).map((fact) => {
      const id = `${name} ${fact.id}`;
      return { id, words: fact.words, news: mark(id, fact.words.join(' ')) };
    }),
    more: 0,
  };
}

/** What a device is where no cable shows it. */
function unseenKind({ kind }: Link): string | undefined {
  return kind === 'tap' ? 'tap' : undefined;
}

/** A device; `kind` is told where no cable shows it. */
function deviceOf({ words, mark }: Parts, netns: string, link: Link, kind?: string, port?: string): Device {
  const id = deviceId(netns, link.name);
  const details = [...(kind ? [kind] : []), ...link.addresses];
  // What it is plugged into belongs to what may have changed.
  const news = mark(id, [port ?? link.master, ...details, link.up ? '' : words.down].join(' '));
  return { id, name: link.name, details, down: !link.up, news };
}

function bridgeOf(parts: Parts, name: string, bridge: Link, ports: readonly Link[]): Switch {
  const { words } = parts;
  const { down, details, news } = deviceOf(parts, name, bridge, bridge.stp ? 'STP' : undefined);
  return {
    id: deviceId(name, bridge.name),
    name: bridge.name,
    kind: words.bridge,
    details,
    down,
    ports: ports.map((link) => deviceOf(parts, name, link, unseenKind(link))),
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
      // A Linux bridge that is a port of this one is drawn by itself; a port whose device is elsewhere or gone stays the same port.
      if (link && link.kind !== 'bridge') return deviceOf(parts, HOST, link, kind, id);
      const own = link ? portId(name, port) : deviceId(HOST, port);
      return { id: own, name: port, details: kind ? [kind] : [], down: false, news: mark(own, '') };
    }),
    more: 0,
    news: mark(id, details.join(' ')),
  };
}
