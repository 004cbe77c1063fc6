// guard: deadline 300 s
import { testAnswers } from '../../support/answers.ts';

const NAMESPACES = 'for n in 1 2 3; do ip netns add ns$n; done';

/** Cables from the namespaces to devices p1 to p3 of the host, which are up; addresses and all. */
const CABLES = `${NAMESPACES}
  for n in 1 2 3; do
    ip link add p$n up type veth peer name e0 netns ns$n
    ip -n ns$n addr add 10.10.10.$((n + 1))/24 dev e0; ip -n ns$n link set e0 up
  done`;

const BRIDGED = `${CABLES}; ip link add sw up type bridge; for n in 1 2 3; do ip link set p$n master sw; done`;

testAnswers('bridge-3ns', {
  right: {
    'brctl, in the order of the tutorial': `${NAMESPACES}
      brctl addbr br-test; brctl stp br-test off; ip link set br-test up
      for n in 1 2 3; do
        ip link add veth$n type veth peer name br-veth$n; ip link set veth$n netns ns$n
        brctl addif br-test br-veth$n; ip link set br-veth$n up
        ip netns exec ns$n ip addr add 10.10.10.$((n + 1))/24 dev veth$n; ip netns exec ns$n ip link set veth$n up
      done`,
    'everything at once with ip -batch': `
      {
        echo link add name fabric up type bridge
        for n in 3 2 1; do
          echo netns add ns$n
          echo link add name to$n up master fabric type veth peer name up$n netns ns$n
        done
      } | ip -batch -
      for n in 1 2 3; do printf '%s\\n' "link set up$n up" "addr add 10.10.10.$((n + 1))/24 dev up$n" | ip -n ns$n -batch -; done`,
    'ends born in the namespaces, their others moved out': `${NAMESPACES}
      ip link add b0 type bridge; ifconfig b0 up
      for n in 1 2 3; do
        ip netns exec ns$n ip link add eth0 type veth peer name x$n
        ip -n ns$n link set x$n netns $$
        ip netns exec ns$n ifconfig eth0 10.10.10.$((n + 1)) netmask 255.255.255.0 up
        ip link set x$n master b0; ip link set x$n up
      done`,
    'spanning tree that forwards at once': `${CABLES}
      ip link add sw up type bridge stp_state 1 forward_delay 200 hello_time 100
      for n in 1 2 3; do ip link set p$n master sw; done
      for n in 1 2 3; do until bridge link show dev p$n | grep -q 'state forwarding'; do sleep 0.2; done; done`,
    'more than is asked for': `${BRIDGED}
      ip netns add ns4; ip link add p4 up master sw type veth peer name e0 netns ns4
      ip -n ns4 addr add 10.10.10.5/24 dev e0; ip -n ns4 link set e0 up
      ip addr add 10.10.10.1/24 dev sw; ip -n ns1 addr add 192.0.2.1/24 dev e0
      for n in 1 2 3; do ip -n ns$n route add default via 10.10.10.1; done`,
  },
  wrong: {
    'one namespace that has all addresses': {
      fails: 'address-ns2-10.10.10.3',
      script: `${NAMESPACES}; ip link add sw up type bridge; ip link add p1 up master sw type veth peer name e0 netns ns1
        for n in 2 3 4; do ip -n ns1 addr add 10.10.10.$n/24 dev e0; done; ip -n ns1 link set e0 up; ip -n ns1 link set lo up`,
    },
    'three names of one namespace': {
      fails: 'netns-ns1',
      script: `ip netns add ns1; for n in 2 3; do touch /run/netns/ns$n; mount --bind /run/netns/ns1 /run/netns/ns$n; done
        ip link add sw up type bridge
        for n in 1 2 3; do
          ip link add p$n up master sw type veth peer name e$n netns ns1
          ip -n ns1 addr add 10.10.10.$((n + 1))/24 dev e$n; ip -n ns1 link set e$n up
        done`,
    },
    'addresses on lo': {
      fails: 'address-ns1-10.10.10.2',
      script: `${NAMESPACES}; for n in 1 2 3; do
        ip -n ns$n link set lo up; for a in 2 3 4; do ip -n ns$n addr add 10.10.10.$a/24 dev lo; done; done`,
    },
    'a router where a bridge is asked for': {
      fails: 'addresses-joined-1',
      script: `${CABLES}; sysctl -qw net.ipv4.ip_forward=1
        for n in 1 2 3; do sysctl -qw net.ipv4.conf.p$n.proxy_arp=1; ip route add 10.10.10.$((n + 1)) dev p$n; done
        ip netns exec ns1 ping -c 1 -w 5 10.10.10.4`,
    },
    'lengths of 32 with routes': {
      fails: 'address-ns1-10.10.10.2',
      script: `${BRIDGED}; for n in 1 2 3; do
        ip -n ns$n addr flush dev e0; ip -n ns$n addr add 10.10.10.$((n + 1))/32 dev e0; ip -n ns$n route add 10.10.10.0/24 dev e0; done`,
    },
    'a chain of two bridges': {
      fails: 'addresses-joined-1',
      script: `${CABLES}; ip link add sw up type bridge; ip link add sw2 up type bridge
        ip link set p1 master sw; ip link set p2 master sw; ip link set p3 master sw2
        ip link add a0 up master sw type veth peer name a1; ip link set a1 up master sw2
        until ip netns exec ns1 ping -c 1 -W 1 10.10.10.4; do :; done`,
    },
    'the third without a port': { fails: 'addresses-joined-1', script: `${BRIDGED}; ip link set p3 nomaster` },
    'spanning tree that blocks a port': {
      fails: 'addresses-joined-1',
      script: `${CABLES}; ip link add sw up type bridge stp_state 1 forward_delay 200; for n in 1 2 3; do ip link set p$n master sw; done`,
    },
    'a namespace that bridges for the others': {
      fails: 'addresses-joined-1',
      script: `${NAMESPACES}
        ip -n ns2 link add sw up type bridge
        for n in 1 3; do
          ip -n ns2 link add p$n up master sw type veth peer name e0 netns ns$n
          ip -n ns$n addr add 10.10.10.$((n + 1))/24 dev e0; ip -n ns$n link set e0 up
        done
        ip -n ns2 addr add 10.10.10.3/24 dev sw; ip -n ns2 link set lo up
        until ip netns exec ns1 ping -c 1 -W 1 10.10.10.4; do :; done`,
    },
    'a program as a hub': {
      fails: 'addresses-joined-1',
      script: `${NAMESPACES}; ip link add sw up type bridge
        for n in 1 2; do
          ip link add p$n up master sw type veth peer name e0 netns ns$n
          ip -n ns$n addr add 10.10.10.$((n + 1))/24 dev e0; ip -n ns$n link set e0 up
        done
        wire() { socat TUN:$2,tun-type=tap,tun-name=$1,iff-no-pi,iff-up "$3"; }
        ip netns exec ns3 bash -c "$(declare -f wire); wire e0 10.10.10.4/24 UNIX-LISTEN:/tmp/wire" &
        until [ -S /tmp/wire ]; do :; done
        wire t3 192.0.2.1/32 UNIX-CONNECT:/tmp/wire &
        until ip link set t3 master sw 2>/dev/null; do :; done
        until ip netns exec ns1 ping -c 1 -W 1 10.10.10.4; do :; done`,
    },
    'frames of one kept back': {
      fails: 'reachability-reaches-2',
      script: `${BRIDGED}; bridge link set dev p1 isolated on; bridge link set dev p3 isolated on`,
    },
    'a bridge that remembers nothing': {
      fails: 'reachability-learnt-7',
      script: `${CABLES}; ip link add sw up type bridge ageing_time 0; for n in 1 2 3; do ip link set p$n master sw; done`,
    },
  },
});
