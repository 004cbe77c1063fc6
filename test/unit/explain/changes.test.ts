import * as assert from 'uvu/assert';
import { changesBetween } from '../../../src/explain/changes.ts';
import { WORDS } from '../../../src/explain/words.ts';
import type { ActionCall } from '../../../src/model/calls.ts';
import { differences } from '../../../src/model/diff.ts';
import type { Network } from '../../../src/model/network.ts';
import { action } from '../../../src/vocabulary/index.ts';
import { networkAfter } from '../../support/networks.ts';
import { allPlans } from '../../support/plans.ts';
import { suite } from '../../support/suite.ts';

const say = (before: Network, after: Network) =>
  changesBetween(before, after, WORDS.en).map(({ sign, netns, text }) => `${sign} ${netns}: ${text}`);

const {
  address,
  bridge,
  bridgePort,
  down,
  masquerade,
  move,
  netns,
  ovsBridge,
  ovsDaemons,
  ovsInternalPort,
  ovsPort,
  route,
  sysctl,
  up,
  veth,
  tap,
} = action;
const NS1 = netns({ name: 'ns1' });
const VETH = veth({ name: 'veth0', peer: 'veth1' });
const LIVE = [address({ dev: 'veth0', address: '10.0.0.1/24' }), up({ dev: 'veth0' })];

/** What was there, what is done, and how it is told. */
const CASES: readonly (readonly [given: readonly ActionCall[], does: readonly ActionCall[], told: readonly string[]])[] = [
  [[], [NS1], ['+ ns1: appears, a new namespace; its lo is down']],
  [
    [],
    [VETH],
    [
      '+ host: veth0 appears: an end of a veth pair; the other is veth1; down',
      '+ host: veth1 appears: an end of a veth pair; the other is veth0; down',
    ],
  ],
  [[NS1, VETH], [move({ dev: 'veth1', to: 'ns1' })], ['+ ns1: veth1 moves in from the host; down']],
  [
    [NS1, bridge({ name: 'br0' }), tap({ name: 'tap0' }), bridgePort({ dev: 'tap0', bridge: 'br0' })],
    [move({ dev: 'tap0', to: 'ns1' })],
    ['~ host: tap0: is no longer a port of br0', '+ ns1: tap0 moves in from the host; down'],
  ],
  [
    [NS1],
    [VETH, move({ dev: 'veth1', to: 'ns1' })],
    [
      '+ host: veth0 appears: an end of a veth pair; the other is veth1 on ns1; down',
      '+ ns1: veth1 appears: an end of a veth pair; the other is veth0 on the host; down',
    ],
  ],
  [[VETH], LIVE, ['~ host: veth0: down → up, gets 10.0.0.1/24', '+ host: route `10.0.0.0/24 dev veth0`, which the kernel adds by itself']],
  [
    [VETH, ...LIVE, route({ to: 'default', via: '10.0.0.2' })],
    [down({ dev: 'veth0' })],
    ['~ host: veth0: up → down', '- host: route `10.0.0.0/24 dev veth0`', '- host: route `default via 10.0.0.2 dev veth0`'],
  ],
  [[bridge({ name: 'br0' }), VETH], [bridgePort({ dev: 'veth0', bridge: 'br0' })], ['~ host: veth0: becomes a port of br0']],
  [[], [sysctl({ key: 'net.ipv4.ip_forward', value: '1', was: '0' })], ['~ host: net.ipv4.ip_forward: 0 → 1']],
  [
    [sysctl({ key: 'net.ipv4.conf.default.rp_filter', value: '1', was: '0' }), VETH],
    [sysctl({ key: 'net.ipv4.conf.veth0.rp_filter', value: '0', was: '1' })],
    ['~ host: net.ipv4.conf.veth0.rp_filter: 1 → 0'],
  ],
  [[], [sysctl({ key: 'net.ipv4.tcp_sack', value: '0', was: '1' })], ['~ host: net.ipv4.tcp_sack: unset → 0']],
  [
    [bridge({ name: 'br0' })],
    [masquerade({ source: '10.0.0.0/24', exceptOut: 'br0' })],
    ['+ host: rule: what comes from 10.0.0.0/24 and does not leave by br0 gets the address of the device that it leaves by'],
  ],
  [
    [],
    [ovsDaemons({}), ovsBridge({ name: 'ovs0' })],
    [
      '+ host: Open vSwitch runs, with an empty database',
      '+ host: OVS bridge ovs0, which forwards in ovs-vswitchd',
      '+ host: ovs0 appears: the local port of the OVS bridge, a device of its name; down',
    ],
  ],
  [
    [ovsDaemons({}), ovsBridge({ name: 'ovs0' }), VETH, NS1],
    [ovsPort({ bridge: 'ovs0', dev: 'veth0' }), ovsInternalPort({ bridge: 'ovs0', dev: 'tap1' }), move({ dev: 'tap1', to: 'ns1' })],
    [
      '+ ns1: tap1 appears: an internal port of Open vSwitch; down',
      '+ host: veth0 becomes a port of ovs0, of the type system',
      '+ host: tap1 becomes a port of ovs0, of the type internal',
    ],
  ],
];

const changes = suite('changesBetween');

for (const [given, does, told] of CASES)
  changes(does.map(({ kind, params }) => `${kind} ${JSON.stringify(params)}`).join(', '), () => {
    const before = networkAfter(given);
    assert.equal(say(before, networkAfter(does, undefined, before)), told);
  });

changes('equal networks have none', () => {
  const network = networkAfter([NS1, VETH]);
  assert.equal(say(network, network), []);
  assert.equal(say(network, networkAfter([NS1, VETH])), []);
});

changes('what goes is told, too', () => {
  const [empty, full] = [
    networkAfter([]),
    networkAfter([NS1, VETH, ovsDaemons({}), ovsBridge({ name: 'ovs0' }), ovsPort({ bridge: 'ovs0', dev: 'veth0' })]),
  ];
  assert.equal(say(full, empty), [
    '- host: Open vSwitch no longer runs',
    '- host: OVS bridge ovs0, which forwards in ovs-vswitchd',
    '- host: veth0 goes',
    '- host: veth1 goes',
    '- host: ovs0 goes',
    '- ns1: goes, with all that is in it',
    '- host: veth0 is no longer a port of ovs0',
  ]);
});

changes('all that the comparison of networks finds in a lesson is told', async () => {
  for (const { id, steps } of await allPlans())
    for (const { before, after, id: step } of steps) {
      const told = changesBetween(before, after, WORDS.en);
      for (const { netns: place, what } of differences(before, after)) {
        // A veth end is told where its peer goes; lo comes with its namespace.
        if (what === 'link lo') continue;
        // A namespace goes with all that is in it.
        if (!after.netns[place] && what !== 'namespace') continue;
        const name = what.split(' ').at(-1) ?? '';
        const there = told.some(
          (change) => change.netns === place && (change.text.toLowerCase().includes(name.toLowerCase()) || what === 'namespace'),
        );
        const peerMoved = what.startsWith('link ') && before.netns[place]?.links[name]?.up === after.netns[place]?.links[name]?.up;
        assert.ok(there || peerMoved, `${id}, ${step}: ${place} ${what} is not told`);
      }
    }
});
changes.run();
