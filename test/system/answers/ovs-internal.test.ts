// guard: deadline 600 s
import { testAnswers } from '../../support/answers.ts';

const NAMESPACES = 'for n in 1 2 3; do ip netns add ns$n; done';

/** Gives the device of that name in each namespace its address; `$n` in it is the namespace's number. */
const addressed = (dev: string): string => `
  for n in 1 2 3; do ip -n ns$n addr add 10.10.10.$((n + 1))/24 dev ${dev}; ip -n ns$n link set ${dev} up; done`;

const PORTS = `
  ${NAMESPACES}
  ovs-vsctl add-br sw
  for n in 1 2 3; do ovs-vsctl add-port sw p$n -- set Interface p$n type=internal; ip link set p$n netns ns$n; done
  ${addressed('p$n')}`;

testAnswers('ovs-internal', {
  right: {
    'a bridge without a datapath type, port by port': PORTS,
    'one transaction for the switch and all ports': `
      ovs-vsctl add-br br-int $(for n in 1 2 3; do echo "-- add-port br-int if$n -- set Interface if$n type=internal"; done)
      ${NAMESPACES}
      for n in 1 2 3; do ip link set if$n netns ns$n; done
      ${addressed('if$n')}`,
    'short words, each namespace whole before the next': `
      ovs-vsctl add-br s0
      for n in 3 2 1; do
        ip netns a ns$n
        ovs-vsctl add-port s0 x$n -- set int x$n type=internal
        ip l s x$n netns ns$n
        ip netns exec ns$n ip a a 10.10.10.$((n + 1))/24 dev x$n
        ip netns exec ns$n ip l s x$n up
      done`,
    'ifconfig, and a tag that all of them have': `
      ${NAMESPACES}
      ovs-vsctl add-br sw
      for n in 1 2 3; do
        ovs-vsctl add-port sw q$n tag=7 -- set Interface q$n type=internal
        ip link set q$n netns ns$n
        ip netns exec ns$n ifconfig q$n 10.10.10.$((n + 1)) netmask 255.255.255.0 up
      done`,
  },
  wrong: {
    'veth pairs in place of internal ports': {
      fails: 'addresses-joined-1',
      script: `${NAMESPACES}
        ovs-vsctl add-br sw
        for n in 1 2 3; do
          ip link add p$n type veth peer name e0 netns ns$n; ip link set p$n up; ovs-vsctl add-port sw p$n
        done
        ${addressed('e0')}`,
    },
    'a Linux bridge': {
      fails: 'addresses-joined-1',
      script: `${NAMESPACES}
        ip link add sw type bridge; ip link set sw up
        for n in 1 2 3; do ip link add p$n type veth peer name e0 netns ns$n; ip link set p$n master sw up; done
        ${addressed('e0')}`,
    },
    'one of them with another tag': { fails: 'reachability-reaches-2', script: `${PORTS}\novs-vsctl set port p3 tag=30` },
    'a flow that drops ARP': {
      fails: 'reachability-reaches-1',
      script: `${PORTS}\novs-ofctl add-flow sw priority=100,arp,actions=drop`,
    },
    'secure, and no flow': {
      fails: 'reachability-reaches-1',
      script: `${PORTS}\novs-vsctl set-fail-mode sw secure; ovs-ofctl del-flows sw`,
    },
    'one namespace that has all': {
      fails: 'address-ns2-10.10.10.3',
      script: `${NAMESPACES}
        ovs-vsctl add-br sw -- add-port sw p1 -- set Interface p1 type=internal; ip link set p1 netns ns1
        for n in 2 3 4; do ip -n ns1 addr add 10.10.10.$n/24 dev p1; done; ip -n ns1 link set p1 up`,
    },
    'addresses on lo': {
      fails: 'address-ns1-10.10.10.2',
      script: `${NAMESPACES}
        for n in 1 2 3; do ip -n ns$n addr add 10.10.10.$((n + 1))/24 dev lo; ip -n ns$n link set lo up; done`,
    },
    'two switches': {
      fails: 'addresses-joined-1',
      script: `${NAMESPACES}
        ovs-vsctl add-br s1; ovs-vsctl add-br s2
        for n in 1 2; do ovs-vsctl add-port s1 p$n -- set Interface p$n type=internal; done
        ovs-vsctl add-port s2 p3 -- set Interface p3 type=internal
        for n in 1 2 3; do ip link set p$n netns ns$n; done
        ${addressed('p$n')}`,
    },
    'a port that was never moved': {
      fails: 'address-ns3-10.10.10.4',
      script: `${NAMESPACES}
        ovs-vsctl add-br sw
        for n in 1 2 3; do ovs-vsctl add-port sw p$n -- set Interface p$n type=internal; done
        for n in 1 2; do
          ip link set p$n netns ns$n; ip -n ns$n addr add 10.10.10.$((n + 1))/24 dev p$n; ip -n ns$n link set p$n up
        done
        ip addr add 10.10.10.4/24 dev p3; ip link set p3 up`,
    },
    'a veth pair that is left about': { fails: 'addresses-no-device-2', script: `${PORTS}\nip link add left type veth peer name right` },
    'devices of no switch that have the names of its ports': {
      fails: 'reachability-reaches-1',
      script: `${NAMESPACES}
        ovs-vsctl add-br sw
        for n in 1 2 3; do
          ovs-vsctl add-port sw p$n -- set Interface p$n type=internal
          ip -n ns$n tuntap add p$n mode tap
        done
        ${addressed('p$n')}`,
    },
  },
});
