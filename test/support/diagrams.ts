import type { ActionCall } from '../../src/model/calls.ts';
import { freshNetns, type Network } from '../../src/model/network.ts';
import { LESSON_IDS, loadScenario } from '../../src/plan/catalogue.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { planScenario } from '../../src/plan/plan-scenario.ts';
import { action } from '../../src/vocabulary/index.ts';
import { networkAfter } from './networks.ts';

/** A network to draw, with what it was before. */
export interface Drawable {
  readonly name: string;
  readonly network: Network;
  readonly before?: Network;
}

export async function planOf(id: string, ...set: readonly string[]): Promise<Plan> {
  return planScenario(await loadScenario(id), { set, facts: { ovsDatapath: 'netdev' } });
}

/** Every step of every lesson, and those with up to 20 namespaces at their ends. */
export async function lessonDrawables(): Promise<readonly Drawable[]> {
  const steps = await Promise.all(
    LESSON_IDS.map(async (id) =>
      (await planOf(id)).steps.map(({ id: step, before, after }) => ({ name: `${id}, ${step}`, network: after, before })),
    ),
  );
  const counts = Array.from({ length: 19 }, (_, index) => index + 2);
  const grown = await Promise.all(
    ['bridge-3ns', 'ovs-internal'].flatMap((id) =>
      counts.map(async (count) => {
        const { before, steps: all } = await planOf(id, `namespaces=${count}`);
        return { name: `${id} with ${count}`, network: all.at(-1)?.after ?? before };
      }),
    ),
  );
  return [...steps.flat(), ...grown];
}

function namespaces(count: number): readonly ActionCall[] {
  return Array.from({ length: count }, (_, index) => action.netns({ name: `ns${index + 1}` }));
}

/** A veth pair whose ends go into namespaces, or stay on the host. */
function cable(a: string, aNetns: string | undefined, b: string, bNetns: string | undefined): readonly ActionCall[] {
  const moved = (dev: string, to: string | undefined) => (to ? [action.move({ dev, to })] : []);
  return [action.veth({ name: a, peer: b }), ...moved(a, aNetns), ...moved(b, bNetns)];
}

const PAIRS = [1, 2, 3, 4, 5, 6].flatMap((from) => [1, 2, 3, 4, 5, 6].filter((to) => to > from).map((to) => [from, to] as const));

const LOOPS = Array.from({ length: 14 }, (_, index) => index);

/** More cables inside one another than a narrow terminal has columns for. */
export const NESTED = networkAfter([
  ...namespaces(1),
  ...LOOPS.map((n) => action.veth({ name: `p${n}`, peer: `q${n}` })),
  ...LOOPS.map((n) => action.move({ dev: `p${n}`, to: 'ns1' })),
  ...LOOPS.toReversed().map((n) => action.move({ dev: `q${n}`, to: 'ns1' })),
]);

/** Shapes that no lesson has. */
const SHAPES: Readonly<Record<string, readonly ActionCall[]>> = {
  nothing: [],
  'a chain of four namespaces': [
    ...namespaces(4),
    ...cable('a', 'ns1', 'b', 'ns2'),
    ...cable('c', 'ns2', 'd', 'ns3'),
    ...cable('e', 'ns3', 'f', 'ns4'),
  ],
  'a ring of three namespaces': [
    ...namespaces(3),
    ...cable('a', 'ns1', 'b', 'ns2'),
    ...cable('c', 'ns2', 'd', 'ns3'),
    ...cable('e', 'ns3', 'f', 'ns1'),
  ],
  'cables that cross': [
    ...namespaces(3),
    ...cable('a', undefined, 'x', 'ns3'),
    ...cable('b', undefined, 'y', 'ns2'),
    ...cable('c', undefined, 'z', 'ns1'),
    ...cable('d', undefined, 'w', 'ns2'),
    ...cable('p', undefined, 'q', undefined),
  ],
  'cables plugged in out of turn': [
    ...namespaces(2),
    ...[1, 2, 3, 4, 5, 6].map((n) => action.veth({ name: `a${n}`, peer: `b${n}` })),
    ...[1, 2, 3, 4, 5, 6].map((n) => action.move({ dev: `a${n}`, to: 'ns1' })),
    ...[2, 3, 1, 5, 6, 4].map((n) => action.move({ dev: `b${n}`, to: 'ns2' })),
  ],
  'a bridge inside a namespace': [
    ...namespaces(3),
    action.bridge({ name: 'br0', netns: 'ns1' }),
    ...cable('a', 'ns1', 'x', 'ns2'),
    ...cable('b', 'ns1', 'y', 'ns3'),
    ...['a', 'b'].map((dev) => action.bridgePort({ netns: 'ns1', dev, bridge: 'br0' })),
    ...cable('up', 'ns1', 'down', undefined),
  ],
  'both ends in one namespace': [...namespaces(2), ...cable('a', 'ns2', 'b', 'ns2'), ...cable('c', 'ns1', 'd', undefined)],
  'two bridges joined': [
    action.bridge({ name: 'br0' }),
    action.bridge({ name: 'br1' }),
    ...cable('a', undefined, 'b', undefined),
    action.bridgePort({ dev: 'a', bridge: 'br0' }),
    action.bridgePort({ dev: 'b', bridge: 'br1' }),
  ],
  'an internal port that stays': [
    action.ovsDaemons({}),
    action.ovsBridge({ name: 'ovs0' }),
    action.ovsInternalPort({ bridge: 'ovs0', dev: 'tap1' }),
  ],
  'six namespaces, each joined to each': [
    ...namespaces(6),
    ...PAIRS.flatMap(([from, to]) => cable(`e${from}${to}`, `ns${from}`, `e${to}${from}`, `ns${to}`)),
  ],
};

export function shapeDrawables(): readonly Drawable[] {
  return Object.entries(SHAPES).map(([name, calls]) => ({ name, network: networkAfter(calls) }));
}

/** The network's cables as a reader should see them, each as `area/dev area/dev`, in order. */
export function cablesOf(network: Network): readonly string[] {
  const areaOf = (netns: string) => (netns === 'host' ? 'Host' : netns);
  const all = Object.entries(network.netns).flatMap(([netns, { links }]) => Object.values(links).map((link) => ({ netns, link })));
  const veths = all.flatMap(({ netns, link: { name, peer } }) =>
    peer ? [[`${areaOf(netns)}/${name}`, `${areaOf(peer.netns)}/${peer.dev}`]] : [],
  );
  const internal = all.flatMap(({ netns, link: { name, kind } }) =>
    kind === 'ovs-internal' && netns !== 'host' ? [[`Host/${name}`, `${netns}/${name}`]] : [],
  );
  return [...new Set([...veths, ...internal].map((ends) => ends.sort().join(' ')))].sort();
}

/** What is plugged into the network's switches as a reader should see it, each as `area/dev in switch`, in order. */
export function plugsOf({ netns, ovs }: Network): readonly string[] {
  const enslaved = Object.entries(netns).flatMap(([area, { links }]) =>
    Object.values(links).flatMap(({ name, master }) =>
      master && links[master]?.kind === 'bridge' ? [`${area === 'host' ? 'Host' : area}/${name} in ${master}`] : [],
    ),
  );
  const ports = Object.entries(ovs?.bridges ?? {}).flatMap(([bridge, { ports: all }]) =>
    Object.keys(all).flatMap((port) => (port === bridge ? [] : [`Host/${port} in ${bridge}`])),
  );
  return [...enslaved, ...ports].sort();
}

/** Names that mean something to a browser, to Mermaid or to Graphviz; a lesson's names could not be these. */
export const HOSTILE_NAMES = [
  '"]-->x["',
  '<script>alert(1)</script>',
  '&lt;b&gt;',
  '#quot;#35;',
  'end',
  '`**a**`',
  '%%{init}%%',
  '\\N\\"',
  "'>|/",
  '1.',
  '教程',
] as const;

/** A namespace and a device of each of those names, with a cable from each to the host. */
export const HOSTILE: Network = {
  netns: {
    host: {
      ...freshNetns(),
      links: Object.fromEntries(
        HOSTILE_NAMES.map((name, index) => [
          `p${index}`,
          { name: `p${index}`, kind: 'veth', up: true, addresses: [], peer: { netns: name, dev: name } },
        ]),
      ),
    },
    ...Object.fromEntries(
      HOSTILE_NAMES.map((name, index) => [
        name,
        {
          ...freshNetns(),
          links: { [name]: { name, kind: 'veth', up: true, addresses: [], peer: { netns: 'host', dev: `p${index}` } } },
          routes: [{ dst: name, dev: name, proto: 'boot' }],
        },
      ]),
    ),
  },
};
