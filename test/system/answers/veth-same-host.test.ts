// guard: deadline 300 s
import { testAnswers } from '../../support/answers.ts';

const PAIR = `ip link add v0 type veth peer name v1
  ip addr add 10.1.1.2/24 dev v0; ip addr add 10.1.1.3/24 dev v1; ip link set v0 up; ip link set v1 up`;

const TRUSTING = `sysctl -qw net.ipv4.conf.all.rp_filter=0
  for dev in v0 v1; do sysctl -qw net.ipv4.conf.$dev.rp_filter=0 net.ipv4.conf.$dev.accept_local=1; done`;

testAnswers('veth-same-host', {
  right: {
    'sysctl, other names': `${PAIR}; ${TRUSTING}`,
    'ifconfig, and echo as in the tutorial': `
      ip link add veth0 type veth peer name veth1
      ifconfig veth0 10.1.1.2/24 up; ifconfig veth1 10.1.1.3/24 up
      echo 1 > /proc/sys/net/ipv4/conf/veth1/accept_local; echo 1 > /proc/sys/net/ipv4/conf/veth0/accept_local
      echo 0 > /proc/sys/net/ipv4/conf/all/rp_filter
      echo 0 > /proc/sys/net/ipv4/conf/veth0/rp_filter; echo 0 > /proc/sys/net/ipv4/conf/veth1/rp_filter`,
    'the defaults first, so that the pair is born with them': `
      sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0 net.ipv4.conf.default.accept_local=1
      ${PAIR}`,
    'loose instead of off, and accepting for all': `${PAIR}
      sysctl -qw net.ipv4.conf.all.rp_filter=2 net.ipv4.conf.all.accept_local=1`,
    'names exchanged, born in a namespace': `
      ip netns add nursery; ip -n nursery link add veth1 type veth peer name veth0
      ip -n nursery link set veth1 netns $$; ip -n nursery link set veth0 netns $$
      printf '%s\\n' 'addr add 10.1.1.2/24 dev veth1' 'addr add 10.1.1.3/24 dev veth0' 'link set veth0 up' 'link set veth1 up' | ip -batch -
      for dev in all veth0 veth1; do sysctl -qw net.ipv4.conf.$dev.rp_filter=0 net.ipv4.conf.$dev.accept_local=1; done`,
    'more than is asked for': `${PAIR}; ${TRUSTING}
      ip link add br0 up type bridge; ip addr add 192.0.2.1/24 dev v0; ip route add 198.51.100.0/24 via 10.1.1.3
      nft add table inet mine; nft 'add chain inet mine in { type filter hook input priority 0; }'; nft add rule inet mine in counter`,
  },
  wrong: {
    'the settings left as they are': { fails: 'works-reaches-1', script: PAIR },
    'accept_local alone': {
      fails: 'works-reaches-1',
      script: `${PAIR}; sysctl -qw net.ipv4.conf.v0.accept_local=1 net.ipv4.conf.v1.accept_local=1`,
    },
    'rp_filter alone': {
      fails: 'works-reaches-1',
      script: `${PAIR}; for dev in all v0 v1; do sysctl -qw net.ipv4.conf.$dev.rp_filter=0; done`,
    },
    'one way only': {
      fails: 'works-reaches-2',
      script: `${PAIR}; ${TRUSTING}; sysctl -qw net.ipv4.conf.v0.accept_local=0`,
    },
    'the far end in a namespace': {
      fails: 'address-host-10.1.1.3',
      script: `ip netns add ns1; ip link add v0 type veth peer name v1 netns ns1
        ip addr add 10.1.1.2/24 dev v0; ip link set v0 up; ip -n ns1 addr add 10.1.1.3/24 dev v1; ip -n ns1 link set v1 up`,
    },
    'both addresses on one end': {
      fails: 'pair-paired-1',
      script: `ip link add v0 type veth peer name v1; ip link set v0 up; ip link set v1 up
        ip addr add 10.1.1.2/24 dev v0; ip addr add 10.1.1.3/24 dev v0`,
    },
    'addresses on lo': {
      fails: 'address-host-10.1.1.2',
      script: `ip link add v0 up type veth peer name v1; ip link set v1 up; ip addr add 10.1.1.2/24 dev lo; ip addr add 10.1.1.3/24 dev lo`,
    },
    'two cables, joined by a bridge': {
      fails: 'pair-paired-1',
      script: `ip link add sw up type bridge
        for n in 0 1; do
          ip link add v$n type veth peer name p$n; ip link set p$n up master sw
          ip addr add 10.1.1.$((n + 2))/24 dev v$n; ip link set v$n up
        done
        ${TRUSTING}`,
    },
    'the answer of another': {
      fails: 'address-host-10.1.1.3',
      script: `ip netns add ns1; ip link add v0 type veth peer name v1
        ip addr add 10.1.1.2/24 dev v0; ip addr add 10.1.1.3/24 dev v1; ip link set v0 up
        ip link set v1 netns ns1; ip -n ns1 addr add 10.1.1.3/24 dev v1; ip -n ns1 link set v1 up
        ip link add d1 type bridge; ip addr add 10.1.1.3/24 dev d1; ip link set d1 up`,
    },
    'a wrong length': { fails: 'address-host-10.1.1.2', script: `${PAIR.replaceAll('/24', '/16')}; ${TRUSTING}` },
  },
});
