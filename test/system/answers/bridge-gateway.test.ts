// guard: deadline 300 s
import { testAnswers } from '../../support/answers.ts';

const NAMESPACES = 'ip netns add ns1; ip netns add ns2';

/** Cables from both namespaces to devices p1 and p2 of the host, with addresses and default routes. */
const CABLES = `${NAMESPACES}
  for n in 1 2; do
    ip link add p$n up type veth peer name e0 netns ns$n
    ip -n ns$n addr add 192.168.1.$((n + 1))/24 dev e0; ip -n ns$n link set e0 up; ip -n ns$n route add default via 192.168.1.1
  done`;

const SWITCH = 'ip link add sw up type bridge; ip link set p1 master sw; ip link set p2 master sw';
const GATEWAY = 'ip addr add 192.168.1.1/24 dev sw';
const FORWARD = 'sysctl -qw net.ipv4.ip_forward=1';
const ALL = [CABLES, SWITCH, GATEWAY, FORWARD];

/** All of it, but for one part, which is done otherwise. */
function but(part: string, otherwise: string): string {
  return ALL.map((own) => (own === part ? otherwise : own)).join('\n');
}

testAnswers('bridge-gateway', {
  right: {
    'ip and sysctl': ALL.join('\n'),
    'brctl, ifconfig and route': `${NAMESPACES}
      brctl addbr lan; ifconfig lan 192.168.1.1 netmask 255.255.255.0 up
      for n in 1 2; do
        ip link add in$n type veth peer name out$n; ip link set in$n netns ns$n; brctl addif lan out$n; ifconfig out$n up
        ip netns exec ns$n ifconfig in$n 192.168.1.$((n + 1))/24 up; ip netns exec ns$n route add default gw 192.168.1.1
      done
      echo 1 > /proc/sys/net/ipv4/ip_forward`,
    'forwarding first, the bridge last': `${FORWARD}; ${CABLES}; ${SWITCH}; ${GATEWAY}`,
    'forwarding by the setting of each device': but(FORWARD, 'echo 1 > /proc/sys/net/ipv4/conf/all/forwarding'),
    'another bridge, and rules that let all pass': `${ALL.join('\n')}
      ip link add idle up type bridge; ip addr add 192.0.2.1/24 dev idle
      iptables -P FORWARD DROP; iptables -A FORWARD -s 192.168.1.0/24 -j ACCEPT`,
  },
  wrong: {
    'the address on a cable': {
      fails: 'address-host-192.168.1.1',
      script: `${CABLES}; ${SWITCH}; ip addr add 192.168.1.1/24 dev p1; ${FORWARD}`,
    },
    'the address on another bridge': {
      fails: 'switch-joined-1-192.168.1.1',
      script: but(GATEWAY, 'ip link add gw up type bridge; ip addr add 192.168.1.1/24 dev gw; ip route add 192.168.1.2/31 dev sw'),
    },
    'the address in a namespace of its own': {
      fails: 'address-host-192.168.1.1',
      script: but(
        GATEWAY,
        `ip netns add gw; ip link add pg up master sw type veth peer name e0 netns gw
         ip -n gw addr add 192.168.1.1/24 dev e0; ip -n gw link set e0 up`,
      ),
    },
    'two routed cables instead of a bridge': {
      fails: 'switch-joined-1',
      script: but(
        SWITCH,
        `ip link add sw up type bridge
         for n in 1 2; do sysctl -qw net.ipv4.conf.p$n.proxy_arp=1; ip route add 192.168.1.$((n + 1)) dev p$n; done`,
      ),
    },
    'no default route': {
      fails: 'default-route-routed-1',
      script: `${ALL.join('\n')}; ip -n ns1 route del default`,
    },
    'a route to the outside alone': {
      fails: 'default-route-routed-2',
      script: `${ALL.join('\n')}; ip -n ns2 route del default; ip -n ns2 route add 192.168.80.0/24 via 192.168.1.1`,
    },
    'a host that does not forward': { fails: 'forwarding-sysctl-is-1', script: but(FORWARD, 'true') },
    'translation, which comes later': {
      fails: 'default-route-no-reply-5',
      script: `${ALL.join('\n')}; iptables -t nat -A POSTROUTING -s 192.168.1.0/24 ! -o sw -j MASQUERADE`,
    },
    'forwarding that a firewall undoes': {
      fails: 'forwarding-source-seen-3',
      script: `${ALL.join('\n')}; iptables -P FORWARD DROP`,
    },
    'silence made in the namespace': {
      fails: 'forwarding-source-seen-3',
      script: `${ALL.join('\n')}; ip netns exec ns1 iptables -A OUTPUT -d 192.168.80.2 -j DROP`,
    },
    'an outside of its own': {
      fails: 'default-route-reaches-3',
      script: but(
        FORWARD,
        `ip netns add fake; ip link add pf up master sw type veth peer name e0 netns fake
         ip -n fake addr add 192.168.80.128/24 dev e0; ip -n fake addr add 192.168.1.99/24 dev e0; ip -n fake link set e0 up; ${FORWARD}
         ip -n ns1 route add 192.168.80.128 via 192.168.1.99`,
      ),
    },
    'a host that answers nobody': {
      fails: 'address-reaches-2',
      script: `${ALL.join('\n')}; sysctl -qw net.ipv4.icmp_echo_ignore_all=1`,
    },
  },
});
