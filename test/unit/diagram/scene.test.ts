import * as assert from 'uvu/assert';
import { sceneOf } from '../../../src/diagram/compose.ts';
import { devicesIn, type Scene } from '../../../src/diagram/scene.ts';
import { freshNetns, startNetwork } from '../../../src/model/network.ts';
import { action } from '../../../src/vocabulary/index.ts';
import { planOf } from '../../support/diagrams.ts';
import { BRIDGED, DIRECT, networkAfter, switched } from '../../support/networks.ts';
import { suite } from '../../support/suite.ts';

const EN = { lang: 'en' } as const;

/** A scene as text: each area with its devices, switches and facts. */
function told({ areas }: Scene): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    areas.map((area) => [
      area.title,
      [
        ...area.devices.map(({ name, details, down }) => [name, ...details, ...(down ? ['DOWN'] : [])].join(' ')),
        ...area.switches.map(
          ({ name, kind, details, ports }) => `${[name, kind, ...details].join(' ')}: ${ports.map((port) => port.name).join(' ')}`,
        ),
        ...area.facts.map(({ words }) => words.join(' ')),
      ],
    ]),
  );
}

const scene = suite('sceneOf');

scene('the start is the host with its lo', () => {
  assert.equal(told(sceneOf(startNetwork(), EN)), { Host: ['lo 127.0.0.1/8'] });
});

scene('an unused lo is told only where there is nothing else', () => {
  const network = networkAfter(DIRECT.slice(0, -4));
  assert.equal(told(sceneOf(network, EN)), { Host: ['veth2 DOWN'], ns1: ['veth1 10.0.0.1/24 DOWN'], ns2: ['lo DOWN'] });
});

scene('lo is told where it was set up, and where a cable has both its ends', () => {
  const up = networkAfter([...DIRECT, action.up({ netns: 'ns1', dev: 'lo' })]);
  assert.equal(told(sceneOf(up, EN))['ns1'], ['veth1 10.0.0.1/24', 'lo 127.0.0.1/8']);
  const own = networkAfter([
    action.veth({ name: 'a', peer: 'b' }),
    action.address({ dev: 'a', address: '10.0.0.1/24' }),
    action.address({ dev: 'b', address: '10.0.1.1/24' }),
  ]);
  assert.equal(told(sceneOf(own, EN))['Host'], ['a 10.0.0.1/24 DOWN', 'b 10.0.1.1/24 DOWN', 'lo 127.0.0.1/8']);
});

scene('a tap device is told as such, alone and as a port, since no cable shows what it is', () => {
  const network = networkAfter([
    action.bridge({ name: 'br0' }),
    action.tap({ name: 'tap0' }),
    action.tap({ name: 'tap1' }),
    action.bridgePort({ dev: 'tap1', bridge: 'br0' }),
  ]);
  const [host] = sceneOf(network, EN).areas;
  assert.equal(
    host?.devices.map(({ details }) => details),
    [['tap']],
  );
  assert.equal(
    host?.switches[0]?.ports.map(({ name, details }) => [name, ...details]),
    [['tap1', 'tap']],
  );
});

scene('a bridge holds its ports, and its cables join them to the namespaces', () => {
  const { areas, cables } = sceneOf(networkAfter(BRIDGED), EN);
  assert.equal(told({ areas, cables, more: 0 })['Host'], ['br0 bridge: port1 port2']);
  assert.equal(
    cables.map(({ from, to, carrier }) => ({ from, to, carrier })),
    [
      { from: 'host/port1', to: 'ns1/veth1', carrier: true },
      { from: 'host/port2', to: 'ns2/veth2', carrier: true },
    ],
  );
});

scene('an internal port is a port with a cable to its device; the own device of an OVS bridge is not told', () => {
  const { areas, cables, more } = sceneOf(networkAfter(switched('ovs-internal')), EN);
  assert.equal(told({ areas, cables, more }), {
    Host: ['ovs0 OVS bridge: dev1 dev2'],
    ns1: ['dev1 10.0.0.1/24'],
    ns2: ['dev2 10.0.0.2/24'],
  });
  assert.equal(
    cables.map(({ from, to }) => [from, to]),
    [
      ['host/dev1', 'ns1/dev1'],
      ['host/dev2', 'ns2/dev2'],
    ],
  );
  assert.is(sceneOf(networkAfter(switched('ovs-veth')), EN).cables.length, 2);
});

scene('a port whose device went with its namespace is still there', () => {
  const network = networkAfter(switched('ovs-internal'));
  const { ns1: _gone, ...netns } = network.netns;
  const left = sceneOf({ ...network, netns }, EN);
  assert.equal(told(left)['Host'], ['ovs0 OVS bridge: dev1 dev2']);
  assert.is(left.cables.length, 1);
  const before = networkAfter(switched('ovs-veth'));
  const since = sceneOf(networkAfter([...switched('ovs-veth'), action.removeNetns({ name: 'ns1' })]), { ...EN, before });
  assert.equal(
    since.areas[0]?.switches[0]?.ports.map(({ name, news }) => [name, news]),
    [
      ['port1', 'changed'],
      ['port2', undefined],
    ],
  );
});

scene('what somebody set is written inside: routes, sysctls, rules, counters', async () => {
  const plan = await planOf('docker-bridge');
  const drawn = told(sceneOf(plan.steps.at(-1)?.after ?? plan.before, EN));
  assert.equal(drawn['Host']?.slice(2), ['default via 192.168.80.2', 'net.ipv4.ip_forward = 1', 'masquerade 1.1.1.0/24 except via br0']);
  assert.equal(drawn['ns0'], ['veth0_ns0 1.1.1.1/24', 'default via 1.1.1.3']);
  assert.equal(drawn['outside']?.slice(1), ['counts sources: untranslated', 'counts sources: translated']);
});

scene('what is new and what changed is marked, the rest is not', () => {
  const before = networkAfter(BRIDGED.slice(0, -2));
  const { areas, cables } = sceneOf(networkAfter([...BRIDGED, action.netns({ name: 'ns3' })]), { ...EN, before });
  const news = areas.flatMap((area) => [area, ...devicesIn(area), ...area.switches]).filter((thing) => thing.news);
  assert.equal(
    news.map(({ id, news: mark }) => `${mark} ${id}`),
    ['changed ns2/veth2', 'new ns3', 'new ns3/lo'],
  );
  assert.equal(
    cables.map((cable) => cable.news),
    [undefined, 'changed'],
  );
});

scene('plugging a device in changes it', () => {
  const calls = [action.bridge({ name: 'br0' }), action.veth({ name: 'a', peer: 'b' })];
  const plugged = sceneOf(networkAfter([...calls, action.bridgePort({ dev: 'a', bridge: 'br0' })]), { ...EN, before: networkAfter(calls) });
  assert.equal(
    plugged.areas.flatMap(devicesIn).map(({ name, news }) => `${name} ${news}`),
    ['b undefined', 'a changed'],
  );
});

scene('every id is there once, even where a bridge or a port is plugged into another switch', () => {
  const network = networkAfter([
    ...BRIDGED,
    action.ovsDaemons({}),
    action.ovsBridge({ name: 'ovs0' }),
    action.ovsPort({ bridge: 'ovs0', dev: 'br0' }),
    action.ovsPort({ bridge: 'ovs0', dev: 'port1' }),
  ]);
  const { areas, cables } = sceneOf(network, EN);
  const ids = areas.flatMap((area) => [area, ...area.switches, ...devicesIn(area)].map(({ id }) => id));
  assert.equal([...new Set(ids)], ids);
  assert.is(cables.length, 2);
});

scene('of more than 20 namespaces the first are shown, with what is plugged into them', async () => {
  const plan = await planOf('bridge-3ns', 'namespaces=500');
  const { areas, cables, more } = sceneOf(plan.steps.at(-1)?.after ?? plan.before, EN);
  assert.equal([areas.length, cables.length, more], [9, 8, 492]);
  const [bridge] = areas[0]?.switches ?? [];
  assert.equal([bridge?.ports.length, bridge?.more], [8, 492]);
  assert.is(sceneOf((await planOf('bridge-3ns', 'namespaces=20')).steps.at(-1)?.after ?? plan.before, EN).areas.length, 21);
});

scene('devices of the host whose cables lead to what is left out are counted', () => {
  const calls = Array.from({ length: 21 }, (_, n) => [
    action.netns({ name: `ns${n}` }),
    action.veth({ name: `a${n}`, peer: `b${n}` }),
    action.move({ dev: `b${n}`, to: `ns${n}` }),
  ]).flat();
  const [host] = sceneOf(networkAfter(calls), EN).areas;
  assert.equal([host?.devices.length, host?.more], [8, 13]);
});

scene('a namespace that is not there at all is no fault of the picture', () => {
  assert.equal(told(sceneOf({ netns: { ns1: freshNetns() } }, EN)), { ns1: ['lo DOWN'] });
});
scene.run();
