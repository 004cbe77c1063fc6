// guard: deadline 300 s
import { testAnswers } from '../../support/answers.ts';

const SCRIPT = `add() {
    ip netns add "$2"; ip link add "veth-$2" type veth peer name eth00; ip link set eth00 netns "$2"
    ip netns exec "$2" ip addr add "$3" dev eth00; ip netns exec "$2" ip link set eth00 up
    ip link set "veth-$2" up; brctl addif "$1" "veth-$2"
  }`;

const ADDED = `${SCRIPT}; brctl addbr mydocker0; add mydocker0 ns1 172.16.1.1/16; add mydocker0 ns2 172.16.1.2/16`;

testAnswers('bridge-add-ns', {
  right: {
    'the script of the tutorial, lo left down': `${ADDED}; ip link set mydocker0 up`,
    'the bridge up first, and another name': `ip link add name lan up type bridge; ${SCRIPT}; add lan ns2 172.16.1.2/16; add lan ns1 172.16.1.1/16`,
    'cables that are born where they belong': `ip link add name lan type bridge
      for n in 1 2; do
        ip netns add ns$n; ip link add name c$n up master lan type veth peer name eth0 netns ns$n
        ip -n ns$n link set eth0 up; ip -n ns$n address add 172.16.1.$n/16 broadcast + dev eth0
      done
      ip link set lan up`,
    'ifconfig throughout': `brctl addbr mydocker0; ifconfig mydocker0 up
      for n in 1 2; do
        ip netns add ns$n; ip link add out$n type veth peer name in$n; ip link set in$n netns ns$n
        ip netns exec ns$n ifconfig in$n 172.16.1.$n netmask 255.255.0.0; ifconfig out$n up; brctl addif mydocker0 out$n
      done`,
    'a namespace more, and a gateway': `${ADDED}; add mydocker0 web 172.16.1.3/16; ip link set mydocker0 up
      ip addr add 172.16.0.1/16 dev mydocker0; ip -n ns1 route add default via 172.16.0.1; ip -n ns1 link set lo up`,
  },
  wrong: {
    'the bridge left down': { fails: 'up-joined-1', script: ADDED },
    'a wrong prefix': { fails: 'address-ns1-172.16.1.1', script: `${ADDED.replaceAll('/16', '/24')}; ip link set mydocker0 up` },
    'no ports': {
      fails: 'up-joined-1',
      script: `${ADDED}; ip link set mydocker0 up; brctl delif mydocker0 veth-ns1; brctl delif mydocker0 veth-ns2`,
    },
    'a bridge each': {
      fails: 'up-joined-1',
      script: `${SCRIPT}; for n in 1 2; do brctl addbr b$n; ip link set b$n up; add b$n ns$n 172.16.1.$n/16; done`,
    },
    'the host as a router, the bridge without ports': {
      fails: 'up-joined-1',
      script: `${ADDED}; ip link set mydocker0 up; sysctl -qw net.ipv4.ip_forward=1
        for n in 1 2; do
          brctl delif mydocker0 veth-ns$n; ip route add 172.16.1.$n dev veth-ns$n; sysctl -qw net.ipv4.conf.veth-ns$n.proxy_arp=1
        done
        ip netns exec ns1 ping -c 1 -w 5 172.16.1.2`,
    },
    'the same namespace twice': {
      fails: 'netns-ns2',
      script: `${SCRIPT}; brctl addbr mydocker0; ip link set mydocker0 up; add mydocker0 ns1 172.16.1.1/16
        ip -n ns1 addr add 172.16.1.2/16 dev eth00`,
    },
    'the inner end down': {
      fails: 'address-ns2-172.16.1.2',
      script: `${ADDED}; ip link set mydocker0 up; ip -n ns2 link set eth00 down`,
    },
    'addresses of the second on the first': {
      fails: 'address-ns1-172.16.1.1',
      script: `${SCRIPT}; brctl addbr lan; ip link set lan up; add lan ns1 172.16.1.2/16; add lan ns2 172.16.1.1/16`,
    },
    'a firewall that lets nothing in': {
      fails: 'up-reaches-2',
      script: `${ADDED}; ip link set mydocker0 up; ip netns exec ns2 iptables -P INPUT DROP`,
    },
    'a firewall on the bridge': {
      fails: 'up-reaches-2',
      script: `${ADDED}; ip link set mydocker0 up; nft add table bridge b; nft 'add chain bridge b f { type filter hook forward priority 0; policy drop; }'`,
    },
  },
});
