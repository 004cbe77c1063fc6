// guard: deadline 300 s
import { testAnswers } from '../../support/answers.ts';

const NAMESPACES = 'ip netns add ns0; ip netns add ns1';
const PAIR = `${NAMESPACES}; ip link add v0 netns ns0 type veth peer name v1 netns ns1`;
const ADDRESSES = `
  ip -n ns0 addr add 10.10.10.2/24 dev v0; ip -n ns0 link set v0 up
  ip -n ns1 addr add 10.10.10.3/24 dev v1; ip -n ns1 link set v1 up`;

testAnswers('veth-direct', {
  right: {
    'both ends born in their namespaces': `${PAIR}\n${ADDRESSES}`,
    'ifconfig, and both ends moved': `
      ip link add left type veth peer name right
      ${NAMESPACES}; ip link set left netns ns0; ip link set right netns ns1
      ip netns exec ns0 ifconfig left 10.10.10.2 netmask 255.255.255.0 up
      ip netns exec ns1 ifconfig right 10.10.10.3/24 up`,
    'ip -batch, the devices up before they have addresses': `
      printf '%s\\n' 'netns add ns1' 'netns add ns0' 'link add e1 netns ns1 up type veth peer name e0' 'link set e0 netns ns0' | ip -batch -
      printf '%s\\n' 'link set e0 up' 'address add 10.10.10.2/24 brd + dev e0' | ip -n ns0 -batch -
      ip -n ns1 address add 10.10.10.3/24 dev e1`,
    'a namespace of unshare, named afterwards': `
      ip netns add ns0
      unshare --net sleep 60 >/dev/null 2>&1 & other=$!
      until [ "$(readlink /proc/$other/ns/net)" != "$(readlink /proc/self/ns/net)" ]; do :; done
      ip netns attach ns1 $other
      ip link add v0 netns ns0 type veth peer name v1 netns ns1
      ${ADDRESSES}`,
    'more than is asked for': `
      ${PAIR}; ip netns add ns2
      ip -n ns0 link set lo up; ip -n ns1 link set lo up; ip -n ns0 link add br9 type bridge
      ip -n ns0 addr add 192.0.2.1/24 dev v0
      ${ADDRESSES}
      ip -n ns1 route add 198.51.100.0/24 via 10.10.10.2
      ip netns exec ns0 nft add table inet mine
      ip netns exec ns0 nft 'add chain inet mine in { type filter hook input priority 0; }'
      ip netns exec ns0 nft add rule inet mine in counter accept`,
  },
  wrong: {
    'the addresses swapped': {
      fails: 'address-ns0-10.10.10.2',
      script: `${PAIR}
        ip -n ns0 addr add 10.10.10.3/24 dev v0; ip -n ns0 link set v0 up
        ip -n ns1 addr add 10.10.10.2/24 dev v1; ip -n ns1 link set v1 up`,
    },
    'one namespace under two names': {
      fails: 'netns-ns0',
      script: `
        ip netns add ns0; touch /run/netns/ns1; mount --bind /run/netns/ns0 /run/netns/ns1
        ip -n ns0 link add v0 type veth peer name v1
        ip -n ns0 addr add 10.10.10.2/24 dev v0; ip -n ns0 addr add 10.10.10.3/24 dev v1
        ip -n ns0 link set v0 up; ip -n ns0 link set v1 up; ip -n ns0 link set lo up`,
    },
    'a namespace that is the host': {
      fails: 'netns-ns1',
      script: `
        ip netns add ns0; ip netns attach ns1 $$
        ip link add v1 type veth peer name v0 netns ns0
        ip addr add 10.10.10.3/24 dev v1; ip link set v1 up
        ip -n ns0 addr add 10.10.10.2/24 dev v0; ip -n ns0 link set v0 up`,
    },
    'the addresses on lo': {
      fails: 'address-ns0-10.10.10.2',
      script: `${PAIR}
        for n in 0 1; do ip -n ns$n link set v$n up; ip -n ns$n link set lo up; done
        ip -n ns0 addr add 10.10.10.2/24 dev lo; ip -n ns0 route add 10.10.10.3 dev v0
        ip -n ns1 addr add 10.10.10.3/24 dev lo; ip -n ns1 route add 10.10.10.2 dev v1`,
    },
    'lengths of 32 and routes beside them': {
      fails: 'address-ns0-10.10.10.2',
      script: `${PAIR}
        for n in 0 1; do ip -n ns$n link set v$n up; done
        ip -n ns0 addr add 10.10.10.2/32 dev v0; ip -n ns0 route add 10.10.10.3 dev v0
        ip -n ns1 addr add 10.10.10.3/32 dev v1; ip -n ns1 route add 10.10.10.2 dev v1`,
    },
    'one end down': {
      fails: 'address-ns1-10.10.10.3',
      script: `${PAIR}
        ip -n ns0 addr add 10.10.10.2/24 dev v0; ip -n ns0 link set v0 up; ip -n ns1 addr add 10.10.10.3/24 dev v1`,
    },
    'a program that carries frames between two tap devices': {
      fails: 'addresses-paired-1',
      script: `${NAMESPACES}
        wire() { ip netns exec ns$1 socat TUN:10.10.10.$(($1 + 2))/24,tun-type=tap,tun-name=v$1,iff-no-pi,iff-up "$2"; }
        wire 0 UNIX-LISTEN:/tmp/wire & until [ -S /tmp/wire ]; do :; done
        wire 1 UNIX-CONNECT:/tmp/wire &
        until ip netns exec ns1 ping -c 1 -W 1 10.10.10.2; do :; done`,
    },
    'a bridge between them': {
      fails: 'addresses-paired-1',
      script: `${NAMESPACES}; ip link add br0 type bridge; ip link set br0 up
        for n in 0 1; do
          ip link add p$n type veth peer name v$n netns ns$n; ip link set p$n up master br0
          ip -n ns$n addr add 10.10.10.$((n + 2))/24 dev v$n; ip -n ns$n link set v$n up
        done`,
    },
    'the pair dead, and another way round it': {
      fails: 'reachability-reaches-1',
      script: `${PAIR}\n${ADDRESSES}
        ip link add w0 netns ns0 type veth peer name w1 netns ns1
        for n in 0 1; do
          ip netns exec ns$n iptables -A INPUT -i v$n -j DROP
          ip -n ns$n link set w$n up; ip -n ns$n route add 10.10.10.$((3 - n)) dev w$n
        done
        ip netns exec ns0 ping -c 1 -W 1 10.10.10.3`,
    },
    'answers from the sender itself': {
      fails: 'reachability-reaches-1',
      script: `${PAIR}\n${ADDRESSES}
        ip netns exec ns1 sysctl -qw net.ipv4.icmp_echo_ignore_all=1
        ip -n ns0 link set lo up
        ip netns exec ns0 iptables -t nat -A OUTPUT -d 10.10.10.3 -j DNAT --to-destination 10.10.10.2`,
    },
    'the answers kept in by a firewall': {
      fails: 'reachability-reaches-1',
      script: `${PAIR}\n${ADDRESSES}
        ip netns exec ns1 iptables -A OUTPUT -p icmp --icmp-type echo-reply -j DROP`,
    },
    'an address that is taken away while it is graded': {
      fails: 'address-ns1-10.10.10.3',
      script: `${PAIR}\n${ADDRESSES}
        echoes() { ip netns exec ns0 awk '/^Icmp: [0-9]/ { print $10 }' /proc/net/snmp; }
        (until [ "$(echoes)" -gt 0 ]; do :; done; ip -n ns1 addr flush dev v1) &`,
    },
    'somebody else with the same address': {
      fails: 'address-ns1-10.10.10.3',
      script: `${PAIR}\n${ADDRESSES}
        ip netns add ns2; ip -n ns2 link add d0 type bridge; ip -n ns2 addr add 10.10.10.3/24 dev d0`,
    },
  },
});
