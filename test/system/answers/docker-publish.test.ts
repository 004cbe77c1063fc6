// guard: deadline 600 s
import { testAnswers } from '../../support/answers.ts';
import { FORWARD, MASQUERADE, WIRED } from '../../support/docker-answers.ts';

const ROUTED = `${WIRED}\n${FORWARD}`;
const INWARDS = 'iptables -t nat -A PREROUTING -d 192.168.80.128 -p tcp --dport 8080 -j DNAT --to-destination 1.1.1.1:80';
const OF_THE_HOST = 'iptables -t nat -A OUTPUT -d 192.168.80.128 -p tcp --dport 8080 -j DNAT --to-destination 1.1.1.1:80';
const PUBLISHED = [ROUTED, MASQUERADE, INWARDS, OF_THE_HOST].join('\n');

testAnswers('docker-publish', {
  right: {
    'one rule in each chain of iptables': PUBLISHED,
    'as Docker does: a chain of its own for local addresses': `
      ${ROUTED}
      ${MASQUERADE}
      iptables -t nat -N DOCKER
      iptables -t nat -A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER
      iptables -t nat -A OUTPUT ! -d 127.0.0.0/8 -m addrtype --dst-type LOCAL -j DOCKER
      iptables -t nat -A DOCKER ! -i b0 -p tcp --dport 8080 -j DNAT --to-destination 1.1.1.1:80
      iptables -t nat -A POSTROUTING -s 1.1.1.1 -d 1.1.1.1 -p tcp --dport 80 -j MASQUERADE`,
    'nft, a table of its own': `
      ${ROUTED}
      nft -f - <<'END'
      table ip published {
        chain in { type nat hook prerouting priority -90; ip daddr 192.168.80.128 tcp dport 8080 dnat to 1.1.1.1:80; }
        chain own { type nat hook output priority -90; ip daddr 192.168.80.128 tcp dport 8080 dnat to 1.1.1.1:80; }
        chain out { type nat hook postrouting priority 90; ip saddr 1.1.1.0/24 oifname "ens33" snat to 192.168.80.128; }
      }
END`,
    'by the card it comes in by, and a forward policy that drops the rest': `
      ${ROUTED}
      iptables -t nat -A POSTROUTING -o ens33 -s 1.1.1.0/24 -j SNAT --to-source 192.168.80.128
      iptables -t nat -A PREROUTING -i ens33 -p tcp --dport 8080 -j DNAT --to 1.1.1.1:80
      iptables -t nat -A OUTPUT -o lo -p tcp --dport 8080 -j DNAT --to 1.1.1.1:80
      iptables -P FORWARD DROP
      iptables -A FORWARD -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
      iptables -A FORWARD -i b0 -j ACCEPT
      iptables -A FORWARD -o b0 -d 1.1.1.1 -p tcp --dport 80 -j ACCEPT`,
    'with a server of its own at the port': `
      ${PUBLISHED}
      ip netns exec ns0 socat TCP-LISTEN:80,reuseaddr,fork SYSTEM:'echo hello' >/dev/null 2>&1 &`,
  },
  wrong: {
    'no rule for what comes in': { fails: 'publish-served-1', script: [ROUTED, MASQUERADE, OF_THE_HOST].join('\n') },
    'no rule for the host itself': { fails: 'host-itself-served-1', script: [ROUTED, MASQUERADE, INWARDS].join('\n') },
    'a proxy in place of rules': {
      fails: 'publish-served-1',
      script: `${ROUTED}\n${MASQUERADE}
        socat TCP-LISTEN:8080,reuseaddr,fork TCP:1.1.1.1:80 >/dev/null 2>&1 &
        timeout 5 sh -c 'until ss -Hltn sport = 8080 | grep -q .; do sleep 0.02; done'`,
    },
    'a program on the host that says what the server would say': {
      fails: 'publish-served-1',
      script: `${ROUTED}\n${MASQUERADE}
        socat TCP-LISTEN:8080,reuseaddr,fork SYSTEM:'echo ns0 answers; printenv SOCAT_PEERADDR' >/dev/null 2>&1 &
        timeout 5 sh -c 'until ss -Hltn sport = 8080 | grep -q .; do sleep 0.02; done'`,
    },
    'the source of what comes in is rewritten too': {
      fails: 'publish-served-1',
      script: [ROUTED, 'iptables -t nat -A POSTROUTING -j MASQUERADE', INWARDS, OF_THE_HOST].join('\n'),
    },
    'to the other namespace': {
      fails: 'publish-served-1',
      script: [ROUTED, MASQUERADE, INWARDS.replace('1.1.1.1:80', '1.1.1.2:80'), OF_THE_HOST].join('\n'),
    },
    'to a port at which nobody is asked': {
      fails: 'publish-served-1',
      script: [ROUTED, MASQUERADE, INWARDS.replace('1.1.1.1:80', '1.1.1.1:8080'), OF_THE_HOST].join('\n'),
    },
    'another port of the host': {
      fails: 'publish-served-1',
      script: [ROUTED, MASQUERADE, INWARDS.replace('8080', '80'), OF_THE_HOST].join('\n'),
    },
    'no way out': { fails: 'way-out-reaches-1', script: [ROUTED, INWARDS, OF_THE_HOST].join('\n') },
    'only pings are masqueraded': {
      fails: 'way-out-source-seen-3',
      script: [ROUTED, MASQUERADE.replace('-j', '-p icmp -j'), INWARDS, OF_THE_HOST].join('\n'),
    },
    'forwarding that nobody turned on': {
      fails: 'publish-served-1',
      script: `${PUBLISHED}\necho 0 >/proc/sys/net/ipv4/ip_forward`,
    },
    'no default route': { fails: 'containers-routed-2', script: `${PUBLISHED}\nip -n ns0 route del default` },
    'the server behind a router, not a bridge': {
      fails: 'address-host-1.1.1.3',
      script: `
        for n in 0 1; do
          ip netns add ns$n
          ip link add p$n type veth peer name e0 netns ns$n; ip link set p$n up; ip addr add 1.1.1.3/24 dev p$n
          ip -n ns$n addr add 1.1.1.$((n + 1))/24 dev e0; ip -n ns$n link set e0 up
          ip -n ns$n route add default via 1.1.1.3; ip route add 1.1.1.$((n + 1)) dev p$n
        done
        echo 1 >/proc/sys/net/ipv4/ip_forward
        ${[MASQUERADE.replace('! -o b0', '-o ens33'), INWARDS, OF_THE_HOST].join('\n')}`,
    },
  },
});
