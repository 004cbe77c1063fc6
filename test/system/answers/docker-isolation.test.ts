// guard: deadline 600 s
import { testAnswers } from '../../support/answers.ts';

/** Two bridges with a container each, and the way out of both. */
const NETWORKS = `
  for n in 1 2; do
    ip link add name b$n type bridge; ip addr add 172.80.$n.1/24 dev b$n; ip link set b$n up
    ip netns add test$n
    ip link add p$n type veth peer name e0 netns test$n; ip link set p$n master b$n up
    ip -n test$n addr add 172.80.$n.2/24 dev e0; ip -n test$n link set e0 up
    ip -n test$n route add default via 172.80.$n.1
    iptables -t nat -A POSTROUTING -s 172.80.$n.0/24 ! -o b$n -j MASQUERADE
  done
  echo 1 >/proc/sys/net/ipv4/ip_forward`;
/** Nobody begins anything with a container from outside. */
const CLOSED = 'iptables -A FORWARD -i ens33 -m conntrack --ctstate NEW -j DROP';
const APART = 'iptables -A FORWARD -i b1 -o b2 -j DROP; iptables -A FORWARD -i b2 -o b1 -j DROP';

testAnswers('docker-isolation', {
  right: {
    'two rules in FORWARD': [NETWORKS, CLOSED, APART].join('\n'),
    'a policy, and what is accepted': `
      ${NETWORKS}
      iptables -P FORWARD DROP
      iptables -A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
      for n in 1 2; do iptables -A FORWARD -i b$n -o ens33 -j ACCEPT; done`,
    'nft, by addresses': `
      ${NETWORKS}
      nft -f - <<'END'
      table ip apart {
        chain pass {
          type filter hook forward priority -10; policy accept;
          iifname "ens33" ct state new drop
          ip saddr 172.80.1.0/24 ip daddr 172.80.2.0/24 drop
          ip saddr 172.80.2.0/24 ip daddr 172.80.1.0/24 drop
        }
      }
END`,
    'in the table mangle, and REJECT for strangers': `
      ${NETWORKS}
      iptables -A FORWARD -i ens33 -m conntrack --ctstate NEW -j REJECT
      iptables -t mangle -A FORWARD -i b1 -o b2 -j DROP; iptables -t mangle -A FORWARD -i b2 -o b1 -j DROP`,
    'one set of bridges, as newer versions of Docker': `
      ${NETWORKS}
      nft -f - <<'END'
      table inet isolation {
        set bridges { type ifname; elements = { "b1", "b2" } }
        chain forward {
          type filter hook forward priority 5;
          ct state established,related accept
          iifname @bridges oifname @bridges drop
          oifname @bridges drop
        }
      }
END`,
  },
  wrong: {
    'two bridges, and nothing else': { fails: 'isolation-no-reply-1', script: [NETWORKS, CLOSED].join('\n') },
    'only pings are kept apart': {
      fails: 'isolation-no-reply-1',
      script: `${NETWORKS}\n${CLOSED}\n${APART.replaceAll('-j', '-p icmp -j')}`,
    },
    'only pings of the outside are kept back': {
      fails: 'policy-no-reply-1',
      script: `${NETWORKS}\n${CLOSED.replace('-m', '-p icmp -m')}\n${APART}`,
    },
    'only pings are masqueraded': {
      fails: 'forwarding-source-seen-4',
      script: `${NETWORKS.replace('! -o', '-p icmp ! -o')}\n${CLOSED}\n${APART}`,
    },
    'one direction only': {
      fails: 'isolation-no-reply-2',
      script: `${NETWORKS}\n${CLOSED}
        iptables -A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT; iptables -A FORWARD -i b1 -o b2 -j DROP`,
    },
    'the rules behind one that accepts': {
      fails: 'isolation-no-reply-1',
      script: `${NETWORKS}\n${CLOSED}\nfor n in 1 2; do iptables -A FORWARD -i b$n -j ACCEPT; done\n${APART}`,
    },
    'open to the outside': { fails: 'policy-no-reply-1', script: [NETWORKS, APART].join('\n') },
    'forwarding turned off': {
      fails: 'forwarding-reaches-2',
      script: [NETWORKS, CLOSED, 'echo 0 >/proc/sys/net/ipv4/ip_forward'].join('\n'),
    },
    'everything dropped': { fails: 'forwarding-reaches-2', script: [NETWORKS, 'iptables -P FORWARD DROP'].join('\n') },
    'containers that answer no ping': {
      fails: 'policy-no-reply-1',
      script: `${NETWORKS}\nfor n in 1 2; do ip netns exec test$n sysctl -qw net.ipv4.icmp_echo_ignore_all=1; done`,
    },
    'a firewall in each container': {
      fails: 'isolation-no-reply-1',
      script: `${NETWORKS}\n${CLOSED}
        iptables -t nat -I POSTROUTING -s 172.80.0.0/16 -d 172.80.0.0/16 -j ACCEPT
        ip netns exec test1 iptables -A INPUT -s 172.80.2.0/24 -j DROP; ip netns exec test2 iptables -A INPUT -s 172.80.1.0/24 -j DROP`,
    },
    'containers that do not send': {
      fails: 'isolation-no-reply-1',
      script: `${NETWORKS}\n${CLOSED}
        ip netns exec test1 iptables -A OUTPUT -d 172.80.2.0/24 -j DROP; ip netns exec test2 iptables -A OUTPUT -d 172.80.1.0/24 -j DROP`,
    },
    'routes that lead nowhere': {
      fails: 'isolation-no-reply-1',
      script: `${NETWORKS}\n${CLOSED}
        ip rule add pref 10 from 172.80.1.0/24 to 172.80.2.0/24 blackhole; ip rule add pref 11 from 172.80.2.0/24 to 172.80.1.0/24 blackhole`,
    },
    'no route to each other': {
      fails: 'isolation-no-reply-1',
      script: `${NETWORKS}\n${CLOSED}\nip -n test1 route add blackhole 172.80.2.0/24; ip -n test2 route add blackhole 172.80.1.0/24`,
    },
    'no default route in one of them': {
      fails: 'forwarding-reaches-3',
      script: [NETWORKS, CLOSED, 'ip -n test2 route del default'].join('\n'),
    },
    'a bridge set down': { fails: 'address-host-172.80.2.1', script: [NETWORKS, CLOSED, 'ip link set b2 down'].join('\n') },
    'both on one bridge': {
      fails: 'plugged-host-172.80.2.1',
      script: `
        ip link add name b1 type bridge; ip addr add 172.80.1.1/24 dev b1; ip link set b1 up
        ip link add name b2 type bridge; ip addr add 172.80.2.1/24 dev b2; ip link set b2 up
        ip route del 172.80.2.0/24 dev b2; ip route add 172.80.2.0/24 dev b1
        for n in 1 2; do
          ip netns add test$n
          ip link add p$n type veth peer name e0 netns test$n; ip link set p$n master b1 up
          ip -n test$n addr add 172.80.$n.2/24 dev e0; ip -n test$n link set e0 up
          ip -n test$n route add default via 172.80.$n.1
        done
        iptables -t nat -A POSTROUTING -s 172.80.0.0/16 -o ens33 -j MASQUERADE
        echo 1 >/proc/sys/net/ipv4/ip_forward
        ${CLOSED}
        iptables -A FORWARD -s 172.80.1.0/24 -d 172.80.2.0/24 -j DROP; iptables -A FORWARD -s 172.80.2.0/24 -d 172.80.1.0/24 -j DROP`,
    },
    'nothing masquerades': {
      fails: 'forwarding-reaches-3',
      script: `${NETWORKS}\n${CLOSED}\n${APART}\niptables -t nat -F`,
    },
  },
});
