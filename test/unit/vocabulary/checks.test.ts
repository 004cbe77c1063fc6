import * as assert from 'uvu/assert';
import * as v from 'valibot';
import type { CheckCall } from '../../../src/model/calls.ts';
import { NO_FILTER } from '../../../src/model/firewall.ts';
import type { Measurement } from '../../../src/model/measurement.ts';
import { type Network, startNetwork } from '../../../src/model/network.ts';
import { LANGS } from '../../../src/model/text.ts';
import { renderShell } from '../../../src/render/templates.ts';
import type { CommandResult } from '../../../src/vocabulary/define.ts';
import { action, CHECKS, check } from '../../../src/vocabulary/index.ts';
import { frameOf, pcapOf } from '../../support/frames.ts';
import { measurementOf } from '../../support/measurements.ts';
import { BRIDGED, DIRECT, FACTS, networkAfter, observed, switched, withLink, withNetns } from '../../support/networks.ts';
import { suite } from '../../support/suite.ts';

/** How a command ended, for a judge. */
function ended(exitCode: number, stdout = '', stderr = ''): CommandResult {
  return { command: 'the probe', exitCode, stdout, stderr, durationMs: 1 };
}

/** Where a check holds or does not; `false` says what is seen instead and why. */
interface Example {
  readonly when: string;
  readonly check: CheckCall;
  readonly network?: Network;
  readonly results?: readonly CommandResult[];
  readonly measurements?: readonly Measurement[];
  readonly is: true | { readonly actual: RegExp; readonly reason: RegExp };
}

const direct = observed(networkAfter(DIRECT));
const bridged = observed(networkAfter(BRIDGED));
const veths = observed(networkAfter(switched('ovs-veth')));
const internals = observed(networkAfter(switched('ovs-internal')));

const members = [1, 2].map((n) => ({ netns: `ns${n}`, address: `10.0.0.${n}` }));
const [first = { netns: '', address: '' }, second = first] = members;

const measuredPaths = check.measured({ measurement: 'wirings', rounds: 2, paths: ['a', 'b'], from: 'ns1', to: '10.0.0.2' });
const reaches = check.reaches({ from: 'ns1', to: '10.0.0.2', count: 2 });
const noReply = check.noReply({ from: 'ns1', to: '10.0.0.2', control: '10.0.0.1' });
const paired = check.paired({ a: first, b: second });
const joined = (by: 'bridge' | 'ovs-veth' | 'ovs-internal') => check.joined({ by, members });
const learnt = check.learnt({ on: 'bridge', members });
const learntByOvs = check.learnt({ on: 'ovs', members });
const noDevice = check.noDevice({ type: 'veth' });
const local = check.deliveredLocally({ address: '10.0.0.1' });
const sysctlIs = check.sysctlIs({ key: 'net.ipv4.ip_forward', value: '1' });
const routed = check.routed({ netns: 'ns1', to: 'default', via: '10.0.0.2' });
const onlyLo = check.onlyLoopback({ netns: 'ns1' });
const onlyLoUp = check.onlyLoopback({ netns: 'ns1', up: true });
const noDefault = check.noRoute({ netns: 'ns1', to: 'default' });
const onLink = check.connected({ netns: 'ns1', to: '10.0.0.0/24', source: '10.0.0.1' });
const noWay = check.unreachable({ from: 'ns1', to: '192.0.2.1' });
const hasCarrier = check.carrier({ netns: 'ns1', address: '10.0.0.1' });
const noCarrier = check.carrier({ netns: 'ns1', address: '10.0.0.1', has: false });
const portsAre = check.portsAre({ bridge: 'br0', forwarding: ['port1', 'port2'] });
const noPorts = check.portsAre({ bridge: 'br0' });
const gone = check.gone({ dev: 'port9' });
const noHolder = check.noHolder({ address: '10.0.0.9' });
const ovsPorts = check.ovsPorts({ bridge: 'ovs0', ports: ['port1', 'port2'] });
const twoDevices = check.portDevices({ netns: 'ns1', address: '10.0.0.1', devices: 2 });
const oneDevice = check.portDevices({ netns: 'ns1', address: '10.0.0.1', devices: 1 });
const asked = check.asked({ dev: 'tap0', for: '10.0.0.2' });
/** An ARP request as a program reads it from a tap device. */
const request = (address: string) => {
  const quad = Buffer.from(address.split('.').map(Number)).toString('hex');
  return Buffer.from(`ffffffffffff02000000000108060001080006040001020000000001${'0a000001'}000000000000${quad}`, 'hex');
};
const frames = (...read: readonly Buffer[]) => [ended(0, Buffer.concat(read).toString('base64'))];
const nothingSeen = check.nothingSeen({ netns: 'ns1', counter: 'pings' });
const fresh = networkAfter([action.netns({ name: 'ns1' })]);
const looped = networkAfter([action.netns({ name: 'ns1' }), action.up({ netns: 'ns1', dev: 'lo' })]);
const sourceSeen = check.sourceSeen({ netns: 'ns1', counter: 'pings', only: '192.0.2.1' });
const served = check.served({ from: 'ns1', to: '10.0.0.2', port: 80, server: 'ns2', client: '10.0.0.1' });
const refused = check.refused({ from: 'ns1', to: '10.0.0.2', port: 80 });
const REFUSAL = '2026/11/21 17:21:55 socat[12] E connect(5, AF=2 10.0.0.2:80, 16): Connection refused';
const redirected = check.redirected({ client: '192.0.2.2', to: '192.0.2.1', port: 8080, server: '10.0.0.2', serverPort: 80 });
const tcpFlow = (to: string, server: string, serverPort = 80) =>
  `tcp      6 119 TIME_WAIT src=192.0.2.2 dst=${to} sport=57340 dport=8080 src=${server} dst=192.0.2.2 sport=${serverPort} dport=57340 [ASSURED] mark=0 use=1\n`;
const natRules = check.natRules({ count: 1 });
const dnatRule = action.dnat({ destination: '192.0.2.1', port: 8080, to: '10.0.0.2', toPort: 80 });
const dropRule = { chain: 'FORWARD', out: 'br0', target: 'DROP' };
const ruleCounted = check.ruleCounted(dropRule);
const counted = (packets: number) => {
  const network = networkAfter([action.filterRule({ ...dropRule, out: 'br1' }), action.filterRule(dropRule)]);
  const { filter } = network.netns['host'] ?? { filter: NO_FILTER };
  return withNetns(network, 'host', {
    filter: { ...filter, rules: filter.rules.map((rule) => ({ ...rule, packets: rule.out === 'br0' ? packets : 9 })) },
  });
};
const captured = check.captured({
  capture: 'c',
  on: 'veth0',
  between: ['10.0.0.1', '10.0.0.2'],
  sees: ['arp-request'],
  lacks: ['arp-reply', 'echo-request'],
});
const opened = check.captured({ capture: 'c', on: 'veth0', between: ['10.0.0.1', '10.0.0.2'], sees: ['tcp-syn', 'tcp-syn-ack'] });
const tracked = check.tracked({
  to: '198.51.100.1',
  answeredTo: '203.0.113.1',
  flows: [1, 2].map((n) => ({ source: `10.0.0.${n}`, id: 1000 + n })),
});

const file = (...frames: readonly Buffer[]) => [ended(0, pcapOf(frames).toString('base64'))];
const flow = (source: string, id: number, answeredTo = '203.0.113.1', replyId = id) =>
  `icmp     1 29 src=${source} dst=198.51.100.1 type=8 code=0 id=${id} src=198.51.100.1 dst=${answeredTo} type=0 code=0 id=${replyId} mark=0 use=1\n`;

/** The FDB of br0, or of ovs0, as it is once both members have sent a frame; else only what devices say of themselves. */
function withFdb(network: Network, portOf: (n: number) => string, learnt = true): Network {
  const entries = members.map(({ netns, address }, index) => {
    const holder = Object.values(network.netns[netns]?.links ?? {}).find(({ addresses }) => addresses[0]?.startsWith(address));
    return { mac: holder?.mac ?? '', port: portOf(index + 1) };
  });
  if (!network.ovs) {
    const fdb = entries.map((entry) => ({ ...entry, bridge: 'br0', learnt }));
    return withNetns(network, 'host', { fdb });
  }
  const fdb = Object.fromEntries(entries.map(({ mac, port }) => [mac, port]));
  return {
    ...network,
    ovs: { bridges: Object.fromEntries(Object.entries(network.ovs.bridges).map(([name, bridge]) => [name, { ...bridge, fdb }])) },
  };
}

const counters = (seen: Readonly<Record<string, number>>) => withNetns(direct, 'ns1', { counters: [{ name: 'pings', seen }] });

const EXAMPLES: readonly Example[] = [
  {
    when: 'every value of every round is there, whichever path is the faster',
    check: measuredPaths,
    measurements: [measurementOf({ a: [1, 2], b: [9, 1] })],
    is: true,
  },
  {
    when: 'nothing was measured',
    check: measuredPaths,
    is: { actual: /nothing was measured/, reason: /no measurement 'wirings'/ },
  },
  {
    when: 'a round is missing',
    check: measuredPaths,
    measurements: [measurementOf({ a: [1, 2], b: [9] })],
    is: { actual: /1 values are missing or 0/, reason: /b, round 2: Speed/ },
  },
  {
    when: 'a path has carried nothing',
    check: measuredPaths,
    measurements: [measurementOf({ a: [1, 0], b: [9, 3] })],
    is: { actual: /1 values are missing or 0/, reason: /a, round 2: Speed/ },
  },
  { when: 'all are answered', check: reaches, results: [ended(0, 'time=0.05 ms\ntime=0.04 ms\n')], is: true },
  {
    when: 'none is answered and a device is down',
    check: reaches,
    network: withLink(direct, 'ns1', 'veth1', { up: false }),
    results: [ended(1, '2 packets transmitted, 0 received')],
    is: { actual: /^0 of 2 answered/, reason: /veth1 in ns1 is down/ },
  },
  {
    when: 'none is answered though all looks right',
    check: reaches,
    results: [ended(1)],
    is: { actual: /^0 of 2 answered/, reason: /look at neighbours, firewall and switch/ },
  },
  {
    when: 'nor is an own address through another device',
    check: check.reaches({ from: 'ns1', to: '10.0.0.1', dev: 'veth1' }),
    network: withLink(direct, 'ns1', 'lo', { up: true }),
    results: [ended(1)],
    is: { actual: /^0 of 1 answered/, reason: /rp_filter, accept_local, firewall/ },
  },
  {
    when: 'ping cannot send',
    check: reaches,
    results: [ended(2, '', 'connect: Network is unreachable')],
    is: { actual: /could not send \(exit code 2\)/, reason: /./ },
  },
  { when: 'the probe has no result', check: reaches, results: [], is: { actual: /exit code none/, reason: /./ } },

  { when: 'the control is answered and the other is not', check: noReply, results: [ended(0), ended(1)], is: true },
  {
    when: 'the control is silent',
    check: noReply,
    results: [ended(1), ended(1)],
    is: { actual: /control ping .* failed/, reason: /silence proves nothing/ },
  },
  {
    when: 'an answer comes',
    check: noReply,
    results: [ended(0), ended(0)],
    is: { actual: /at least one was answered/, reason: /lets ns1 reach 10\.0\.0\.2/ },
  },
  {
    when: 'nothing leaves',
    check: noReply,
    results: [ended(0), ended(2)],
    is: { actual: /could not send \(exit code 2\)/, reason: /never left/ },
  },
  { when: 'there is no result', check: noReply, results: [], is: { actual: /control/, reason: /silence/ } },

  { when: 'one veth joins both', check: paired, network: direct, is: true },
  {
    when: 'an address is missing',
    check: paired,
    network: withLink(direct, 'ns2', 'veth2', { addresses: [] }),
    is: { actual: /no device of ns2 holds 10\.0\.0\.2/, reason: /an address is missing/ },
  },
  {
    when: 'each has a veth of its own',
    check: paired,
    network: bridged,
    is: { actual: /with peer/, reason: /name the other as its peer/ },
  },
  {
    when: 'they are no veths',
    check: paired,
    network: internals,
    is: { actual: /of the kind ovs-internal/, reason: /a veth pair is asked for/ },
  },
  {
    when: 'the indexes do not agree',
    check: paired,
    network: withLink(direct, 'ns2', 'veth2', { peerIndex: 99 }),
    is: { actual: /with peer 99/, reason: /name the other/ },
  },

  { when: 'a bridge joins them', check: joined('bridge'), network: bridged, is: true },
  { when: 'an OVS bridge joins them by veths', check: joined('ovs-veth'), network: veths, is: true },
  { when: 'an OVS bridge joins them by internal ports', check: joined('ovs-internal'), network: internals, is: true },
  {
    when: 'a wire joins them',
    check: joined('bridge'),
    network: direct,
    is: { actual: /no port of any Linux bridge/, reason: /ns1 is on no Linux bridge/ },
  },
  {
    when: 'another kind of switch joins them',
    check: joined('ovs-veth'),
    network: bridged,
    is: { actual: /a Linux bridge/, reason: /another kind of wiring/ },
  },
  {
    when: 'veths where internal ports belong',
    check: joined('ovs-internal'),
    network: veths,
    is: { actual: /through veth pairs/, reason: /another kind/ },
  },
  {
    when: 'the bridge is down',
    check: joined('bridge'),
    network: withLink(bridged, 'host', 'br0', { up: false }),
    is: { actual: /the bridge br0 is down/, reason: /passes nothing on for ns1/ },
  },
  {
    when: 'spanning tree is on and lets all ports forward',
    check: joined('bridge'),
    network: withLink(bridged, 'host', 'br0', { stp: true }),
    is: true,
  },
  {
    when: 'spanning tree keeps a port back',
    check: joined('bridge'),
    network: withLink(withLink(bridged, 'host', 'br0', { stp: true }), 'host', 'port1', { portState: 'listening' }),
    is: { actual: /port1 is listening, and spanning tree is on at br0/, reason: /passes nothing on/ },
  },
  {
    when: 'a port is disabled',
    check: joined('bridge'),
    network: withLink(bridged, 'host', 'port2', { portState: 'disabled' }),
    is: { actual: /the port port2 is disabled/, reason: /for ns2/ },
  },
  {
    when: "a member's device is down",
    check: joined('bridge'),
    network: withLink(bridged, 'ns1', 'veth1', { up: false }),
    is: { actual: /veth1 is down/, reason: /for ns1/ },
  },
  {
    when: 'a member has no address',
    check: joined('bridge'),
    network: withLink(bridged, 'ns2', 'veth2', { addresses: [] }),
    is: { actual: /no device of ns2 holds/, reason: /ns2 is on no Linux bridge/ },
  },
  {
    when: 'a namespace is missing',
    check: joined('bridge'),
    network: networkAfter([]),
    is: { actual: /there is no namespace ns1/, reason: /on no Linux bridge/ },
  },
  {
    when: 'each is on a bridge of its own',
    check: joined('bridge'),
    network: withLink(observed(networkAfter([...BRIDGED, action.bridge({ name: 'br1' }), action.up({ dev: 'br1' })])), 'host', 'port2', {
      master: 'br1',
    }),
    is: { actual: /br0 on host and br1 on host/, reason: /one switch/ },
  },
  {
    when: 'ovs-vswitchd reports an error',
    check: joined('ovs-veth'),
    network: {
      ...veths,
      ovs: {
        bridges: { ovs0: { datapath: 'netdev', ports: { port1: { type: 'system', error: 'No such device' }, port2: { type: 'system' } } } },
      },
    },
    is: { actual: /ovs-vswitchd reports: No such device/, reason: /for ns1/ },
  },

  { when: 'a bridge has learnt both', check: learnt, network: withFdb(bridged, (n) => `port${n}`), is: true },
  { when: 'OVS has learnt both', check: learntByOvs, network: withFdb(veths, (n) => `port${n}`), is: true },
  { when: 'OVS has learnt both at internal ports', check: learntByOvs, network: withFdb(internals, (n) => `dev${n}`), is: true },
  { when: 'nothing was learnt', check: learnt, network: bridged, is: { actual: /unknown to the switch/, reason: /has it sent any/ } },
  {
    when: 'OVS has learnt nothing',
    check: learntByOvs,
    network: veths,
    is: { actual: /unknown to the switch/, reason: /has it sent any/ },
  },
  {
    when: 'behind the wrong port',
    check: learnt,
    network: withFdb(bridged, (n) => `port${3 - n}`),
    is: { actual: /is behind port2/, reason: /learns an address/ },
  },
  {
    when: 'only what a device says of itself',
    check: learnt,
    network: withFdb(bridged, (n) => `port${n}`, false),
    is: { actual: /unknown to the switch/, reason: /./ },
  },
  {
    when: 'there is no switch',
    check: learnt,
    network: direct,
    is: { actual: /ns1 is on no switch/, reason: /learns only from its ports/ },
  },

  { when: 'no veth is there', check: noDevice, network: internals, is: true },
  { when: 'nothing is wired at all', check: noDevice, network: startNetwork(), is: { actual: /nothing but lo/, reason: /proves nothing/ } },
  { when: 'veths are there', check: noDevice, network: direct, is: { actual: /veth1 on ns1, veth2 on ns2/, reason: /needs none/ } },

  { when: 'the table has it', check: local, results: [ended(0, '[{"type":"local","dst":"10.0.0.1","dev":"veth0"}]')], is: true },
  {
    when: 'the table has others',
    check: local,
    results: [ended(0, '[{"type":"local","dst":"127.0.0.1","dev":"lo"}]')],
    is: { actual: /1 routes, none for it/, reason: /no device of host that is up holds/ },
  },
  {
    when: 'only a broadcast of that name',
    check: local,
    results: [ended(0, '[{"type":"broadcast","dst":"10.0.0.1","dev":"lo"}]')],
    is: { actual: /none for it/, reason: /./ },
  },
  { when: 'the table is empty', check: local, results: [ended(0, '')], is: { actual: /0 routes/, reason: /./ } },
  {
    when: 'it cannot be read',
    check: local,
    results: [ended(1, '', 'Cannot open network namespace')],
    is: { actual: /0 routes/, reason: /./ },
  },

  { when: 'the value is set', check: sysctlIs, results: [ended(0, '1\n')], is: true },
  { when: 'another is set', check: sysctlIs, results: [ended(0, '0\n')], is: { actual: /^0$/, reason: /another value is set/ } },
  {
    when: 'there is no such key',
    check: sysctlIs,
    results: [ended(255, '', 'cannot stat')],
    is: { actual: /cannot be read/, reason: /host has no such key/ },
  },

  {
    when: 'the route is there',
    check: routed,
    network: networkAfter([...DIRECT, action.route({ netns: 'ns1', to: 'default', via: '10.0.0.2' })]),
    is: true,
  },
  {
    when: 'it goes elsewhere',
    check: routed,
    network: networkAfter([...DIRECT, action.route({ netns: 'ns1', to: 'default', via: '10.0.0.9' })]),
    is: { actual: /default via 10\.0\.0\.9 dev veth1/, reason: /another way/ },
  },
  { when: 'there is none', check: routed, network: direct, is: { actual: /no route to default/, reason: /missing/ } },

  { when: 'it is new', check: onlyLo, network: fresh, is: true },
  { when: 'lo was switched on', check: onlyLoUp, network: looped, is: true },
  { when: 'lo is up already', check: onlyLo, network: looped, is: { actual: /lo is up 127\.0\.0\.1\/8/, reason: /changed it already/ } },
  { when: 'lo is still down', check: onlyLoUp, network: fresh, is: { actual: /lo is down/, reason: /nobody has switched it on/ } },
  {
    when: 'lo is down but was up',
    check: onlyLo,
    network: networkAfter([action.down({ netns: 'ns1', dev: 'lo' })], FACTS, looped),
    is: { actual: /lo is down 127/, reason: /changed it/ },
  },
  { when: 'a device was moved in', check: onlyLo, network: direct, is: { actual: /veth1 too/, reason: /moved in/ } },
  {
    when: 'a route was added',
    check: onlyLoUp,
    network: networkAfter([action.route({ netns: 'ns1', to: '192.0.2.0/24', dev: 'lo' })], FACTS, looped),
    is: { actual: /a route to 192\.0\.2\.0\/24/, reason: /added it/ },
  },
  { when: 'it was never added', check: onlyLo, network: startNetwork(), is: { actual: /no namespace ns1/, reason: /never added/ } },

  { when: 'there is no such route', check: noDefault, is: true },
  {
    when: 'the route is there',
    check: noDefault,
    network: networkAfter([...DIRECT, action.route({ netns: 'ns1', to: 'default', via: '10.0.0.2' })]),
    is: { actual: /default via 10\.0\.0\.2 dev veth1/, reason: /is there/ },
  },
  {
    when: 'there is no such namespace',
    check: noDefault,
    network: startNetwork(),
    is: { actual: /no namespace ns1/, reason: /proves nothing/ },
  },

  { when: 'the kernel has added the route', check: onLink, is: true },
  {
    when: 'the device is down',
    check: onLink,
    network: networkAfter([action.down({ netns: 'ns1', dev: 'veth1' })], FACTS, direct),
    is: { actual: /no route to 10\.0\.0\.0\/24/, reason: /no device that is up/ },
  },
  {
    when: 'another address is the source',
    check: check.connected({ netns: 'ns1', to: '10.0.0.0/24', source: '10.0.0.9' }),
    is: { actual: /src 10\.0\.0\.1/, reason: /another address/ },
  },
  {
    when: 'a gateway is between',
    check: check.connected({ netns: 'ns1', to: '192.0.2.0/24' }),
    network: networkAfter([...DIRECT, action.route({ netns: 'ns1', to: '192.0.2.0/24', via: '10.0.0.2' })]),
    is: { actual: /via 10\.0\.0\.2/, reason: /to a gateway/ },
  },

  { when: 'the kernel refuses', check: noWay, results: [ended(2, '', 'ping: connect: Network is unreachable')], is: true },
  {
    when: 'it is answered',
    check: noWay,
    results: [ended(0, '1 received')],
    is: { actual: /was answered/, reason: /ns1 reaches 192\.0\.2\.1/ },
  },
  {
    when: 'it leaves and is not answered',
    check: noWay,
    results: [ended(1, '1 packets transmitted, 0 received')],
    is: { actual: /0 received/, reason: /packets leave ns1/ },
  },
  {
    when: 'ping fails otherwise',
    check: noWay,
    results: [ended(2, '', 'ping: bad number')],
    is: { actual: /bad number/, reason: /another reason/ },
  },
  { when: 'nothing was tried', check: noWay, results: [], is: { actual: /exit code none/, reason: /./ } },

  { when: 'both ends are up', check: hasCarrier, is: true },
  { when: 'the other end is dead', check: noCarrier, network: withLink(direct, 'ns1', 'veth1', { carrier: false }), is: true },
  {
    when: 'the other end is dead but must not be',
    check: hasCarrier,
    network: withLink(direct, 'ns1', 'veth1', { carrier: false }),
    is: { actual: /veth1 has no carrier/, reason: /other end is down/ },
  },
  { when: 'the other end is up already', check: noCarrier, is: { actual: /veth1 has a carrier/, reason: /up already/ } },
  {
    when: 'the device itself is down',
    check: noCarrier,
    network: withLink(direct, 'ns1', 'veth1', { up: false, carrier: false }),
    is: { actual: /veth1 is down/, reason: /switched off/ },
  },
  {
    when: 'nobody holds the address',
    check: noCarrier,
    network: withLink(direct, 'ns1', 'veth1', { addresses: [] }),
    is: { actual: /no device of ns1 holds/, reason: /missing/ },
  },

  { when: 'there is no such device', check: gone, is: true },
  { when: 'it is still there', check: check.gone({ dev: 'veth2' }), is: { actual: /veth2 is in ns2/, reason: /still there/ } },
  { when: 'nothing is wired', check: gone, network: startNetwork(), is: { actual: /nothing but lo/, reason: /nothing is proved/ } },

  { when: 'nobody has the address', check: noHolder, is: true },
  {
    when: 'somebody has it',
    check: check.noHolder({ address: '10.0.0.2' }),
    is: { actual: /veth2 in ns2 holds it/, reason: /still there/ },
  },
  { when: 'nobody has any', check: noHolder, network: fresh, is: { actual: /no addresses at all/, reason: /nothing is proved/ } },

  { when: 'the ports are listed', check: ovsPorts, network: veths, is: true },
  { when: 'others are listed', check: ovsPorts, network: internals, is: { actual: /^dev1, dev2$/, reason: /until somebody takes it off/ } },
  {
    when: 'a port without a device is listed all the same',
    check: ovsPorts,
    network: networkAfter([...switched('ovs-veth'), action.removeNetns({ name: 'ns2' })]),
    is: true,
  },
  { when: 'there is no such bridge', check: ovsPorts, is: { actual: /no OVS bridge ovs0/, reason: /go with a bridge/ } },

  { when: 'a veth pair leads to the switch', check: twoDevices, network: veths, is: true },
  { when: 'an internal port leads there', check: oneDevice, network: internals, is: true },
  { when: 'there should be two', check: twoDevices, network: internals, is: { actual: /^dev1$/, reason: /another way/ } },
  { when: 'there should be one', check: oneDevice, network: veths, is: { actual: /^dev1, port1$/, reason: /another way/ } },
  { when: 'it is on a Linux bridge', check: twoDevices, network: bridged, is: { actual: /veth1, port1/, reason: /another way/ } },
  { when: 'it is on no switch', check: twoDevices, is: { actual: /no device of ns1 holds|veth1/, reason: /on no switch/ } },

  { when: 'both ports forward', check: portsAre, is: true, network: bridged },
  {
    when: 'a port has no carrier',
    check: portsAre,
    network: withLink(bridged, 'host', 'port2', { portState: 'disabled' }),
    is: { actual: /^port1 \(forwarding\), port2 \(disabled\)$/, reason: /has a carrier/ },
  },
  {
    when: 'a port has no carrier, as it should be',
    check: check.portsAre({ bridge: 'br0', forwarding: ['port1'], disabled: ['port2'] }),
    network: withLink(bridged, 'host', 'port2', { portState: 'disabled' }),
    is: true,
  },
  {
    when: 'a port is listening',
    check: portsAre,
    network: withLink(bridged, 'host', 'port2', { portState: 'listening' }),
    is: { actual: /port2 is listening/, reason: /is a port/ },
  },
  {
    when: 'a port has left',
    check: portsAre,
    network: withLink(bridged, 'host', 'port2', { master: undefined }),
    is: { actual: /^port1 \(forwarding\)$/, reason: /plugged in/ },
  },
  { when: 'there should be no port', check: noPorts, network: bridged, is: { actual: /port1, port2/, reason: /is a port/ } },
  { when: 'there is no port', check: noPorts, network: networkAfter([action.bridge({ name: 'br0' })]), is: true },
  { when: 'there is no bridge', check: noPorts, is: { actual: /no bridge br0 on the host/, reason: /need a bridge/ } },

  { when: 'the program has read the request', check: asked, results: frames(request('10.0.0.9'), request('10.0.0.2')), is: true },
  {
    when: 'another address was asked for',
    check: asked,
    results: frames(request('10.0.0.3')),
    is: { actual: /^42 bytes without one/, reason: /asks for 10\.0\.0\.2/ },
  },
  {
    when: 'the request is cut off',
    check: asked,
    results: frames(request('10.0.0.2').subarray(0, 40)),
    is: { actual: /40 bytes/, reason: /asks/ },
  },
  { when: 'nothing was read', check: asked, results: frames(), is: { actual: /^0 bytes/, reason: /asks/ } },
  {
    when: 'no program holds the device',
    check: asked,
    results: [ended(1)],
    is: { actual: /nothing to read/, reason: /no program holds tap0/ },
  },

  { when: 'the counter is empty', check: nothingSeen, network: counters({}), is: true },
  {
    when: 'something was counted',
    check: nothingSeen,
    network: counters({ '10.0.0.1': 3 }),
    is: { actual: /3 from 10/, reason: /have arrived/ },
  },
  { when: 'nobody counts there', check: nothingSeen, is: { actual: /no counter pings/, reason: /nobody counts at ns1/ } },

  { when: 'only that source was seen', check: sourceSeen, network: counters({ '192.0.2.1': 4 }), is: true },
  {
    when: 'another was seen too',
    check: sourceSeen,
    network: counters({ '192.0.2.1': 4, '10.0.0.1': 1 }),
    is: { actual: /4 from 192\.0\.2\.1, 1 from 10\.0\.0\.1/, reason: /nothing rewrote it/ },
  },
  {
    when: 'nothing was seen',
    check: sourceSeen,
    network: counters({}),
    is: { actual: /nothing was counted/, reason: /no ping has arrived/ },
  },
  { when: 'nobody counts', check: sourceSeen, network: direct, is: { actual: /nothing was counted/, reason: /nobody counts there/ } },

  {
    when: 'requests and nothing else',
    check: captured,
    results: file(frameOf({ kind: 'arp-request' }), frameOf({ kind: 'udp' })),
    is: true,
  },
  {
    when: 'an answer too',
    check: captured,
    results: file(frameOf({ kind: 'arp-request' }), frameOf({ kind: 'arp-reply', from: '10.0.0.2', to: '10.0.0.1' })),
    is: { actual: /ARP requests: 1, ARP replies: 1/, reason: /ARP replies passed veth0/ },
  },
  { when: 'nothing at all', check: captured, results: file(), is: { actual: /ARP requests: 0/, reason: /no ARP requests passed veth0/ } },
  {
    when: 'frames of others',
    check: captured,
    results: file(frameOf({ kind: 'arp-request', from: '192.0.2.1' })),
    is: { actual: /ARP requests: 0/, reason: /no ARP requests/ },
  },
  {
    when: 'there is no file',
    check: captured,
    results: [ended(1, '', 'No such file')],
    is: { actual: /no capture to read/, reason: /nothing captures on veth0/ },
  },
  {
    when: 'the file is no capture',
    check: captured,
    results: [ended(0, Buffer.from('text').toString('base64'))],
    is: { actual: /no capture to read/, reason: /./ },
  },

  { when: 'the right server answers', check: served, results: [ended(0, 'ns2 answers\n10.0.0.1\n')], is: true },
  {
    when: 'another server answers',
    check: served,
    results: [ended(0, 'host answers\n10.0.0.1\n')],
    is: { actual: /^host answers 10\.0\.0\.1$/, reason: /another server answers/ },
  },
  {
    when: 'it sees another client',
    check: served,
    results: [ended(0, 'ns2 answers\n10.0.0.254\n')],
    is: { actual: /^ns2 answers 10\.0\.0\.254$/, reason: /sees another client/ },
  },
  { when: 'it says nothing', check: served, results: [ended(0)], is: { actual: /without an answer/, reason: /another server/ } },
  {
    when: 'nothing listens',
    check: served,
    results: [ended(1, '', REFUSAL)],
    is: { actual: /^connect\(.*Connection refused$/, reason: /nothing listens at that port/ },
  },
  {
    when: 'the way there is broken',
    check: served,
    network: withLink(direct, 'ns1', 'veth1', { up: false }),
    results: [ended(1, '', REFUSAL.replace('refused', 'timed out'))],
    is: { actual: /Connection timed out/, reason: /veth1 in ns1 is down/ },
  },
  { when: 'the probe has no result', check: served, results: [], is: { actual: /exit code none/, reason: /./ } },

  { when: 'nothing listens', check: refused, results: [ended(1, '', REFUSAL)], is: true },
  {
    when: 'somebody listens',
    check: refused,
    results: [ended(0, 'ns2 answers\n10.0.0.1\n')],
    is: { actual: /ns2 answers/, reason: /something listens at 10\.0\.0\.2:80/ },
  },
  {
    when: 'nobody refuses',
    check: refused,
    results: [ended(1, '', REFUSAL.replace('refused', 'timed out'))],
    is: { actual: /Connection timed out/, reason: /nobody there has refused it/ },
  },
  { when: 'the probe has no result', check: refused, results: [], is: { actual: /exit code none/, reason: /./ } },

  { when: 'the server answers under another address', check: redirected, results: [ended(0, tcpFlow('192.0.2.1', '10.0.0.2'))], is: true },
  {
    when: 'nothing is rewritten',
    check: redirected,
    results: [ended(0, tcpFlow('192.0.2.1', '192.0.2.1', 8080))],
    is: { actual: /1 tracked connections, none like it/, reason: /nothing rewrote its destination/ },
  },
  {
    when: 'another port of the server answers',
    check: redirected,
    results: [ended(0, tcpFlow('192.0.2.1', '10.0.0.2', 81))],
    is: { actual: /none like it/, reason: /./ },
  },
  {
    when: 'another address was called',
    check: redirected,
    results: [ended(0, tcpFlow('192.0.2.9', '10.0.0.2'))],
    is: { actual: /none like it/, reason: /./ },
  },
  { when: 'nothing is tracked', check: redirected, results: [ended(0, '')], is: { actual: /0 tracked/, reason: /none was made/ } },

  { when: 'there is just that rule', check: natRules, network: networkAfter([dnatRule]), is: true },
  { when: 'there is none', check: natRules, network: networkAfter([]), is: { actual: /^0 rules/, reason: /a rule is missing/ } },
  {
    when: 'there is another',
    check: natRules,
    network: networkAfter([dnatRule, action.masquerade({ source: '10.0.0.0/24', exceptOut: 'br0' })]),
    is: { actual: /^2 rules/, reason: /there are others/ },
  },

  { when: 'packets have come to it', check: ruleCounted, network: counted(3), is: true },
  { when: 'none has come', check: ruleCounted, network: counted(0), is: { actual: /none has come to it/, reason: /a rule before it/ } },
  {
    when: 'it is not there',
    check: ruleCounted,
    network: networkAfter([action.filterRule({ ...dropRule, out: 'br1' })]),
    is: { actual: /there is no such rule/, reason: /missing in FORWARD of host/ },
  },

  {
    when: 'a connection was opened',
    check: opened,
    results: file(frameOf({ kind: 'tcp-syn' }), frameOf({ kind: 'tcp-syn-ack', from: '10.0.0.2', to: '10.0.0.1' })),
    is: true,
  },
  {
    when: 'nobody has answered',
    check: opened,
    results: file(frameOf({ kind: 'tcp-syn' }), frameOf({ kind: 'tcp-ack' })),
    is: { actual: /TCP SYNs: 1, TCP SYN-ACKs: 0/, reason: /no TCP SYN-ACKs passed veth0/ },
  },

  { when: 'both are tracked', check: tracked, results: [ended(0, flow('10.0.0.1', 1001) + flow('10.0.0.2', 1002))], is: true },
  {
    when: 'one is missing',
    check: tracked,
    results: [ended(0, flow('10.0.0.1', 1001))],
    is: { actual: /1 of the expected ones missing/, reason: /not translated a ping of 10\.0\.0\.2/ },
  },
  {
    when: 'one is not translated',
    check: tracked,
    results: [ended(0, flow('10.0.0.1', 1001) + flow('10.0.0.2', 1002, '10.0.0.2'))],
    is: { actual: /1 of the expected/, reason: /of 10\.0\.0\.2/ },
  },
  {
    when: 'both have one identifier outside',
    check: tracked,
    results: [ended(0, flow('10.0.0.1', 1001, '203.0.113.1', 7) + flow('10.0.0.2', 1002, '203.0.113.1', 7))],
    is: { actual: /0 of the expected/, reason: /share one identifier/ },
  },
  { when: 'nothing is tracked', check: tracked, results: [ended(0, '')], is: { actual: /0 tracked pings, 2/, reason: /not translated/ } },
  { when: 'conntrack fails', check: tracked, results: [ended(1, '', 'Operation failed')], is: { actual: /0 tracked pings/, reason: /./ } },
];

const checks = suite('checks');

for (const example of EXAMPLES) {
  checks(`${example.check.kind} ${example.is === true ? 'holds' : 'does not hold'}: ${example.when}`, () => {
    const def = CHECKS.get(example.check.kind);
    if (!def) throw new Error(`there is no ${example.check.kind}`);
    const params = v.parse(def.params, example.check.params);
    const verdict = def.judge(params, {
      network: example.network ?? direct,
      results: example.results ?? [],
      ...(example.measurements ? { measurements: example.measurements } : {}),
    });
    if (example.is === true) {
      assert.ok(verdict.holds, JSON.stringify(verdict));
      assert.ok(verdict.seen.en.length > 0);
      return;
    }
    if (verdict.holds) throw new Error(`it holds: ${verdict.seen.en}`);
    assert.match(verdict.actual.en, example.is.actual);
    assert.match(verdict.reason.en, example.is.reason);
    for (const text of [verdict.expected, verdict.actual, verdict.reason]) for (const lang of LANGS) assert.ok(text[lang].trim() !== '');
  });
}

function partOf(call: CheckCall, network: Network, results: readonly CommandResult[] = []): number | undefined {
  const def = CHECKS.get(call.kind);
  const verdict = def?.judge(v.parse(def.params, call.params), { network, results });
  return verdict?.holds === false ? verdict.part : undefined;
}

checks('what holds in part says how much', () => {
  assert.is(partOf(reaches, direct, [ended(1, 'time=0.05 ms\n')]), 0.5);
  assert.is(partOf(reaches, direct, [ended(2)]), 0);
  const known = withFdb(bridged, () => 'port1');
  assert.is(partOf(learnt, known), 0.5);
  assert.is(partOf(joined('bridge'), withLink(bridged, 'host', 'port2', { portState: 'disabled' })), 0);
  const three = check.joined({
    by: 'bridge',
    members: [1, 2, 3].map((n) => ({ netns: n === 3 ? 'ns4' : `ns${n}`, address: `10.0.0.${n}` })),
  });
  assert.is(partOf(three, bridged), 2 / 3);
});

checks('every kind was seen to hold and not to hold', () => {
  const seen = (holds: boolean) => new Set(EXAMPLES.filter(({ is }) => (is === true) === holds).map((example) => example.check.kind));
  for (const holds of [true, false])
    assert.equal(
      [...CHECKS.keys()].filter((kind) => !seen(holds).has(kind)),
      [],
    );
});

checks('every kind has a claim, a probe that renders and a command to see it', () => {
  for (const { check: call } of EXAMPLES) {
    const def = CHECKS.get(call.kind);
    const params = def && v.parse(def.params, call.params);
    if (!def || !params) throw new Error(call.kind);
    assert.match(def.claim(params).en, /^\S+ .*[a-z0-9]$/i);
    assert.ok(renderShell(def.see(params)).length > 0);
    for (const probe of def.probe(params)) assert.ok(renderShell(probe).length > 0);
    assert.ok(def.needs(params).length > 0);
  }
});

checks('what is not to happen is looked at once, what is to happen until it does', () => {
  const once = [...CHECKS].filter(([, { wait }]) => wait === 'once').map(([kind]) => kind);
  assert.equal(once.sort(), ['measured', 'no-reply', 'nothing-seen', 'refused']);
});

for (const [name, call] of [
  ['pings in the namespace', reaches],
  ['through a device', check.reaches({ from: 'host', to: '10.0.0.2', dev: 'veth0' })],
] as const) {
  checks(`the ping of a probe runs ${name}`, () => {
    const params = v.parse(check.reaches.params, call.params);
    const [line = ''] = check.reaches.probe(params).flatMap(renderShell);
    assert.match(
      line,
      name === 'through a device' ? /^ping -c 1 -w 1 -I veth0 10\.0\.0\.2$/ : /^ip netns exec ns1 ping -c 2 -i 0\.05 -w 1 10\.0\.0\.2$/,
    );
  });
}

checks('many pings have the time that sending them takes', () => {
  const params = v.parse(check.reaches.params, { from: 'ns1', to: '10.0.0.2', count: 20 });
  assert.equal(check.reaches.probe(params).flatMap(renderShell), ['ip netns exec ns1 ping -c 20 -i 0.05 -w 2 10.0.0.2']);
});
checks.run();
