// guard: deadline 600 s
import { testAnswers } from '../../support/answers.ts';
import { CONTAINERS, FORWARD, MASQUERADE, WIRED } from '../../support/docker-answers.ts';

testAnswers('docker-bridge', {
  right: {
    'iptables, MASQUERADE by the outgoing card, echo': `
      ${WIRED}
      ${FORWARD}
      iptables -t nat -A POSTROUTING -o ens33 -j MASQUERADE`,
    'SNAT --to-source in a chain of its own, forwarding by device': `
      ${WIRED}
      for dev in b0 ens33; do sysctl -qw net.ipv4.conf.$dev.forwarding=1; done
      iptables -t nat -N OUT; iptables -t nat -A POSTROUTING -s 1.1.1.0/24 -j OUT
      iptables -t nat -A OUT -o ens33 -j SNAT --to-source 192.168.80.128`,
    'nft, a table and a priority of its own': `
      ${WIRED}
      sysctl -qw net.ipv4.conf.all.forwarding=1
      nft -f - <<'END'
      table ip mine {
        chain leaving { type nat hook postrouting priority 50; policy accept; ip saddr 1.1.1.0/24 oifname != "b0" masquerade; }
      }
END`,
    'nft in inet, snat': `
      ${WIRED}
      ${FORWARD}
      nft add table inet t
      nft add chain inet t post '{ type nat hook postrouting priority srcnat; }'
      nft add rule inet t post ip saddr 1.1.1.0/24 ip daddr != 1.1.1.0/24 snat ip to 192.168.80.128`,
    'brctl, ifconfig and route, ends moved': `
      brctl addbr br-docker; ifconfig br-docker 1.1.1.3/24 up
      for n in 0 1; do
        ip netns add ns$n
        ip link add a$n type veth peer name b$n; ip link set a$n netns ns$n; brctl addif br-docker b$n; ifconfig b$n up
        ip netns exec ns$n ifconfig a$n 1.1.1.$((n + 1)) netmask 255.255.255.0 up
        ip netns exec ns$n route add default gw 1.1.1.3
      done
      ${FORWARD}
      iptables -t nat -A POSTROUTING -s 1.1.1.0/24 -d 1.1.1.0/24 -j RETURN
      iptables -t nat -A POSTROUTING -s 1.1.1.0/24 -j MASQUERADE`,
    'a rule for each namespace, forwarding that is closed to others': `
      ${WIRED}
      ${FORWARD}
      iptables -P FORWARD DROP
      iptables -A FORWARD -i b0 -o ens33 -j ACCEPT
      iptables -A FORWARD -i ens33 -o b0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
      for n in 1 2; do iptables -t nat -A POSTROUTING -s 1.1.1.$n -o ens33 -j MASQUERADE; done`,
  },
  wrong: {
    'forwarding is missing': { fails: 'masquerade-reaches-1', script: `${WIRED}\n${MASQUERADE}` },
    'forwarding of one direction': {
      fails: 'masquerade-reaches-1',
      script: `${WIRED}\n${MASQUERADE}\nsysctl -qw net.ipv4.conf.b0.forwarding=1`,
    },
    'nothing masquerades': { fails: 'masquerade-reaches-1', script: `${WIRED}\n${FORWARD}` },
    'it masquerades pings alone': {
      fails: 'masquerade-source-seen-3',
      script: `${WIRED}\n${FORWARD}\niptables -t nat -A POSTROUTING -s 1.1.1.0/24 -p icmp -j MASQUERADE`,
    },
    'it masquerades pings and connections, and no datagrams': {
      fails: 'masquerade-source-seen-3',
      script: `${WIRED}\n${FORWARD}\nfor what in icmp tcp; do iptables -t nat -A POSTROUTING -s 1.1.1.0/24 -p $what -j MASQUERADE; done`,
    },
    'it masquerades pings and datagrams, and no connections': {
      fails: 'masquerade-source-seen-3',
      script: `${WIRED}\n${FORWARD}\nfor what in icmp udp; do iptables -t nat -A POSTROUTING -s 1.1.1.0/24 -p $what -j MASQUERADE; done`,
    },
    'it forwards pings alone': {
      fails: 'masquerade-source-seen-3',
      script: `${WIRED}\n${FORWARD}\n${MASQUERADE}\niptables -P FORWARD DROP\niptables -A FORWARD -p icmp -j ACCEPT`,
    },
    'it masquerades too little': {
      fails: 'masquerade-reaches-2',
      script: `${WIRED}\n${FORWARD}\niptables -t nat -A POSTROUTING -s 1.1.1.1 -j MASQUERADE`,
    },
    'it masquerades what stays inside': {
      fails: 'masquerade-reaches-1',
      script: `${WIRED}\n${FORWARD}\niptables -t nat -A POSTROUTING -s 1.1.1.0/24 -o b0 -j MASQUERADE`,
    },
    'the source becomes another address': {
      fails: 'masquerade-source-seen-3',
      script: `${WIRED}\n${FORWARD}
        ip addr add 192.168.80.200/24 dev ens33
        iptables -t nat -A POSTROUTING -s 1.1.1.0/24 ! -o b0 -j SNAT --to-source 192.168.80.200`,
    },
    'the address of the outside, held by the host': {
      fails: 'masquerade-reaches-1',
      script: `${WIRED}\n${FORWARD}\n${MASQUERADE}\nip addr add 192.168.80.2/32 dev lo`,
    },
    'an outside of its own, and pings to the real one beside it': {
      fails: 'masquerade-reaches-1',
      script: `${WIRED}\n${FORWARD}
        ip netns add fake
        ip link add f0 type veth peer name f1 netns fake; ip addr add 192.0.2.1/24 dev f0; ip link set f0 up
        ip -n fake addr add 192.0.2.2/24 dev f1; ip -n fake addr add 192.168.80.2/32 dev f1; ip -n fake link set f1 up
        ip -n fake route add default via 192.0.2.1
        ip route add 192.168.80.2 via 192.0.2.2 table 7; ip rule add iif b0 table 7
        sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.f0.rp_filter=0
        iptables -t nat -A POSTROUTING -s 1.1.1.0/24 -j SNAT --to-source 192.168.80.128
        ping -i 0.2 192.168.80.2 >/dev/null 2>&1 &`,
    },
    'pings for the outside that are turned to the host': {
      fails: 'masquerade-reaches-1',
      script: `${WIRED}\n${FORWARD}\n${MASQUERADE}\niptables -t nat -A PREROUTING -d 192.168.80.2 -j REDIRECT`,
    },
    'the namespaces are on the wire of the outside': {
      fails: 'masquerade-source-seen-3',
      script: `${WIRED}\n${FORWARD}
        ip link set ens33 master b0; ip addr add 192.168.80.128/24 dev b0; ip addr del 192.168.80.128/24 dev ens33
        for n in 0 1; do
          ip -n ns$n route del default; ip -n ns$n addr add 192.168.80.1$n/24 dev e0
        done`,
    },
    'no bridge, a router with a cable to each': {
      fails: 'cables-joined-1',
      script: `
        ip link add name b0 type bridge; ip addr add 1.1.1.3/24 dev b0; ip link set b0 up
        for n in 0 1; do
          ip netns add ns$n
          ip link add p$n type veth peer name e0 netns ns$n; ip link set p$n up
          ip -n ns$n addr add 1.1.1.$((n + 1))/24 dev e0; ip -n ns$n link set e0 up
          ip -n ns$n route add default via 1.1.1.3; ip route add 1.1.1.$((n + 1)) dev p$n
        done
        sysctl -qw net.ipv4.conf.all.proxy_arp=1
        ${FORWARD}
        iptables -t nat -A POSTROUTING -o ens33 -j MASQUERADE`,
    },
    'the gateway is not the bridge': {
      fails: 'address-host-1.1.1.3',
      script: `
        ip link add name b0 type bridge; ip link set b0 up
        ip link add g0 type veth peer name g1; ip link set g1 master b0 up; ip addr add 1.1.1.3/24 dev g0; ip link set g0 up
        ${CONTAINERS}
        ${FORWARD}
        iptables -t nat -A POSTROUTING -o ens33 -j MASQUERADE`,
    },
    'a second bridge that nobody is plugged into holds the address': {
      fails: 'cables-joined-1-1.1.1.3',
      script: `
        ip link add name b0 type bridge; ip link set b0 up
        ip link add name b1 type bridge; ip addr add 1.1.1.3/24 dev b1; ip link set b1 up
        ip link add g0 type veth peer name g1; ip link set g1 master b0 up; ip link set g0 up
        ip route del 1.1.1.0/24 dev b1; ip route add 1.1.1.0/24 dev g0
        ${CONTAINERS}
        ${FORWARD}
        iptables -t nat -A POSTROUTING -o ens33 -j MASQUERADE`,
    },
    'the card of the outside is taken away': {
      fails: 'masquerade-reaches-1',
      script: `${WIRED}\n${FORWARD}\n${MASQUERADE}\nip link del ens33`,
    },
  },
});
