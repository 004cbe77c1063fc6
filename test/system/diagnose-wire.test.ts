// guard: deadline 240 s
import * as assert from 'uvu/assert';
import { diagnosed, testFaults } from '../support/diagnosing.ts';
import { BRIDGED } from '../support/diagnosing-bases.ts';
import { suite } from '../support/suite.ts';

const test = suite('diagnosing wires and addresses');

test('where all is well, it says so and shows the way', async () => {
  const { diagnosis, text } = await diagnosed(BRIDGED, []);
  assert.ok(diagnosis.answered, text);
  assert.match(text, /^ns1 reaches 10\.0\.0\.2\n/);
  assert.match(text, /the bridge br0 on the host passes it from port1 to port2/);
  assert.equal(diagnosis.proofs, []);
});

testFaults(test, BRIDGED, [
  {
    what: 'a namespace that is not there',
    breaks: [],
    packet: { from: 'ns9', to: '10.0.0.2' },
    lost: { cause: 'no-netns', netns: 'ns9' },
    says: [/ip netns list/, /ip netns add ns9/],
  },
  {
    what: 'the own device is down',
    breaks: ['ip -n ns1 link set veth1 down'],
    lost: { cause: 'down', netns: 'ns1', dev: 'veth1' },
    says: [/LOST {2}veth1 in ns1 is down/, /veth1@.* DOWN/, /ip -n ns1 link set veth1 up/],
  },
  {
    what: 'the other end is down',
    breaks: ['ip link set port1 down'],
    lost: { direction: 'there', cause: 'down', netns: 'host', dev: 'port1' },
    says: [/port1 on the host, the other end of veth1, is down/, /ip link set port1 up/],
  },
  {
    what: 'the bridge is down',
    breaks: ['ip link set br0 down'],
    lost: { cause: 'down', netns: 'host', dev: 'br0' },
    says: [/br0 +DOWN/, /ip link set br0 up/],
  },
  {
    what: "the other side's device is down",
    breaks: ['ip -n ns2 link set veth2 down'],
    lost: { cause: 'down', netns: 'ns2', dev: 'veth2' },
    says: [/ok {4}veth1 in ns1 is wired to port1 on the host\n {2}LOST {2}veth2 in ns2, the other end of port2, is down/],
  },
  {
    what: "the other side's port is down",
    breaks: ['ip link set port2 down'],
    lost: { cause: 'down', netns: 'host', dev: 'port2' },
    says: [/port2@.* DOWN/],
  },
  {
    what: 'no address at the sender',
    breaks: ['ip -n ns1 address flush dev veth1'],
    lost: { cause: 'no-route', netns: 'ns1', lacks: 'address' },
    says: [/no device in ns1 has an address/, /Network is unreachable/, /ip -n ns1 address add/],
  },
  {
    what: 'an address with a prefix that is too long',
    breaks: ['ip -n ns1 address flush dev veth1', 'ip -n ns1 address add 10.0.0.1/32 dev veth1'],
    lost: { cause: 'no-route', netns: 'ns1', lacks: 'route' },
    says: [/10\.0\.0\.1\/32/, /Network is unreachable/],
  },
  {
    what: 'nobody has the address',
    breaks: ['ip -n ns2 address flush dev veth2'],
    lost: { cause: 'no-answer', netns: 'ns1', dev: 'veth1', asks: '10.0.0.2' },
    says: [/nobody on the wire behind veth1 in ns1 holds 10\.0\.0\.2/i, /10\.0\.0\.2 dev veth1 +(FAILED|INCOMPLETE)/],
  },
  {
    what: 'a port that is in no bridge',
    breaks: ['ip link set port2 nomaster'],
    lost: { cause: 'apart', netns: 'ns1', asks: '10.0.0.2' },
    says: [/veth1 in ns1 leads to the bridge br0 on the host, but veth2 in ns2, .* to port2 on the host/, /ip link set port2 master br0/],
  },
  {
    what: 'a port that is in another bridge',
    breaks: ['ip link add br1 type bridge', 'ip link set br1 up', 'ip link set port2 master br1'],
    lost: { cause: 'apart', netns: 'ns1', asks: '10.0.0.2' },
    says: [/to the bridge br1 on the host/, /ip link set port2 master br0/],
  },
  {
    what: 'a port that is disabled',
    breaks: ['bridge link set dev port2 state 0'],
    lost: { cause: 'port-state', netns: 'host', dev: 'port2', state: 'disabled' },
    says: [/state disabled/, /bridge link set dev port2 state 3/],
  },
  {
    what: 'spanning tree that still listens',
    breaks: ['ip link set br0 type bridge stp_state 1 forward_delay 3000', 'ip link set port2 nomaster', 'ip link set port2 master br0'],
    lost: { cause: 'port-state', netns: 'host', state: 'listening' },
    says: [/state listening/, /ip link set br0 type bridge stp_state 0/],
  },
  {
    what: 'ports that are isolated',
    breaks: ['ip link set port1 type bridge_slave isolated on', 'ip link set port2 type bridge_slave isolated on'],
    lost: { cause: 'isolated', netns: 'host', dev: 'port2', other: 'port1' },
    says: [/isolated on/, /isolated off/],
  },
  {
    what: 'a port without broadcasts',
    breaks: ['ip link set port2 type bridge_slave bcast_flood off'],
    lost: { cause: 'no-flood', dev: 'port2', kind: 'broadcast' },
    says: [/bcast_flood off/, /bcast_flood on/],
  },
]);

test('of two faults the first on the way is named', async () => {
  const { diagnosis, text } = await diagnosed(BRIDGED, ['ip link set port2 down', 'ip link set port1 down']);
  assert.is(diagnosis.way.lost?.loss.cause, 'down', text);
  assert.match(text, /port1 on the host/);
});

test.run();
