// guard: deadline 600 s
import { testAnswers } from '../../support/answers.ts';

const SWITCH = 'ip link add name b0 type bridge; ip addr add 10.10.10.1/24 dev b0; ip link set b0 up';
const CABLE = `
  ip netns add ns2
  ip link add p2 type veth peer name e0 netns ns2; ip link set p2 master b0 up
  ip -n ns2 addr add 10.10.10.3/24 dev e0; ip -n ns2 link set e0 up`;

/** Waits until the device has a carrier: a program holds it. */
const held = (netns: string, dev: string): string =>
  `timeout 5 sh -c 'until ip -n ${netns} link show ${dev} | grep -q LOWER_UP; do sleep 0.02; done'`;

/** A tap device in ns1, held by a program that was started there. */
const TAP = `
  ip netns add ns1
  ip -n ns1 tuntap add t0 mode tap
  ip -n ns1 addr add 10.10.10.2/24 dev t0; ip -n ns1 link set t0 up; ip -n ns1 link set lo up
  ip netns exec ns1 socat -u TUN,tun-type=tap,tun-name=t0,iff-no-pi OPEN:/dev/null >/dev/null 2>&1 &
  ${held('ns1', 't0')}`;

testAnswers('tap-netns', {
  right: {
    'a tap device that is born in its namespace': [SWITCH, TAP, CABLE].join('\n'),
    'plugged in first, then moved': `
      ${SWITCH}
      ip tuntap add dev tap7 mode tap; ip link set tap7 master b0 up
      socat -u TUN,tun-type=tap,tun-name=tap7,iff-no-pi OPEN:/tmp/frames,creat >/dev/null 2>&1 &
      timeout 5 sh -c 'until ip link show tap7 | grep -q LOWER_UP; do sleep 0.02; done'
      ip netns add ns1; ip link set tap7 netns ns1
      ip -n ns1 addr add 10.10.10.2/24 dev tap7; ip -n ns1 link set tap7 up; ip -n ns1 link set lo up
      ${CABLE}`,
    'brctl, the cable first, a program that reads and writes': `
      brctl addbr sw; ifconfig sw 10.10.10.1/24 up
      ip netns add ns2; ip link add c2 type veth peer name d2; ip link set d2 netns ns2; brctl addif sw c2; ifconfig c2 up
      ip netns exec ns2 ifconfig d2 10.10.10.3/24 up
      ip netns add ns1; ip netns exec ns1 ip tuntap add x mode tap
      ip netns exec ns1 ifconfig x 10.10.10.2/24 up; ip netns exec ns1 ifconfig lo up
      ip netns exec ns1 socat TUN,tun-type=tap,tun-name=x,iff-no-pi EXEC:'sleep 60' >/dev/null 2>&1 &
      ${held('ns1', 'x')}`,
    'two tap devices, one of them left on the bridge': `
      ${SWITCH}
      ip tuntap add spare mode tap; ip link set spare master b0 up
      ${TAP}
      ${CABLE}`,
  },
  wrong: {
    'a bridge of its own in place of the tap device': {
      fails: 'address-ns1-10.10.10.2',
      script: `${SWITCH}\n${CABLE}\nip netns add ns1
        ip -n ns1 link add t0 type bridge; ip -n ns1 addr add 10.10.10.2/24 dev t0; ip -n ns1 link set t0 up; ip -n ns1 link set lo up`,
    },
    'a veth in place of the tap device': {
      fails: 'address-ns1-10.10.10.2',
      script: `${SWITCH}\n${CABLE}\nip netns add ns1
        ip link add tap1 netns ns1 type veth peer name loose; ip link set loose up
        ip -n ns1 addr add 10.10.10.2/24 dev tap1; ip -n ns1 link set tap1 up; ip -n ns1 link set lo up`,
    },
    'nobody holds the tap device': {
      fails: 'move-carrier-2',
      script: `${SWITCH}\n${CABLE}\nip netns add ns1
        ip -n ns1 tuntap add t0 mode tap; ip -n ns1 addr add 10.10.10.2/24 dev t0; ip -n ns1 link set t0 up; ip -n ns1 link set lo up`,
    },
    'two tap devices that programs make a cable': {
      fails: 'program-no-reply-2',
      script: `${SWITCH}\n${CABLE}
        ip netns add ns1; ip -n ns1 tuntap add tb mode tap
        ip -n ns1 addr add 10.10.10.2/24 dev tb; ip -n ns1 link set tb up; ip -n ns1 link set lo up
        ip tuntap add ta mode tap; ip link set dev ta master b0 up
        echo 'exec ip netns exec ns1 socat TUN,tun-type=tap,iff-no-pi,tun-name=tb -' >/tmp/inside; chmod 755 /tmp/inside
        socat TUN,tun-type=tap,iff-no-pi,tun-name=ta EXEC:'bash /tmp/inside',socktype=2 >/dev/null 2>&1 &
        ${held('ns1', 'tb')}`,
    },
    'the tap device still on the host': {
      fails: 'address-ns1-10.10.10.2',
      script: `${SWITCH}\n${CABLE}\nip netns add ns1
        ip tuntap add t0 mode tap; ip link set t0 master b0 up; ip addr add 10.10.10.2/24 dev t0`,
    },
    'ns2 on a cable to the host, beside the bridge': {
      fails: 'plugged-host-10.10.10.1',
      script: `${SWITCH}\n${TAP}
        ip netns add ns2
        ip link add p2 type veth peer name e0 netns ns2; ip link set p2 up; ip route add 10.10.10.3 dev p2
        ip -n ns2 addr add 10.10.10.3/24 dev e0; ip -n ns2 link set e0 up
        ip link add name other type bridge; ip link set other up`,
    },
    'addresses on lo': {
      fails: 'address-ns1-10.10.10.2',
      script: `${SWITCH}
        for n in 1 2; do ip netns add ns$n; ip -n ns$n addr add 10.10.10.$((n + 1))/24 dev lo; ip -n ns$n link set lo up; done`,
    },
    'the gateway on a tap device': {
      fails: 'address-host-10.10.10.1',
      script: `ip link add name b0 type bridge; ip link set b0 up
        ip tuntap add gw mode tap; ip link set gw up; ip addr add 10.10.10.1/24 dev gw\n${TAP}\n${CABLE}`,
    },
    'ns2 with a tap device too': {
      fails: 'move-no-reply-3',
      script: `${SWITCH}\n${TAP}
        ip netns add ns2; ip -n ns2 tuntap add t0 mode tap; ip -n ns2 addr add 10.10.10.3/24 dev t0; ip -n ns2 link set t0 up`,
    },
  },
});
