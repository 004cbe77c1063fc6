// guard: deadline 300 s
import { testAnswers } from '../../support/answers.ts';

const NAMESPACES = 'ip netns add ns0; ip netns add ns1';
const LO = 'ip -n ns0 link set lo up; ip -n ns1 link set lo up';
const ROUTE = 'ip -n ns0 route add 192.0.2.0/24 dev lo';
const FORWARD = 'ip netns exec ns0 sysctl -qw net.ipv4.ip_forward=1';
const DROP = 'ip netns exec ns0 iptables -A INPUT -d 127.0.0.2 -j DROP';
const serve = (netns: string, how = 'TCP-LISTEN:8080,fork,reuseaddr') =>
  `ip netns exec ${netns} socat ${how} SYSTEM:'echo hello' >/dev/null 2>&1 &`;
const SERVERS = `${serve('ns0')}\n${serve('ns1')}`;
const ALL = [NAMESPACES, LO, SERVERS, ROUTE, FORWARD, DROP];

/** All of it, but for one part, which is done otherwise. */
function but(part: string, otherwise: string): string {
  return ALL.map((own) => (own === part ? otherwise : own)).join('\n');
}

testAnswers('netns-basics', {
  right: {
    'ip, sysctl and iptables': ALL.join('\n'),
    'ifconfig, route and echo': `${NAMESPACES}
      ip netns exec ns0 ifconfig lo 127.0.0.1 up; ip netns exec ns1 ifconfig lo 127.0.0.1 up
      ip netns exec ns0 route add -net 192.0.2.0 netmask 255.255.255.0 lo
      ip netns exec ns0 bash -c 'echo 1 > /proc/sys/net/ipv4/ip_forward'
      ip netns exec ns0 iptables -I INPUT -d 127.0.0.2/32 -p icmp -j DROP
      ${SERVERS}`,
    'servers of Perl, one at 127.0.0.1 alone': but(
      SERVERS,
      `for n in 0 1; do
         address=([0]=127.0.0.1 [1]=0.0.0.0)
         ip netns exec ns$n perl -MIO::Socket::INET -e '
           $server = IO::Socket::INET->new(Listen => 5, LocalAddr => "$ARGV[0]:8080") or die; while ($client = $server->accept) { print $client "hi\\n"; close $client }
         ' "\${address[n]}" >/dev/null 2>&1 &
       done`,
    ),
    'a server that is started late': but(
      SERVERS,
      `${serve('ns0')}\n(sleep 1; ip netns exec ns1 socat TCP6-LISTEN:8080,fork,ipv6only=0 STDOUT) >/dev/null 2>&1 &`,
    ),
    'nft, on the way out': but(
      DROP,
      `ip netns exec ns0 nft add table ip mine
       ip netns exec ns0 nft 'add chain ip mine out { type filter hook output priority 0; }'
       ip netns exec ns0 nft add rule ip mine out ip saddr 127.0.0.2 drop`,
    ),
    'another device for the route': but(
      ROUTE,
      'ip -n ns0 link add br0 up type bridge; ip -n ns0 addr add 198.51.100.1/24 dev br0; ip -n ns0 route add 192.0.2.0/24 dev br0',
    ),
    'namespaces of unshare, named afterwards': but(
      NAMESPACES,
      `for n in 0 1; do
         unshare --net sleep 60 >/dev/null 2>&1 & other=$!
         until [ "$(readlink /proc/$other/ns/net)" != "$(readlink /proc/self/ns/net)" ]; do :; done
         ip netns attach ns$n $other
       done`,
    ),
    'another namespace beside them': `${ALL.join('\n')}\nip netns add ns2; ip -n ns2 link set lo up; ip -n ns2 route add 192.0.2.0/24 dev lo`,
  },
  wrong: {
    'no servers': { fails: 'sockets-served-1', script: but(SERVERS, '') },
    'a server in one of them': { fails: 'same-port-served-1', script: but(SERVERS, serve('ns0')) },
    'servers of the host': {
      fails: 'sockets-served-1',
      script: but(SERVERS, "socat TCP-LISTEN:8080,fork SYSTEM:'echo hello' >/dev/null 2>&1 &"),
    },
    'a server at another port': {
      fails: 'same-port-served-1',
      script: but(SERVERS, `${serve('ns0')}\n${serve('ns1', 'TCP-LISTEN:8081,fork')}`),
    },
    'a server at another address': {
      fails: 'sockets-served-1',
      script: but(SERVERS, `${serve('ns0', 'TCP-LISTEN:8080,fork,bind=127.0.0.2')}\n${serve('ns1')}`),
    },
    'a server of datagrams': {
      fails: 'same-port-served-1',
      script: but(SERVERS, `${serve('ns0')}\n${serve('ns1', 'UDP-LISTEN:8080,fork')}`),
    },
    'servers that have ended': { fails: 'sockets-served-1', script: but(SERVERS, `${SERVERS}\nsleep 0.5; kill %1 %2; wait`) },
    'connections dropped': {
      fails: 'same-port-served-1',
      script: `${ALL.join('\n')}\nip netns exec ns1 iptables -A INPUT -p tcp --dport 8080 -j DROP`,
    },
    'one namespace under two names': {
      fails: 'netns-ns0',
      script: but(NAMESPACES, 'ip netns add ns0; touch /run/netns/ns1; mount --bind /run/netns/ns0 /run/netns/ns1'),
    },
    'lo left down': { fails: 'loopback-reaches-2', script: but(LO, 'ip -n ns1 link set lo up').replace(ROUTE, '') },
    'lo of the second left down': { fails: 'routes-only-loopback-2', script: but(LO, 'ip -n ns0 link set lo up') },
    'the route on the host too': { fails: 'routes-no-route-4', script: `${ALL.join('\n')}; ip route add 192.0.2.0/24 dev lo` },
    'the route in both': { fails: 'routes-only-loopback-2', script: `${ALL.join('\n')}; ip -n ns1 route add 192.0.2.0/24 dev lo` },
    'the route to another network': { fails: 'routes-connected-1', script: but(ROUTE, 'ip -n ns0 route add 192.0.2.0/25 dev lo') },
    'a device in the second': { fails: 'routes-only-loopback-2', script: `${ALL.join('\n')}; ip -n ns1 link add br0 type bridge` },
    'the setting on the host': {
      fails: 'settings-sysctl-is-1',
      script: but(FORWARD, 'sysctl -qw net.ipv4.ip_forward=1'),
    },
    'the setting everywhere': {
      fails: 'settings-sysctl-is-2',
      script: `${ALL.join('\n')}; sysctl -qw net.ipv4.ip_forward=1; ip netns exec ns1 sysctl -qw net.ipv4.ip_forward=1`,
    },
    'no answer to anything': {
      fails: 'loopback-reaches-2',
      script: but(DROP, 'ip netns exec ns0 sysctl -qw net.ipv4.icmp_echo_ignore_all=1'),
    },
    'everything dropped': { fails: 'loopback-reaches-2', script: but(DROP, 'ip netns exec ns0 iptables -P INPUT DROP') },
    'the rule in the wrong one': {
      fails: 'firewall-no-reply-1',
      script: but(DROP, 'ip netns exec ns1 iptables -A INPUT -d 127.0.0.2 -j DROP'),
    },
    'the rule in both': {
      fails: 'firewall-reaches-2',
      script: `${ALL.join('\n')}; ip netns exec ns1 iptables -A INPUT -d 127.0.0.2 -j DROP`,
    },
    'a refusal instead of silence': {
      fails: 'firewall-no-reply-1',
      script: but(
        DROP,
        'ip -n ns0 rule del pref 0; ip -n ns0 rule add pref 1 lookup local; ip -n ns0 rule add pref 0 to 127.0.0.2 prohibit',
      ),
    },
  },
});
