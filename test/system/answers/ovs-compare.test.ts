// guard: deadline 600 s
import { testAnswers } from '../../support/answers.ts';

const NAMESPACES = 'ip netns add ns1; ip netns add ns2';
const VETHS = `
  for n in 1 2; do
    ip link add p$n type veth peer name e0 netns ns$n; ip link set p$n up
    ip -n ns$n addr add 10.1.1.$((n + 1))/24 dev e0; ip -n ns$n link set e0 up
  done`;
const ON_VETH_SWITCH = 'ovs-vsctl add-br sv; ovs-vsctl add-port sv p1; ovs-vsctl add-port sv p2';
const INTERNALS = `
  ovs-vsctl add-br si
  for n in 1 2; do
    ovs-vsctl add-port si t$n -- set Interface t$n type=internal; ip link set t$n netns ns$n
    ip -n ns$n addr add 10.10.10.$((n + 1))/24 dev t$n; ip -n ns$n link set t$n up
  done`;
const BOTH = [NAMESPACES, VETHS, ON_VETH_SWITCH, INTERNALS].join('\n');

testAnswers('ovs-compare', {
  right: {
    'bridges without a datapath type, port by port': BOTH,
    'one transaction for both switches': `
      ${NAMESPACES}
      ${VETHS}
      ovs-vsctl -- add-br a -- add-port a p1 -- add-port a p2 -- add-br b \\
        -- add-port b t1 -- set Interface t1 type=internal -- add-port b t2 -- set Interface t2 type=internal
      for n in 1 2; do
        ip link set t$n netns ns$n; ip -n ns$n addr add 10.10.10.$((n + 1))/24 dev t$n; ip -n ns$n link set t$n up
      done`,
    'one switch for both ways': `
      ${NAMESPACES}
      ${VETHS}
      ovs-vsctl add-br s0 -- add-port s0 p1 -- add-port s0 p2
      for n in 1 2; do
        ovs-vsctl add-port s0 in$n -- set Interface in$n type=internal
        ip link set in$n netns ns$n
        ip netns exec ns$n ifconfig in$n 10.10.10.$((n + 1))/24 up
      done`,
    'internal ports first, ends moved': `
      ${NAMESPACES}
      ${INTERNALS}
      ovs-vsctl add-br sv
      for n in 1 2; do
        ip link add a$n type veth peer name b$n
        ip link set a$n netns ns$n; ovs-vsctl add-port sv b$n; ip link set b$n up
        ip -n ns$n addr add 10.1.1.$((n + 1))/24 dev a$n; ip -n ns$n link set a$n up
      done`,
  },
  wrong: {
    'veth pairs for both': {
      fails: 'addresses-joined-2',
      script: `${NAMESPACES}\n${VETHS}\n${ON_VETH_SWITCH}
        ovs-vsctl add-br si
        for n in 1 2; do
          ip link add q$n type veth peer name e1 netns ns$n; ip link set q$n up; ovs-vsctl add-port si q$n
          ip -n ns$n addr add 10.10.10.$((n + 1))/24 dev e1; ip -n ns$n link set e1 up
        done`,
    },
    'internal ports for both': {
      fails: 'addresses-joined-1',
      script: `${NAMESPACES}\n${INTERNALS}
        ovs-vsctl add-br sv
        for n in 1 2; do
          ovs-vsctl add-port sv u$n -- set Interface u$n type=internal; ip link set u$n netns ns$n
          ip -n ns$n addr add 10.1.1.$((n + 1))/24 dev u$n; ip -n ns$n link set u$n up
        done`,
    },
    'the networks swapped': {
      fails: 'addresses-joined-1',
      script: `${NAMESPACES}
        ovs-vsctl add-br sv; ovs-vsctl add-br si
        for n in 1 2; do
          ip link add p$n type veth peer name e0 netns ns$n; ip link set p$n up; ovs-vsctl add-port sv p$n
          ip -n ns$n addr add 10.10.10.$((n + 1))/24 dev e0; ip -n ns$n link set e0 up
          ovs-vsctl add-port si t$n -- set Interface t$n type=internal; ip link set t$n netns ns$n
          ip -n ns$n addr add 10.1.1.$((n + 1))/24 dev t$n; ip -n ns$n link set t$n up
        done`,
    },
    'a Linux bridge for the cables': {
      fails: 'addresses-joined-1',
      script: `${NAMESPACES}\n${VETHS}\n${INTERNALS}
        ip link add sv type bridge; ip link set sv up; ip link set p1 master sv; ip link set p2 master sv`,
    },
    'both addresses on one device': {
      fails: 'addresses-joined-2',
      script: `${NAMESPACES}\n${VETHS}\n${ON_VETH_SWITCH}
        for n in 1 2; do ip -n ns$n addr add 10.10.10.$((n + 1))/24 dev e0; done`,
    },
    'tags that differ on the cables': { fails: 'path-reaches-1', script: `${BOTH}\novs-vsctl set port p1 tag=1 -- set port p2 tag=2` },
    'a flow that drops at the internal ports': {
      fails: 'path-reaches-2',
      script: `${BOTH}\novs-ofctl add-flow si priority=9,icmp,actions=drop`,
    },
    'a cable on the side, and a switch that passes nothing': {
      fails: 'path-reaches-1',
      script: `${BOTH}
        ovs-vsctl set-fail-mode sv secure; ovs-ofctl del-flows sv
        ip link add side netns ns1 type veth peer name side netns ns2
        ip -n ns1 link set side up; ip -n ns2 link set side up
        ip -n ns1 route add 10.1.1.3/32 dev side; ip -n ns2 route add 10.1.1.2/32 dev side`,
    },
  },
});
