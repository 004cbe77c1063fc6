// guard: deadline 600 s
import { testAnswers } from '../../support/answers.ts';

/** Two namespaces of one wiring; `$1` and `$2` are its name and the third number of its network. */
const FUNCTIONS = `
  pair() { ip netns add ns1-$1; ip netns add ns2-$1; }
  set_up() { for n in 1 2; do ip -n ns$n-$1 addr add 10.1.$2.$n/24 dev $3; ip -n ns$n-$1 link set $3 up; done; }
  cables() { for n in 1 2; do ip link add $1$n type veth peer name e0 netns ns$n-$1; ip link set dev $1$n up; done; }`;
const VETH = `
  pair veth; ip link add name e0 netns ns1-veth type veth peer name e0 netns ns2-veth; set_up veth 1 e0`;
const BRIDGE = `
  pair br; cables br; ip link add name sw2 type bridge; ip link set sw2 up
  for n in 1 2; do ip link set br$n master sw2; done
  set_up br 2 e0`;
const OVS = `
  pair ovs; cables ovs; ovs-vsctl add-br sv -- add-port sv ovs1 -- add-port sv ovs2; set_up ovs 3 e0`;
const INTERNAL = `
  pair int; ovs-vsctl add-br si
  for n in 1 2; do
    ovs-vsctl add-port si in$n -- set Interface in$n type=internal; ip link set in$n netns ns$n-int
    ip -n ns$n-int addr add 10.1.4.$n/24 dev in$n; ip -n ns$n-int link set in$n up
  done`;

const all = (...wirings: readonly string[]): string => [FUNCTIONS, ...wirings].join('\n');

/** The third wiring with the switch of the second, so that both have a Linux bridge. */
const OVS_AS_BRIDGE = `
  pair ovs; cables ovs; ip link add name sw3 type bridge; ip link set sw3 up
  for n in 1 2; do ip link set ovs$n master sw3; done
  set_up ovs 3 e0`;

testAnswers('switching-performance', {
  right: {
    'each wiring whole before the next, ends born inside': all(VETH, BRIDGE, OVS, INTERNAL),
    'the last first': all(INTERNAL, OVS, BRIDGE, VETH),
    'brctl, ends moved, ports one by one': all(
      `pair veth; ip link add x1 type veth peer name x2; for n in 1 2; do ip link set x$n netns ns$n-veth; done
      for n in 1 2; do ip netns exec ns$n-veth ifconfig x$n 10.1.1.$n/24 up; done`,
      `pair br; brctl addbr br9; ip link set dev br9 up
      for n in 1 2; do
        ip link add y$n type veth peer name z$n; ip link set y$n netns ns$n-br; brctl addif br9 z$n; ip link set z$n up
        ip netns exec ns$n-br ifconfig y$n 10.1.2.$n/24 up
      done`,
      `pair ovs; cables ovs; ovs-vsctl add-br v; ovs-vsctl add-port v ovs1; ovs-vsctl add-port v ovs2; set_up ovs 3 e0`,
      INTERNAL,
    ),
    'one switch of Open vSwitch for both of its wirings': all(
      VETH,
      BRIDGE,
      `pair ovs; pair int; cables ovs; set_up ovs 3 e0
      ovs-vsctl add-br s -- add-port s ovs1 -- add-port s ovs2
      for n in 1 2; do
        ovs-vsctl add-port s in$n -- set Interface in$n type=internal; ip link set in$n netns ns$n-int
        ip -n ns$n-int addr add 10.1.4.$n/24 dev in$n; ip -n ns$n-int link set in$n up
      done`,
    ),
  },
  wrong: {
    'a bridge in the first wiring': {
      fails: 'veth-paired-1',
      script: all(
        `pair veth; cables veth; ip link add name l0 type bridge; ip link set dev l0 up
        for n in 1 2; do ip link set veth$n master l0; done
        set_up veth 1 e0`,
        BRIDGE,
        OVS,
        INTERNAL,
      ),
    },
    'a cable from end to end in the second': {
      fails: 'bridge-joined-1',
      script: all(
        VETH,
        `pair br; ip link add y1 type veth peer name y2
        for n in 1 2; do ip link set y$n netns ns$n-br name e0; done; set_up br 2 e0`,
        OVS,
        INTERNAL,
      ),
    },
    'a Linux bridge in the third': { fails: 'ovs-veth-joined-1', script: all(VETH, BRIDGE, OVS_AS_BRIDGE, INTERNAL) },
    'veth pairs in the fourth': {
      fails: 'ovs-internal-joined-1',
      script: all(VETH, BRIDGE, OVS, 'pair int; cables int; ovs-vsctl add-br si -- add-port si int1 -- add-port si int2; set_up int 4 e0'),
    },
    'the fourth left out': { fails: 'netns-ns1-int', script: all(VETH, BRIDGE, OVS) },
    'tags that differ': { fails: 'ovs-veth-reaches-2', script: `${all(VETH, BRIDGE, OVS, INTERNAL)}\novs-vsctl set port ovs1 tag=5` },
    'a flow that drops': {
      fails: 'ovs-internal-reaches-2',
      script: `${all(VETH, BRIDGE, OVS, INTERNAL)}\novs-ofctl add-flow si priority=9,ip,actions=drop`,
    },
    'one network for two wirings': {
      fails: 'address-ns1-veth-10.1.1.1',
      script: all(VETH, BRIDGE.replace('set_up br 2', 'set_up br 1'), OVS, INTERNAL),
    },
  },
});
