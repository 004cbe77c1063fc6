// guard: deadline 300 s
import { testAnswers } from '../../support/answers.ts';

const NAMESPACES = 'ip netns add ns0; ip netns add ns1';

/** Cables from both namespaces to devices p0 and p1 of the host, with all their addresses. */
const CABLES = `${NAMESPACES}
  for n in 0 1; do
    ip link add p$n up type veth peer name e0 netns ns$n; ip -n ns$n link set e0 up
    ip -n ns$n addr add 1.1.1.$((n + 1))/24 dev e0; ip -n ns$n addr add 192.168.80.8$n/24 dev e0
  done`;

const SWITCH = 'ip link add sw up type bridge; ip link set p0 master sw; ip link set p1 master sw';
const CARD = 'ip link set ens33 master sw; ip addr del 192.168.80.128/24 dev ens33';
const HOST = 'ip addr add 192.168.80.82/24 dev sw; ip route add default via 192.168.80.2';
const ALL = [CABLES, SWITCH, CARD, HOST];

/** All of it, but for one part, which is done otherwise. */
function but(part: string, otherwise: string): string {
  return ALL.map((own) => (own === part ? otherwise : own)).join('\n');
}

testAnswers('bridge-uplink', {
  right: {
    'ip alone': ALL.join('\n'),
    'brctl, ifconfig and route': `${NAMESPACES}
      brctl addbr br0; ifconfig br0 up
      for n in 0 1; do
        ip link add veth_ns$n type veth peer name veth0_ns$n; ip link set veth0_ns$n netns ns$n
        brctl addif br0 veth_ns$n; ifconfig veth_ns$n up
        ip netns exec ns$n ifconfig veth0_ns$n 1.1.1.$((n + 1)) netmask 255.255.255.0 up
        ip netns exec ns$n ifconfig veth0_ns$n:0 192.168.80.8$n netmask 255.255.255.0 up
      done
      brctl addif br0 ens33; ifconfig ens33 0.0.0.0
      ifconfig br0 192.168.80.82 netmask 255.255.255.0; route add default gw 192.168.80.2`,
    'the card first': `ip addr flush dev ens33; ip link add lan up type bridge; ip link set ens33 master lan
      ip addr add 192.168.80.82/24 dev lan; ip route replace default via 192.168.80.2 dev lan
      ${CABLES}; ip link set p0 master lan; ip link set p1 master lan`,
    'with a script of commands': but(
      HOST,
      "printf '%s\\n' 'addr add 192.168.80.82/24 dev sw' 'route add default via 192.168.80.2' | ip -batch -",
    ),
    'more than is asked for': `${ALL.join('\n')}
      for n in 0 1; do ip -n ns$n route add default via 192.168.80.2; ip -n ns$n link set lo up; done
      ip addr add 1.1.1.254/24 dev sw; ip link add idle up type bridge`,
  },
  wrong: {
    'the old address kept': {
      fails: 'lan-addresses-no-reply-3',
      script: but(CARD, 'ip link set ens33 master sw; ip addr del 192.168.80.128/24 dev ens33; ip addr add 192.168.80.128/24 dev sw'),
    },
    'the card left out, and the host translates': {
      fails: 'plug-joined-1',
      script: `${CABLES}; ${SWITCH}; ip addr add 192.168.80.82/24 dev sw; sysctl -qw net.ipv4.ip_forward=1
        iptables -t nat -A POSTROUTING -o ens33 -j MASQUERADE`,
    },
    'the card left out, and the host answers ARP for it': {
      fails: 'plug-joined-1',
      script: `${CABLES}; ${SWITCH}; ip addr del 192.168.80.128/24 dev ens33; ip addr add 192.168.80.82/24 dev sw
        ip route add 192.168.80.2 dev ens33; ip route add default via 192.168.80.2
        sysctl -qw net.ipv4.ip_forward=1 net.ipv4.conf.sw.proxy_arp=1 net.ipv4.conf.ens33.proxy_arp=1
        ip netns exec ns0 ping -c 1 -w 5 192.168.80.2`,
    },
    'an outside of its own': {
      fails: 'plug-joined-1',
      script: but(
        CARD,
        `ip netns add fake; ip link add pf up master sw type veth peer name e0 netns fake
         ip -n fake addr add 192.168.80.2/24 dev e0; ip -n fake link set e0 up; ip addr del 192.168.80.128/24 dev ens33`,
      ),
    },
    'an outside of its own beside the true one': {
      fails: 'plug-reaches-2',
      script: `${ALL.join('\n')}
        ip netns add fake; ip link add pf up master sw type veth peer name e0 netns fake
        ip -n fake addr add 192.168.80.2/24 dev e0; ip -n fake link set e0 up`,
    },
    'the address of the outside on the bridge': {
      fails: 'plug-reaches-2',
      script: `${ALL.join('\n')}; ip addr add 192.168.80.2/32 dev sw`,
    },
    'a bridge for the card, and one for the namespaces': {
      fails: 'plug-joined-1',
      script: but(
        CARD,
        `ip link add name up0 up type bridge; ip link set ens33 master up0; ip addr del 192.168.80.128/24 dev ens33
         ip link add a0 up master sw type veth peer name a1; ip link set a1 up master up0`,
      ),
    },
    'the card unplugged from the outside': { fails: 'plug-joined-1', script: `${ALL.join('\n')}; ip link set ens33 down` },
    'no way back for the host': {
      fails: 'regain-routed-2',
      script: but(HOST, 'ip addr add 192.168.80.82/24 dev sw'),
    },
    'the address of the host on a port': {
      fails: 'address-host-192.168.80.82',
      script: but(HOST, 'ip addr add 192.168.80.82/24 dev ens33; ip route add default via 192.168.80.2'),
    },
    'the addresses of the first network forgotten': {
      fails: 'address-ns0-1.1.1.1',
      script: `${ALL.join('\n')}; ip -n ns0 addr del 1.1.1.1/24 dev e0`,
    },
    'the outside taken away': {
      fails: 'plug-joined-1',
      script: `${ALL.join('\n')}; ip link del ens33`,
    },
  },
});
