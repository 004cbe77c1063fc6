// guard: deadline 240 s
import { testFaults } from '../support/diagnosing.ts';
import { BRIDGED } from '../support/diagnosing-bases.ts';
import { suite } from '../support/suite.ts';

const test = suite('diagnosing neighbours and what bridges were told');

testFaults(test, BRIDGED, [
  {
    what: 'an address that two have',
    breaks: ['ip -n ns3 address add 10.0.0.2/24 dev veth3', 'ip -n ns2 link set veth2 arp off', 'ip -n ns3 link set veth3 arp off'],
    lost: { direction: 'there', cause: 'duplicate', netns: 'ns1', asks: '10.0.0.2' },
    says: [/10\.0\.0\.2 is held by veth2 in ns2 and by veth3 in ns3/, /\$ ip -n ns3 -br address show to 10\.0\.0\.2/],
  },
  {
    what: 'ARP is off at the sender',
    breaks: ['ip -n ns1 link set veth1 arp off'],
    lost: { direction: 'there', cause: 'arp-off', netns: 'ns1', dev: 'veth1' },
    says: [/ARP is off at veth1 in ns1/, /NOARP/, /ip -n ns1 link set veth1 arp on/],
  },
  {
    what: 'ARP is off at the receiver',
    breaks: ['ip -n ns2 link set veth2 arp off'],
    lost: { direction: 'there', cause: 'arp-off', netns: 'ns2', dev: 'veth2' },
    says: [/NOARP/, /ip -n ns2 link set veth2 arp on/],
  },
  {
    what: 'the receiver ignores ARP',
    breaks: ['ip netns exec ns2 sysctl -qw net.ipv4.conf.all.arp_ignore=8'],
    lost: { direction: 'there', cause: 'arp-ignored', netns: 'ns2', dev: 'veth2', value: 8 },
    says: [/net\.ipv4\.conf\.all\.arp_ignore = 8/, /sysctl -w net\.ipv4\.conf\.all\.arp_ignore=0/],
  },
  {
    what: 'the address is at another device, and ARP is answered for its own device alone',
    breaks: [
      'ip -n ns2 address del 10.0.0.2/24 dev veth2',
      'ip -n ns2 address add 10.0.0.2/32 dev lo',
      'ip netns exec ns2 sysctl -qw net.ipv4.conf.veth2.arp_ignore=1',
    ],
    lost: { direction: 'there', cause: 'arp-ignored', netns: 'ns2', dev: 'veth2', value: 1 },
    says: [/net\.ipv4\.conf\.veth2\.arp_ignore = 1/],
  },
  {
    what: 'a wrong entry that was written into the neighbour table',
    breaks: ['ip -n ns1 neigh replace 10.0.0.2 lladdr 02:00:00:00:00:99 dev veth1'],
    lost: { direction: 'there', cause: 'wrong-neighbour', netns: 'ns1', lladdr: '02:00:00:00:00:99' },
    says: [/02:00:00:00:00:99 PERMANENT/, /ip -n ns1 neigh del 10\.0\.0\.2 dev veth1/],
  },
  {
    what: 'the same at the other side: the answer is lost',
    breaks: ['ip -n ns2 neigh replace 10.0.0.1 lladdr 02:00:00:00:00:99 dev veth2'],
    lost: { direction: 'back', cause: 'wrong-neighbour', netns: 'ns2' },
    says: [/and the answer:/, /ip -n ns2 neigh del 10\.0\.0\.1 dev veth2/],
  },
  {
    what: 'two have the same MAC address',
    breaks: ['ip -n ns1 link set veth1 address 02:00:00:00:00:0a', 'ip -n ns2 link set veth2 address 02:00:00:00:00:0a'],
    lost: { direction: 'there', cause: 'same-mac', netns: 'ns2', dev: 'veth2', mac: '02:00:00:00:00:0a' },
    says: [/02:00:00:00:00:0a/, /ip -n ns2 link set veth2 address MAC/],
  },
  {
    what: 'a port has the MAC address of whom it leads to',
    breaks: ['ip -n ns2 link set veth2 address 02:00:00:00:00:0b', 'ip link set port2 address 02:00:00:00:00:0b'],
    lost: { direction: 'there', cause: 'same-mac', netns: 'ns2', dev: 'veth2' },
    says: [/veth2 in ns2 and (port2|br0) on the host have the same MAC address/i],
  },
  {
    what: 'a bridge that was told a wrong port',
    breaks: ['ip -n ns2 link set veth2 address 02:00:00:00:00:0c', 'bridge fdb replace 02:00:00:00:00:0c dev port3 master'],
    lost: { direction: 'there', cause: 'wrong-fdb', netns: 'host', bridge: 'br0', port: 'port3', dev: 'port2' },
    says: [/02:00:00:00:00:0c dev port3 master br0 permanent/, /bridge fdb del 02:00:00:00:00:0c dev port3 master/],
  },
  {
    what: 'an entry that sticks to a wrong port',
    breaks: ['ip -n ns2 link set veth2 address 02:00:00:00:00:0e', 'bridge fdb replace 02:00:00:00:00:0e dev port3 master static sticky'],
    lost: { direction: 'there', cause: 'wrong-fdb', netns: 'host', bridge: 'br0', port: 'port3', dev: 'port2' },
    says: [/02:00:00:00:00:0e dev port3 .*sticky/],
  },
  {
    what: 'a port that neither learns nor is flooded',
    breaks: [
      'bridge link set dev port2 learning off',
      'bridge link set dev port2 flood off',
      'ip -n ns2 link set veth2 address 02:00:00:00:00:0d',
    ],
    lost: { direction: 'there', cause: 'no-flood', dev: 'port2', kind: 'unknown' },
    says: [/learning off/, /bridge link set dev port2 learning on flood on/],
  },
  {
    what: 'pings are ignored',
    breaks: ['ip netns exec ns2 sysctl -qw net.ipv4.icmp_echo_ignore_all=1'],
    lost: { direction: 'there', cause: 'echo-ignored', netns: 'ns2' },
    says: [/icmp_echo_ignore_all = 1/, /before: IcmpInEchos +\d+/, /sysctl -w net\.ipv4\.icmp_echo_ignore_all=0/],
  },
  {
    what: 'nothing listens at the port',
    breaks: [],
    packet: { from: 'ns1', to: '10.0.0.2', port: 8080 },
    lost: { direction: 'there', cause: 'not-listening', netns: 'ns2', port: 8080 },
    says: [/no program in ns2 listens at TCP port 8080/, /ss -ltn/, /before: TcpOutRsts/],
  },
]);

test.run();
