import * as assert from 'uvu/assert';
import type { ActionCall } from '../../../src/model/calls.ts';
import type { Network } from '../../../src/model/network.ts';
import { action } from '../../../src/vocabulary/index.ts';
import { whyUnreachable } from '../../../src/vocabulary/reason.ts';
import { BRIDGED, DIRECT, networkAfter, switched, withLink, withNetns } from '../../support/networks.ts';
import { suite } from '../../support/suite.ts';

const direct = networkAfter(DIRECT);
const bridged = networkAfter(BRIDGED);
const down = (network: Network, netns: string, dev: string) => withLink(network, netns, dev, { up: false });
const bare = (network: Network, netns: string, dev: string) => withLink(network, netns, dev, { addresses: [] });

/** ns1 behind the host on br0, and the outside behind the host's card, as a network behind a translating router is. */
const ROUTED: readonly ActionCall[] = [
  ...BRIDGED,
  action.address({ dev: 'br0', address: '10.0.0.254/24' }),
  action.netns({ name: 'outside' }),
  action.veth({ name: 'uplink', peer: 'eth0' }),
  action.move({ dev: 'eth0', to: 'outside' }),
  action.address({ dev: 'uplink', address: '192.0.2.1/24' }),
  action.up({ dev: 'uplink' }),
  action.address({ netns: 'outside', dev: 'eth0', address: '192.0.2.2/24' }),
  action.up({ netns: 'outside', dev: 'eth0' }),
  action.route({ netns: 'ns1', to: 'default', via: '10.0.0.254' }),
  action.sysctl({ key: 'net.ipv4.ip_forward', value: '1', was: '0' }),
  action.masquerade({ source: '10.0.0.0/24', exceptOut: 'br0' }),
];
const routed = networkAfter(ROUTED);
const without = (kind: string) => networkAfter(ROUTED.filter((call) => call.kind !== kind));

const TWO_BRIDGES = networkAfter([
  ...BRIDGED,
  action.bridge({ name: 'br1' }),
  action.up({ dev: 'br1' }),
  action.bridgePort({ dev: 'port2', bridge: 'br1' }),
]);

const reason = suite('whyUnreachable');

for (const [when, network, from, to, says] of [
  ['all is right on a wire', direct, 'ns1', '10.0.0.2', undefined],
  ['what is asked for is its own loopback', direct, 'host', '127.0.0.1', undefined],
  ['its own loopback is down', direct, 'ns1', '127.0.0.1', /what ns1 sends to itself goes by lo, and lo in ns1 is down/],
  ['all is right on a bridge', bridged, 'ns1', '10.0.0.2', undefined],
  ['all is right on an OVS bridge', networkAfter(switched('ovs-veth')), 'ns1', '10.0.0.2', undefined],
  ['all is right on internal ports', networkAfter(switched('ovs-internal')), 'ns2', '10.0.0.1', undefined],
  ['all is right through a router', routed, 'ns1', '192.0.2.2', undefined],
  [
    'the policy of the router drops it',
    networkAfter([...ROUTED, action.forwardPolicy({ policy: 'DROP', was: 'ACCEPT' })]),
    'ns1',
    '192.0.2.2',
    /no rule of the chain FORWARD accepts it, and its policy is DROP/,
  ],
  [
    'a rule of the router drops it',
    networkAfter([...ROUTED, action.filterRule({ chain: 'FORWARD', in: 'br0', target: 'DROP' })]),
    'ns1',
    '192.0.2.2',
    /a rule of the chain FORWARD drops it: "in br0 drop"/,
  ],
  [
    'a rule of the router rejects it',
    withNetns(routed, 'host', { filter: { dropping: [], chains: [], rules: [{ chain: 'forward', in: 'br0', target: 'reject' }] } }),
    'ns1',
    '192.0.2.2',
    /a rule of the chain FORWARD rejects it: "in br0 reject"/,
  ],
  [
    'a rule of the router drops the answer',
    networkAfter([...ROUTED, action.filterRule({ chain: 'FORWARD', in: 'uplink', target: 'DROP' })]),
    'ns1',
    '192.0.2.2',
    /"in uplink drop"/,
  ],
  ['there is no such namespace', direct, 'ns9', '10.0.0.2', /no namespace ns9/],
  ['nothing was plugged in', networkAfter([action.netns({ name: 'ns1' })]), 'ns1', '10.0.0.2', /ns1 has no device but lo/],
  [
    'the device is a tap',
    networkAfter([
      action.netns({ name: 'ns1' }),
      action.tap({ netns: 'ns1', name: 'tap0' }),
      action.address({ netns: 'ns1', dev: 'tap0', address: '10.0.0.1/24' }),
      action.up({ netns: 'ns1', dev: 'tap0' }),
    ]),
    'ns1',
    '10.0.0.2',
    /tap0 in ns1 is a tap device: what is sent into it goes to the program/,
  ],
  ['there is no route', direct, 'ns1', '192.0.2.1', /no address in the network of 192\.0\.2\.1 and no route to it/],
  [
    'the sender has no address',
    networkAfter(DIRECT.filter((call) => call !== DIRECT[4])),
    'ns1',
    '10.0.0.2',
    /no device in ns1 has an address/,
  ],
  ["the sender's device is down", down(direct, 'ns1', 'veth1'), 'ns1', '10.0.0.2', /veth1 in ns1 is down/],
  ['the other end is down', down(direct, 'ns2', 'veth2'), 'ns1', '10.0.0.2', /veth2 in ns2, the other end of veth1, is down/],
  [
    'the port of the bridge is down',
    down(bridged, 'host', 'port1'),
    'ns1',
    '10.0.0.2',
    /port1 on the host, the other end of veth1, is down/,
  ],
  ['the bridge is down', down(bridged, 'host', 'br0'), 'ns1', '10.0.0.2', /br0 on the host is down/],
  [
    'two hold the address',
    networkAfter([...BRIDGED, action.address({ dev: 'br0', address: '10.0.0.2/24' })]),
    'ns1',
    '10.0.0.2',
    /10\.0\.0\.2 is held by br0 on the host and by veth2 in ns2/,
  ],
  ['it is an own address, and lo is down', direct, 'ns1', '10.0.0.1', /what ns1 sends to itself goes by lo, and lo in ns1 is down/],
  [
    'nothing holds the address',
    bare(bridged, 'ns2', 'veth2'),
    'ns1',
    '10.0.0.2',
    /nobody on the wire behind veth1 in ns1 holds 10\.0\.0\.2/,
  ],
  ["the target's device is down", down(bridged, 'ns2', 'veth2'), 'ns1', '10.0.0.2', /veth2 in ns2, the other end of port2, is down/],
  ["the target's port is down", down(bridged, 'host', 'port2'), 'ns1', '10.0.0.2', /port2 on the host is down/],
  [
    'each is on a bridge of its own',
    TWO_BRIDGES,
    'ns1',
    '10.0.0.2',
    /veth1 in ns1 leads to the bridge br0 on the host, but veth2 in ns2, which holds .*, to the bridge br1/,
  ],
  [
    'a port is in no bridge',
    withLink(bridged, 'host', 'port2', { master: undefined }),
    'ns1',
    '10.0.0.2',
    /leads to the bridge br0 on the host, but veth2 in ns2, .* to port2 on the host/,
  ],
  [
    'the other switch only has a port of that name',
    networkAfter([
      ...switched('ovs-veth').filter(({ params }) => !/"ns2"|"dev2"|port2/.test(JSON.stringify(params))),
      action.netns({ name: 'ns2' }),
      action.netns({ name: 'ns4' }),
      action.veth({ netns: 'ns4', name: 'port1', peer: 'dev2' }),
      action.move({ netns: 'ns4', dev: 'dev2', to: 'ns2' }),
      action.up({ netns: 'ns4', dev: 'port1' }),
      action.address({ netns: 'ns2', dev: 'dev2', address: '10.0.0.2/24' }),
      action.up({ netns: 'ns2', dev: 'dev2' }),
    ]),
    'ns1',
    '10.0.0.2',
    /dev1 in ns1 leads to the OVS bridge ovs0, but dev2 in ns2, .* to port1 in ns4/,
  ],
  [
    'a route to the network itself comes before the default one',
    networkAfter([action.route({ netns: 'ns1', to: '192.0.2.0/24', via: '10.0.0.9' })], undefined, routed),
    'ns1',
    '192.0.2.2',
    /nobody on the wire behind veth1 in ns1 holds the gateway's address 10\.0\.0\.9/,
  ],
  [
    'the gateway is gone',
    bare(routed, 'host', 'br0'),
    'ns1',
    '192.0.2.2',
    /nobody on the wire behind veth1 in ns1 holds the gateway's address 10\.0\.0\.254/,
  ],
  [
    'the router does not forward',
    withNetns(routed, 'host', { sysctls: { 'net.ipv4.ip_forward': '0' } }),
    'ns1',
    '192.0.2.2',
    /the host does not forward: net\.ipv4\.ip_forward is 0/,
  ],
  [
    'nothing rewrites the source',
    without('masquerade'),
    'ns1',
    '192.0.2.2',
    /outside has no route back to 10\.0\.0\.1, and nothing on the host rewrites/,
  ],
] as const satisfies readonly (readonly [string, Network, string, string, RegExp | undefined])[]) {
  reason(when, () => {
    const said = whyUnreachable(network, from, to)?.en;
    if (says) assert.match(said ?? 'nothing', says);
    else assert.is(said, undefined);
  });
}
reason.run();
