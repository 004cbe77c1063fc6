import * as assert from 'uvu/assert';
import { ruleText } from '../../../src/model/firewall.ts';
import type { Hop, Packet } from '../../../src/model/hop.ts';
import type { Network } from '../../../src/model/network.ts';
import { pathOf } from '../../../src/model/path.ts';
import type { Plan, PlannedStep } from '../../../src/plan/plan.ts';
import { action } from '../../../src/vocabulary/index.ts';
import { BRIDGED, DIRECT, FACTS, networkAfter, switched, withLink } from '../../support/networks.ts';
import { planOf } from '../../support/plans.ts';
import { suite } from '../../support/suite.ts';

/** A hop in a few words, so that a whole path can be compared. */
function brief(hop: Hop): string {
  switch (hop.kind) {
    case 'route':
      return `route ${hop.netns}: ${hop.route.dst}${hop.route.via ? ` via ${hop.route.via}` : ''} dev ${hop.route.dev} src ${hop.source}${hop.bound ? ' bound' : ''}`;
    case 'local':
      return `local ${hop.netns}: ${hop.to}`;
    case 'arp':
      return `arp ${hop.netns} ${hop.dev}: ${hop.asks} is ${hop.answers.dev} of ${hop.answers.netns}`;
    case 'cable':
      return `cable ${hop.from.dev}@${hop.from.netns} ${hop.to.dev}@${hop.to.netns}`;
    case 'switch':
      return `${hop.sort} ${hop.name}: ${hop.in} ${hop.out}`;
    case 'forward':
      return `forward ${hop.netns}: ${hop.to}`;
    case 'rewrite':
      return `rewrite ${hop.netns} ${hop.dev}: ${hop.source} ${hop.becomes}`;
    case 'redirect':
      return `redirect ${hop.netns}: ${hop.to}:${hop.port} ${hop.becomes}:${hop.toPort}`;
    case 'disguise':
      return `disguise ${hop.netns}: ${hop.source} ${hop.becomes}`;
    case 'restore':
      return `restore ${hop.netns}: ${hop.becomes}`;
    case 'arrive':
      return `arrive ${hop.netns} ${hop.dev}: ${hop.to} from ${hop.source}`;
    case 'back':
      return `back ${hop.devices.map(({ netns, dev }) => `${dev}@${netns}`).join(' ')}${hop.restored ? ` restored ${hop.restored.becomes} at ${hop.restored.netns}` : ''}${hop.disguised ? ` disguised ${hop.disguised.becomes} at ${hop.disguised.netns}` : ''}`;
    case 'lost': {
      const { cause, ...where } = hop.loss;
      const values = Object.values(where).flatMap((value) =>
        typeof value !== 'object' ? [value] : 'target' in value ? [ruleText(value)] : [],
      );
      return `lost ${hop.direction}: ${cause} ${values.join(' ')}`;
    }
    default:
      return hop satisfies never;
  }
}

function walk(network: Network, packet: Packet): readonly string[] {
  return pathOf(network, packet).map(brief);
}

/** The path of the last ping that a lesson says is answered. */
function lastPath(plan: Plan): readonly string[] {
  const pings = plan.steps.flatMap(({ checks, after }) =>
    checks.filter(({ kind }) => kind === 'reaches').map(({ params }) => ({ params, after })),
  );
  const last = pings.at(-1);
  if (!last) throw new Error(`${plan.id} pings nothing`);
  return walk(last.after, last.params as Packet);
}

const PATHS: Readonly<Record<string, readonly string[]>> = {
  'veth-direct': [
    'route ns1: 10.10.10.0/24 dev veth1 src 10.10.10.3',
    'arp ns1 veth1: 10.10.10.2 is veth0 of ns0',
    'cable veth1@ns1 veth0@ns0',
    'arrive ns0 veth0: 10.10.10.2 from 10.10.10.3',
    'back veth0@ns0 veth1@ns1',
  ],
  'bridge-3ns': [
    'route ns3: 10.10.10.0/24 dev veth2 src 10.10.10.4',
    'arp ns3 veth2: 10.10.10.3 is veth1 of ns2',
    'cable veth2@ns3 br-veth2@host',
    'bridge br-test: br-veth2 br-veth1',
    'cable br-veth1@host veth1@ns2',
    'arrive ns2 veth1: 10.10.10.3 from 10.10.10.4',
    'back veth1@ns2 br-veth1@host br-test@host br-veth2@host veth2@ns3',
  ],
  'ovs-veth': [
    'route ns2: 10.1.1.0/24 dev veth1 src 10.1.1.3',
    'arp ns2 veth1: 10.1.1.2 is veth0 of ns1',
    'cable veth1@ns2 ovs-veth1@host',
    'ovs ovs-br: ovs-veth1 ovs-veth0',
    'cable ovs-veth0@host veth0@ns1',
    'arrive ns1 veth0: 10.1.1.2 from 10.1.1.3',
    'back veth0@ns1 ovs-veth0@host ovs-br@host ovs-veth1@host veth1@ns2',
  ],
  'ovs-internal': [
    'route ns3: 10.10.10.0/24 dev tap3 src 10.10.10.4',
    'arp ns3 tap3: 10.10.10.3 is tap2 of ns2',
    'ovs ovs-br0: tap3 tap2',
    'arrive ns2 tap2: 10.10.10.3 from 10.10.10.4',
    'back tap2@ns2 ovs-br0@host tap3@ns3',
  ],
  'docker-bridge': [
    'route ns1: default via 1.1.1.3 dev veth0_ns1 src 1.1.1.2',
    'arp ns1 veth0_ns1: 1.1.1.3 is br0 of host',
    'cable veth0_ns1@ns1 veth_ns1@host',
    'bridge br0: veth_ns1 br0',
    'forward host: 192.168.80.2',
    'route host: 192.168.80.0/24 dev ens33 src 1.1.1.2',
    'rewrite host ens33: 1.1.1.2 192.168.80.128',
    'arp host ens33: 192.168.80.2 is eth0 of outside',
    'cable ens33@host eth0@outside',
    'arrive outside eth0: 192.168.80.2 from 192.168.80.128',
    'back eth0@outside ens33@host br0@host veth_ns1@host veth0_ns1@ns1 restored 1.1.1.2 at host',
  ],
  'veth-same-host': [
    'route host: 10.1.1.0/24 dev veth1 src 10.1.1.3 bound',
    'arp host veth1: 10.1.1.2 is veth0 of host',
    'cable veth1@host veth0@host',
    'arrive host veth0: 10.1.1.2 from 10.1.1.3',
    'back lo@host',
  ],
};

const paths = suite('pathOf');

for (const [id, expected] of Object.entries(PATHS))
  paths(`the last ping of ${id}`, async () => assert.equal(lastPath(await planOf(id)), expected));

paths('a connection to a published port, there and back', async () => {
  const { steps } = await planOf('docker-publish');
  const { after } = steps.find(({ id }) => id === 'publish') as PlannedStep;
  assert.equal(walk(after, { from: 'outside', to: '192.168.80.128', port: 8080 }), [
    'route outside: 192.168.80.0/24 dev eth0 src 192.168.80.2',
    'arp outside eth0: 192.168.80.128 is ens33 of host',
    'cable eth0@outside ens33@host',
    'redirect host: 192.168.80.128:8080 1.1.1.1:80',
    'forward host: 1.1.1.1',
    'route host: 1.1.1.0/24 dev br0 src 192.168.80.2',
    'arp host br0: 1.1.1.1 is veth0_ns0 of ns0',
    'bridge br0: br0 veth_ns0',
    'cable veth_ns0@host veth0_ns0@ns0',
    'arrive ns0 veth0_ns0: 1.1.1.1 from 192.168.80.2',
    'back veth0_ns0@ns0 veth_ns0@host br0@host ens33@host eth0@outside disguised 192.168.80.128 at host',
  ]);
  for (const packet of [{ port: 8081 }, {}])
    assert.is(
      walk(after, { from: 'outside', to: '192.168.80.128', ...packet }).some((hop) => hop.startsWith('redirect')),
      false,
    );
});

paths('the host itself at a published port: its rule is in OUTPUT, and the source stays', async () => {
  const { after, before } = (await planOf('docker-publish')).steps.find(({ id }) => id === 'host-itself') as PlannedStep;
  const packet = { from: 'host', to: '192.168.80.128', port: 8080 };
  assert.equal(walk(before, packet), ['local host: 192.168.80.128']);
  assert.equal(walk(after, packet), [
    'redirect host: 192.168.80.128:8080 1.1.1.1:80',
    'route host: 1.1.1.0/24 dev br0 src 192.168.80.128',
    'arp host br0: 1.1.1.1 is veth0_ns0 of ns0',
    'bridge br0: br0 veth_ns0',
    'cable veth_ns0@host veth0_ns0@ns0',
    'arrive ns0 veth0_ns0: 1.1.1.1 from 192.168.80.128',
    'back veth0_ns0@ns0 veth_ns0@host br0@host disguised 192.168.80.128 at host',
  ]);
});

/** What becomes of a ping between the networks of docker-isolation, and of one from outside, after each step that says something about it. */
const ISOLATION: Readonly<Record<string, readonly [across: string, inwards: string]>> = {
  forwarding: ['back ', 'lost there: no-route '],
  policy: ['back ', 'lost there: filtered host forward policy'],
  isolation: ['lost there: filtered host forward out br-net-2 drop', 'lost there: filtered host forward policy'],
  'taken-away': ['back ', 'lost there: filtered host forward policy'],
  back: ['lost there: filtered host forward out br-net-2 drop', 'lost there: filtered host forward policy'],
};

for (const [id, ends] of Object.entries(ISOLATION))
  paths(`docker-isolation after ${id}`, async () => {
    const { steps } = await planOf('docker-isolation');
    const { after } = steps.find((step) => step.id === id) as PlannedStep;
    const packets: readonly Packet[] = [
      { from: 'test1', to: '172.80.2.2' },
      { from: 'outside', to: '172.80.1.2' },
    ];
    for (const [index, packet] of packets.entries())
      assert.ok(
        walk(after, packet)
          .at(-1)
          ?.startsWith(ends[index] ?? '-'),
        walk(after, packet).join('\n'),
      );
    assert.match(walk(after, { from: 'test1', to: '192.168.80.2' }).at(-1) ?? '', /^back .* restored 172\.80\.1\.2 at host$/);
  });

paths('an answer that a rule does not let pass', () => {
  const oneWay = networkAfter([
    ...BRIDGED,
    action.address({ dev: 'br0', address: '10.0.0.254/24' }),
    action.netns({ name: 'far' }),
    action.veth({ name: 'to-far', peer: 'eth0', peerNetns: 'far' }),
    action.address({ dev: 'to-far', address: '10.0.1.254/24' }),
    action.up({ dev: 'to-far' }),
    action.address({ netns: 'far', dev: 'eth0', address: '10.0.1.1/24' }),
    action.up({ netns: 'far', dev: 'eth0' }),
    action.route({ netns: 'far', to: 'default', via: '10.0.1.254' }),
    action.route({ netns: 'ns1', to: 'default', via: '10.0.0.254' }),
    action.sysctl({ key: 'net.ipv4.ip_forward', value: '1', was: '0' }),
    action.forwardPolicy({ policy: 'DROP', was: 'ACCEPT' }),
    action.filterRule({ chain: 'FORWARD', in: 'br0', target: 'ACCEPT' }),
  ]);
  assert.is(walk(oneWay, { from: 'ns1', to: '10.0.1.1' }).at(-1), 'lost back: filtered host forward policy');
});

paths('what a namespace does not let in, from a wire or from itself', () => {
  const closed = networkAfter([
    ...DIRECT,
    action.up({ netns: 'ns2', dev: 'lo' }),
    action.filterRule({ netns: 'ns2', chain: 'INPUT', source: '10.0.0.0/24', target: 'DROP' }),
  ]);
  assert.is(walk(closed, { from: 'ns1', to: '10.0.0.2' }).at(-1), 'lost there: filtered ns2 input from 10.0.0.0/24 drop');
  assert.is(walk(closed, { from: 'ns2', to: '10.0.0.2' }).at(-1), 'lost there: filtered ns2 input from 10.0.0.0/24 drop');
  assert.is(walk(closed, { from: 'ns2', to: '127.0.0.1' }).at(-1), 'local ns2: 127.0.0.1');
  assert.is(walk(closed, { from: 'ns2', to: '127.9.9.9' }).at(-1), 'local ns2: 127.9.9.9');
  assert.is(walk(closed, { from: 'ns2', to: '10.0.0.1' }).at(-1), 'lost back: filtered ns2 input from 10.0.0.0/24 drop');
});

/** What a ping through the pair of veth-same-host meets after each step that says something about it. */
const SAME_HOST = {
  silence: 'lost there: own-source host veth1 10.1.1.2',
  'accept-local': 'lost there: reverse-path host veth1 10.1.1.2',
  'rp-filter-all': 'lost there: reverse-path host veth1 10.1.1.2',
  works: 'back lo@host',
  'max-rule': 'lost there: reverse-path host veth1 10.1.1.2',
  'rp-filter-alone': 'lost there: own-source host veth1 10.1.1.2',
  'works-again': 'back lo@host',
};

for (const [id, expected] of Object.entries(SAME_HOST))
  paths(`veth-same-host after ${id}`, async () => {
    const { steps } = await planOf('veth-same-host');
    const { after } = steps.find((step) => step.id === id) as PlannedStep;
    assert.is(walk(after, { from: 'host', to: '10.1.1.3', dev: 'veth0' }).at(-1), expected);
    assert.equal(walk(after, { from: 'host', to: '10.1.1.3' }), ['local host: 10.1.1.3']);
  });

paths('every ping that a lesson says is answered comes back, and none that it says is not', async () => {
  for (const id of Object.keys(PATHS)) {
    const { steps } = await planOf(id);
    for (const { checks, after } of steps)
      for (const { kind, params } of checks) {
        if (kind !== 'reaches' && kind !== 'no-reply') continue;
        const isLost = pathOf(after, params as Packet).some((hop) => hop.kind === 'lost');
        assert.is(isLost, kind === 'no-reply', `${id}: ${kind} ${JSON.stringify(params)}`);
      }
  }
});

paths('one of twenty finds its port', async () => {
  const { steps } = await planOf('bridge-3ns', ['namespaces=20']);
  const { after } = steps.at(-1) as PlannedStep;
  assert.equal(walk(after, { from: 'ns7', to: '10.10.10.21' }).slice(2, 5), [
    'cable veth6@ns7 br-veth6@host',
    'bridge br-test: br-veth6 br-veth19',
    'cable br-veth19@host veth19@ns20',
  ]);
});

const PING: Packet = { from: 'ns1', to: '10.0.0.2' };
const down = (network: Network, netns: string, dev: string) => withLink(network, netns, dev, { up: false });
const direct = networkAfter(DIRECT);
const bridged = networkAfter(BRIDGED);
const ROUTED = [
  ...[1, 2].flatMap((n) => [
    action.netns({ name: `ns${n}` }),
    action.veth({ name: `veth${n}`, peer: `port${n}` }),
    action.move({ dev: `veth${n}`, to: `ns${n}` }),
    action.address({ netns: `ns${n}`, dev: `veth${n}`, address: `10.0.${n}.2/24` }),
    action.address({ dev: `port${n}`, address: `10.0.${n}.1/24` }),
    action.up({ netns: `ns${n}`, dev: `veth${n}` }),
    action.up({ dev: `port${n}` }),
  ]),
  action.route({ netns: 'ns1', to: 'default', via: '10.0.1.1' }),
];
const FORWARDING = action.sysctl({ key: 'net.ipv4.ip_forward', value: '1', was: '0' });
const BACK = action.route({ netns: 'ns2', to: '10.0.1.0/24', via: '10.0.2.1' });
const ROUTED_PING: Packet = { from: 'ns1', to: '10.0.2.2' };

/** ns1 has nothing but a tap device. */
const TAPPED = [
  action.netns({ name: 'ns1' }),
  action.tap({ netns: 'ns1', name: 'tap0' }),
  action.address({ netns: 'ns1', dev: 'tap0', address: '10.0.0.1/24' }),
  action.up({ netns: 'ns1', dev: 'tap0' }),
];

/** A network with something wrong, the packet, and where it ends. */
const BROKEN: readonly (readonly [what: string, network: Network, packet: Packet, ends: string])[] = [
  ['no such namespace', direct, { from: 'ns9', to: '10.0.0.2' }, 'lost there: no-netns ns9'],
  ['no such device', direct, { ...PING, dev: 'eth9' }, 'lost there: no-device ns1 eth9'],
  ['no route', direct, { from: 'ns1', to: '192.0.2.1' }, 'lost there: no-route ns1 192.0.2.1 route'],
  ['nobody has the address', direct, { from: 'ns1', to: '10.0.0.9' }, 'lost there: no-answer ns1 veth1 10.0.0.9 false'],
  ['the device is a tap', networkAfter(TAPPED), PING, 'lost there: tap ns1 tap0'],
  ['the own end is down, its route left', down(direct, 'ns1', 'veth1'), PING, 'lost there: down ns1 veth1'],
  ['the bridge is down', down(bridged, 'host', 'br0'), PING, 'lost there: down host br0'],
  ['the own port is down', down(bridged, 'host', 'port1'), PING, 'lost there: down host port1 veth1'],
  ['the other port is down', down(bridged, 'host', 'port2'), PING, 'lost there: down host port2'],
  ['a port is on no bridge', withLink(bridged, 'host', 'port2', { master: undefined }), PING, 'lost there: apart ns1 veth1 10.0.0.2'],
  ['nobody forwards', networkAfter(ROUTED), ROUTED_PING, 'lost there: no-forwarding host 10.0.2.2'],
  ['there is no way back', networkAfter([...ROUTED, FORWARDING]), ROUTED_PING, 'lost back: no-route ns2 10.0.1.2 route'],
  [
    'the router has no route',
    networkAfter([
      ...ROUTED,
      FORWARDING,
      action.sysctl({ netns: 'ns2', key: 'net.ipv4.ip_forward', value: '1', was: '0' }),
      action.route({ netns: 'ns2', to: 'default', via: '10.0.2.1' }),
    ]),
    { from: 'ns1', to: '10.0.9.9' },
    'lost there: no-route host 10.0.9.9 route',
  ],
  [
    'strict rp_filter at a router that would answer elsewhere',
    networkAfter([
      ...ROUTED,
      FORWARDING,
      action.sysctl({ key: 'net.ipv4.conf.all.rp_filter', value: '1', was: '0' }),
      action.route({ to: '10.0.1.0/25', via: '10.0.2.2' }),
    ]),
    ROUTED_PING,
    'lost there: reverse-path host port1 10.0.1.2',
  ],
  ['the loopback device is down', down(direct, 'ns1', 'lo'), { from: 'ns1', to: '10.0.0.1' }, 'lost there: down ns1 lo'],
];

for (const [what, network, packet, ends] of BROKEN) paths(what, () => assert.is(walk(network, packet).at(-1), ends));

paths('a router between two networks, with a way back', () => {
  assert.equal(walk(networkAfter([...ROUTED, FORWARDING, BACK]), ROUTED_PING), [
    'route ns1: default via 10.0.1.1 dev veth1 src 10.0.1.2',
    'arp ns1 veth1: 10.0.1.1 is port1 of host',
    'cable veth1@ns1 port1@host',
    'forward host: 10.0.2.2',
    'route host: 10.0.2.0/24 dev port2 src 10.0.1.2',
    'arp host port2: 10.0.2.2 is veth2 of ns2',
    'cable port2@host veth2@ns2',
    'arrive ns2 veth2: 10.0.2.2 from 10.0.1.2',
    'back veth2@ns2 port2@host port1@host veth1@ns1',
  ]);
});

paths('two routers that send it to each other', () => {
  const chased = networkAfter([
    ...ROUTED,
    FORWARDING,
    action.sysctl({ netns: 'ns1', key: 'net.ipv4.ip_forward', value: '1', was: '0' }),
    action.route({ to: '10.9.0.0/16', via: '10.0.1.2' }),
    action.route({ netns: 'ns2', to: 'default', via: '10.0.2.1' }),
  ]);
  assert.is(walk(chased, { from: 'ns2', to: '10.9.9.9' }).at(-1), 'lost there: loop ns1');
});

paths('of two routes the one to the smaller network is taken', () => {
  const both = networkAfter([...ROUTED, FORWARDING, BACK, action.route({ netns: 'ns1', to: '10.0.2.0/24', via: '10.0.1.1' })]);
  assert.match(walk(both, ROUTED_PING)[0] ?? '', /^route ns1: 10\.0\.2\.0\/24 via 10\.0\.1\.1/);
});

paths('every address of the loopback network is at lo, once it is up', () => {
  const before = networkAfter([action.netns({ name: 'ns1' })]);
  assert.equal(walk(before, { from: 'ns1', to: '127.0.0.2' }), ['lost there: down ns1 lo']);
  const after = networkAfter([action.up({ netns: 'ns1', dev: 'lo' })], FACTS, before);
  assert.equal(walk(after, { from: 'ns1', to: '127.0.0.2' }), ['local ns1: 127.0.0.2']);
});

for (const by of ['ovs-veth', 'ovs-internal'] as const)
  paths(`${by} switches whether the local port is up or not`, () =>
    assert.match(walk(networkAfter(switched(by)), PING).at(-1) ?? '', /^back /),
  );

paths('the host may speak on its own bridge', () => {
  const network = networkAfter([...BRIDGED, action.address({ dev: 'br0', address: '10.0.0.100/24' })]);
  assert.equal(walk(network, { from: 'host', to: '10.0.0.2' }).slice(2, 4), ['bridge br0: br0 port2', 'cable port2@host veth2@ns2']);
});
paths.run();
