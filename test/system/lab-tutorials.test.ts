// guard: deadline 300 s
import * as assert from 'uvu/assert';
import type { SourceId } from '../../src/model/sources.ts';
import { seedCommands } from '../support/seeds.ts';
import { failing, submit } from '../support/submit.ts';
import { suite } from '../support/suite.ts';

const test = suite('the commands of the tutorials, as typed, in a lab');

/** The commands of a part of a tutorial, without those that only look: pings that go on, captures, and what is not for networks. */
function typed(source: SourceId, first: number, last: number): readonly string[] {
  const looking = /^(sudo )?(ip netns exec \w+ )?(ping|tcpdump|yum|ls)\b/;
  return seedCommands()
    .filter((command) => command.source === source && command.line >= first && command.line <= last)
    .map(({ text }) => text.replace(/^sudo /, '').replaceAll(/ sudo /g, ' '))
    .filter((text) => !looking.test(text));
}

async function scoresFull(lesson: string, script: string): Promise<void> {
  const { grade, ended } = await submit(lesson, script);
  assert.equal(failing(grade), [], ended.output);
}

test('S0: two namespaces and a veth pair', () => scoresFull('veth-direct', typed('S0', 70, 87).join('\n')));

test('S0: three namespaces and brctl', () => scoresFull('bridge-3ns', typed('S0', 130, 168).join('\n')));

test('S1: two namespaces on a bridge', () => scoresFull('bridge-2ns', typed('S1', 8, 33).join('\n')));

test('S3: both ends on one host, by echo into /proc/sys', () => scoresFull('veth-same-host', typed('S3', 29, 121).join('\n')));

test('S0: internal ports, add-br without a datapath type', () => scoresFull('ovs-internal', typed('S0', 252, 289).join('\n')));

test('S1: the way out; erratum docker-bridge/gateway-without-address', async () => {
  const network = typed('S1', 8, 33);
  const out = [
    ...typed('S1', 80, 82),
    'ip netns exec ns1 ip route add default via 1.1.1.3 dev veth0_ns1',
    'echo 1 > /proc/sys/net/ipv4/ip_forward',
  ];
  const { grade } = await submit('docker-bridge', [...network, ...out].join('\n'));
  assert.ok(
    failing(grade).some((line) => line.startsWith('address-host-1.1.1.3: ')),
    failing(grade).join('\n'),
  );
  await scoresFull('docker-bridge', [...network, 'ip addr add 1.1.1.3/24 dev br0', ...out].join('\n'));
});

test('S4: the script that adds a namespace to a bridge, by brctl', () => scoresFull('bridge-add-ns', addedToBridge().join('\n')));

/** The tutorial's script, called twice as it says. */
function addedToBridge(): readonly string[] {
  const body = typed('S4', 28, 34);
  const second = body.map((text) => text.replaceAll('ns1', 'ns2').replaceAll('172.16.1.1/16', '172.16.1.2/16'));
  return [
    'brctl addbr mydocker0',
    ...body,
    ...second,
    'ip link set dev mydocker0 up',
    'ip -n ns1 link set lo up',
    'ip -n ns2 link set lo up',
  ];
}

test('S3: veth pairs in Open vSwitch; erratum ovs-veth/link-add-for-address', async () => {
  const script = ['ip netns add ns1', 'ip netns add ns2', ...typed('S3', 427, 447)];
  const { grade } = await submit('ovs-veth', script.join('\n'));
  assert.ok(
    failing(grade).some((line) => line.startsWith('address-ns1-10.1.1.2: ')),
    failing(grade).join('\n'),
  );
  const meant = script.map((text) => text.replace(/ip link add ?(?=10\.)/, 'ip address add '));
  await scoresFull('ovs-veth', meant.join('\n'));
});

test('ifconfig, route and arp, and settings inside of a namespace', () =>
  scoresFull(
    'docker-bridge',
    [
      'ip netns add ns0; ip netns add ns1; brctl addbr sw; ifconfig sw 1.1.1.3 netmask 255.255.255.0 up',
      ...[0, 1].flatMap((n) => [
        `ip link add e${n} type veth peer name p${n}; ip link set e${n} netns ns${n}; brctl addif sw p${n}; ifconfig p${n} up`,
        `ip netns exec ns${n} ifconfig e${n} 1.1.1.${n + 1} netmask 255.255.255.0 up`,
        `ip netns exec ns${n} route add default gw 1.1.1.3`,
        `ip netns exec ns${n} arp -n`,
        `ip netns exec ns${n} bash -c 'echo 0 > /proc/sys/net/ipv4/ip_forward'`,
      ]),
      'echo 1 > /proc/sys/net/ipv4/ip_forward',
      'iptables -t nat -A POSTROUTING -s 1.1.1.0/24 ! -o sw -j MASQUERADE',
    ].join('\n'),
  ));

test.run();
