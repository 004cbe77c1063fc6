// guard: deadline 240 s
import * as assert from 'uvu/assert';
import { diagnosed, testFaults } from '../support/diagnosing.ts';
import { SWITCHED } from '../support/diagnosing-bases.ts';
import { suite } from '../support/suite.ts';

const test = suite('diagnosing Open vSwitch');

test('where all is well, it says so', async () => {
  const { diagnosis, text } = await diagnosed(SWITCHED, []);
  assert.ok(diagnosis.answered, text);
  assert.is(diagnosis.way.lost, undefined, text);
});

testFaults(test, SWITCHED, [
  {
    what: 'ports in different VLANs',
    breaks: ['ovs-vsctl set Port port1 tag=10', 'ovs-vsctl set Port port2 tag=20'],
    lost: { direction: 'there', cause: 'ovs-tag', bridge: 'ovs0', dev: 'port2', other: 'port1' },
    says: [/port1 is in VLAN 10, and port2 in VLAN 20/, /tag +: 20/, /ovs-vsctl set Port port2 tag=10/],
  },
  {
    what: 'one port in a VLAN, the other in none',
    breaks: ['ovs-vsctl set Port port2 tag=20'],
    lost: { direction: 'there', cause: 'ovs-tag', dev: 'port2' },
    says: [/ovs-vsctl clear Port port2 tag/],
  },
  {
    what: 'a flow that drops',
    breaks: ["ovs-ofctl add-flow ovs0 'priority=100,icmp,actions=drop'"],
    lost: { direction: 'there', cause: 'ovs-flow', bridge: 'ovs0', dev: 'port2' },
    says: [/it meets "icmp, priority 100 drop"/, /before: .*n_packets=0.*icmp actions=drop/],
  },
  {
    what: 'a flow that drops the answers',
    breaks: ["ovs-ofctl add-flow ovs0 'priority=100,in_port=port2,icmp,actions=drop'"],
    lost: { direction: 'back', cause: 'ovs-flow', bridge: 'ovs0', dev: 'port1' },
    says: [/and the answer:/, /in_port=port2/],
  },
  {
    what: 'fail mode secure, and no flows',
    breaks: ['ovs-vsctl set-fail-mode ovs0 secure', 'ovs-ofctl del-flows ovs0'],
    lost: { direction: 'there', cause: 'ovs-flow', bridge: 'ovs0' },
    says: [/no match/i],
  },
  {
    what: 'a port that was never added',
    breaks: ['ovs-vsctl del-port ovs0 port2'],
    lost: { direction: 'there', cause: 'apart', netns: 'ns1' },
    says: [/leads to the OVS bridge ovs0/, /ovs-vsctl add-port ovs0 port2/],
  },
  {
    what: 'a port of another OVS bridge',
    breaks: [
      'ovs-vsctl del-port ovs0 port2',
      'ovs-vsctl add-br ovs1 -- set Bridge ovs1 datapath_type=netdev',
      'ovs-vsctl add-port ovs1 port2',
    ],
    lost: { direction: 'there', cause: 'apart', netns: 'ns1' },
    says: [/to the OVS bridge ovs1/],
  },
]);

test.run();
