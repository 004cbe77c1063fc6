// guard: deadline 600 s
import { testAnswers } from '../../support/answers.ts';

const ADDRESSES = `
  ip -n ns1 addr add 10.1.1.2/24 dev e0; ip -n ns1 link set e0 up
  ip -n ns2 addr add 10.1.1.3/24 dev e0; ip -n ns2 link set e0 up`;

/** Two namespaces with a cable each to the host, where p1 and p2 are its ends. */
const CABLES = `
  ip netns add ns1; ip netns add ns2
  for n in 1 2; do ip link add p$n type veth peer name e0 netns ns$n; ip link set p$n up; done
  ${ADDRESSES}`;

const SWITCH = `
  ${CABLES}
  ovs-vsctl add-br sw
  ovs-vsctl add-port sw p1
  ovs-vsctl add-port sw p2`;

testAnswers('ovs-veth', {
  right: {
    'a bridge without a datapath type, one command for each': SWITCH,
    'one transaction, in the end': `
      ${CABLES}
      ovs-vsctl -- add-br br-int -- add-port br-int p1 -- add-port br-int p2`,
    'the switch first, ends moved, ifconfig': `
      ovs-vsctl --may-exist add-br s0
      for n in 1 2; do
        ip netns add ns$n
        ip link add left$n type veth peer name right$n
        ovs-vsctl add-port s0 right$n
        ip link set left$n netns ns$n
        ip netns exec ns$n ifconfig left$n 10.1.1.$((n + 1))/24 up
        ifconfig right$n up
      done`,
    'ports with a tag that all of them have': `
      ${CABLES}
      ovs-vsctl add-br sw -- add-port sw p1 tag=20 -- add-port sw p2 tag=20`,
    'its only flow written out': `
      ${SWITCH}
      ovs-vsctl set-fail-mode sw secure
      ovs-ofctl add-flow sw priority=5,actions=NORMAL`,
  },
  wrong: {
    'a Linux bridge': {
      fails: 'addresses-joined-1',
      script: `${CABLES}
        ip link add sw type bridge; ip link set sw up; ip link set p1 master sw; ip link set p2 master sw`,
    },
    'internal ports in place of cables': {
      fails: 'addresses-joined-1',
      script: `
        ovs-vsctl add-br sw
        for n in 1 2; do
          ip netns add ns$n
          ovs-vsctl add-port sw t$n -- set Interface t$n type=internal
          ip link set t$n netns ns$n
          ip -n ns$n addr add 10.1.1.$((n + 1))/24 dev t$n; ip -n ns$n link set t$n up
        done`,
    },
    'tags that differ': { fails: 'reachability-reaches-1', script: `${SWITCH}\novs-vsctl set port p1 tag=10 -- set port p2 tag=20` },
    'a flow that drops': {
      fails: 'reachability-reaches-1',
      script: `${SWITCH}\novs-ofctl add-flow sw priority=100,icmp,actions=drop`,
    },
    'secure, and no flow': {
      fails: 'reachability-reaches-1',
      script: `${SWITCH}\novs-vsctl set-fail-mode sw secure; ovs-ofctl del-flows sw`,
    },
    'a switch for each': {
      fails: 'addresses-joined-1',
      script: `${CABLES}
        ovs-vsctl add-br s1 -- add-port s1 p1 -- add-br s2 -- add-port s2 p2
        ovs-vsctl add-port s1 to2 -- set Interface to2 type=patch options:peer=to1
        ovs-vsctl add-port s2 to1 -- set Interface to1 type=patch options:peer=to2`,
    },
    'the addresses on lo': {
      fails: 'address-ns1-10.1.1.2',
      script: `
        for n in 1 2; do ip netns add ns$n; ip -n ns$n addr add 10.1.1.$((n + 1))/24 dev lo; ip -n ns$n link set lo up; done`,
    },
    'ports that are down': { fails: 'addresses-joined-1', script: `${SWITCH}\nip link set p1 down` },
    'a cable on the side, and a switch that passes nothing': {
      fails: 'reachability-reaches-1',
      script: `${SWITCH}
        ovs-vsctl set-fail-mode sw secure; ovs-ofctl del-flows sw
        ip link add side netns ns1 type veth peer name side netns ns2
        ip -n ns1 link set side up; ip -n ns2 link set side up
        ip -n ns1 route add 10.1.1.3/32 dev side; ip -n ns2 route add 10.1.1.2/32 dev side`,
    },
    'one namespace that has both': {
      fails: 'address-ns2-10.1.1.3',
      script: `ip netns add ns1; ip netns add ns2
        ip link add p1 type veth peer name e0 netns ns1; ip link set p1 up
        ovs-vsctl add-br sw -- add-port sw p1
        ip -n ns1 addr add 10.1.1.2/24 dev e0; ip -n ns1 addr add 10.1.1.3/24 dev e0; ip -n ns1 link set e0 up`,
    },
  },
});
