// guard: deadline 300 s
import { testAnswers } from '../../support/answers.ts';

const NAMESPACES = 'ip netns add ns0; ip netns add ns1';

/** Cables from both namespaces to devices p0 and p1 of the host, addresses and all; where they end is left open. */
const CABLES = `${NAMESPACES}
  for n in 0 1; do
    ip link add p$n type veth peer name e0 netns ns$n; ip link set p$n up
    ip -n ns$n addr add 1.1.1.$((n + 1))/24 dev e0; ip -n ns$n link set e0 up
  done`;

const PLUGGED = 'ip link set p0 master sw; ip link set p1 master sw';
const BRIDGED = `${CABLES}; ip link add sw up type bridge; ${PLUGGED}`;

testAnswers('bridge-2ns', {
  right: {
    'brctl and ifconfig': `
      brctl addbr mybridge; ifconfig mybridge up; ${NAMESPACES}
      for n in 0 1; do
        ip link add in$n type veth peer name out$n; ip link set in$n netns ns$n
        brctl addif mybridge out$n; ifconfig out$n up
        ip netns exec ns$n ifconfig in$n 1.1.1.$((n + 1)) netmask 255.255.255.0 up
      done`,
    'cables first, the bridge last': BRIDGED,
    'a bridge in a namespace of its own': `${NAMESPACES}; ip netns add switch
      ip -n switch link add br0 up type bridge
      for n in 0 1; do
        ip -n switch link add p$n up master br0 type veth peer name e0 netns ns$n
        ip -n ns$n addr add 1.1.1.$((n + 1))/24 dev e0; ip -n ns$n link set e0 up
      done`,
    'more than is asked for': `${BRIDGED}
      ip addr add 1.1.1.254/24 dev sw; sysctl -qw net.ipv4.ip_forward=1
      ip netns add ns2; ip link add p2 up master sw type veth peer name e0 netns ns2
      ip link add idle up type bridge; iptables -A FORWARD -j ACCEPT; ip -n ns0 route add default via 1.1.1.254`,
  },
  wrong: {
    'no bridge, but one cable': {
      fails: 'bridge-joined-1',
      script: `${NAMESPACES}; ip link add v0 netns ns0 type veth peer name v1 netns ns1
        for n in 0 1; do ip -n ns$n addr add 1.1.1.$((n + 1))/24 dev v$n; ip -n ns$n link set v$n up; done`,
    },
    'Open vSwitch instead': {
      fails: 'bridge-joined-1',
      script: `${CABLES}; cd /tmp; export OVS_RUNDIR=/tmp; quiet='--pidfile --detach -vconsole:off -vsyslog:off -vfile:off'
        ovsdb-tool create conf.db /usr/share/openvswitch/vswitch.ovsschema
        ovsdb-server $PWD/conf.db --remote=punix:$PWD/db.sock $quiet; ovs-vsctl --no-wait init; ovs-vswitchd unix:$PWD/db.sock $quiet
        ovs-vsctl add-br sw -- set Bridge sw datapath_type=netdev; ovs-vsctl add-port sw p0 -- add-port sw p1
        until ip netns exec ns0 ping -c 1 -W 1 1.1.1.2; do :; done`,
    },
    'a router with proxy_arp': {
      fails: 'bridge-joined-1',
      script: `${CABLES}; sysctl -qw net.ipv4.ip_forward=1
        for n in 0 1; do sysctl -qw net.ipv4.conf.p$n.proxy_arp=1; ip route add 1.1.1.$((n + 1)) dev p$n; done
        ip netns exec ns0 ping -c 1 -w 5 1.1.1.2`,
    },
    'a bridge that is down': { fails: 'bridge-joined-1', script: `${CABLES}; ip link add sw type bridge; ${PLUGGED}` },
    'a port that is down': { fails: 'bridge-joined-1', script: `${BRIDGED}; ip link set p1 down` },
    'a bridge for each': {
      fails: 'bridge-joined-1',
      script: `${CABLES}
        for n in 0 1; do ip link add sw$n up type bridge; ip link set p$n master sw$n; done
        ip link add a0 up master sw0 type veth peer name a1; ip link set a1 up master sw1
        until ip netns exec ns0 ping -c 1 -W 1 1.1.1.2; do :; done`,
    },
    'spanning tree that still listens': {
      fails: 'bridge-joined-1',
      script: `${CABLES}; ip link add sw up type bridge stp_state 1; ${PLUGGED}`,
    },
    'ports kept apart, and a router beside them': {
      fails: 'reachability-reaches-1',
      script: `${BRIDGED}
        for n in 0 1; do
          bridge link set dev p$n isolated on
          ip link add q$n up type veth peer name r0 netns ns$n; ip -n ns$n link set r0 up
          ip route add 1.1.1.$((n + 1)) dev q$n; sysctl -qw net.ipv4.conf.q$n.proxy_arp=1
          ip -n ns$n route add 1.1.1.$((2 - n)) dev r0
        done
        sysctl -qw net.ipv4.ip_forward=1
        ip netns exec ns0 ping -c 1 -w 5 1.1.1.2`,
    },
    'the address of the other at home': {
      fails: 'address-ns1-1.1.1.2',
      script: `${BRIDGED}; ip -n ns0 link set lo up; ip -n ns0 addr add 1.1.1.2/32 dev lo`,
    },
    'answers by the host in place of ns1': {
      fails: 'reachability-reaches-1',
      script: `${BRIDGED}
        ip netns exec ns1 sysctl -qw net.ipv4.icmp_echo_ignore_all=1
        ip addr add 1.1.1.254/24 dev sw
        ip -n ns0 neigh add 1.1.1.2 lladdr $(cat /sys/class/net/sw/address) dev e0
        iptables -t nat -A PREROUTING -d 1.1.1.2 -j REDIRECT`,
    },
    'a hub: learning switched off': {
      fails: 'reachability-learnt-3',
      script: `${BRIDGED}; bridge link set dev p0 learning off; bridge link set dev p1 learning off; bridge fdb flush dev sw 2>/dev/null || true`,
    },
    'entries by hand instead of learning': {
      fails: 'reachability-learnt-3',
      script: `${CABLES}; ip link add sw up type bridge
        for n in 0 1; do
          ip link set p$n master sw; bridge link set dev p$n learning off
          bridge fdb replace $(ip -n ns$n -br link show e0 | awk '{ print $3 }') dev p$n master static
        done`,
    },
    'a wrong network': {
      fails: 'address-ns0-1.1.1.1',
      script: BRIDGED.replace('1))/24', '1))/16'),
    },
  },
});
