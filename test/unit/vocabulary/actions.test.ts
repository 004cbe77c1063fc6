import * as assert from 'uvu/assert';
import * as v from 'valibot';
import type { ActionCall } from '../../../src/model/calls.ts';
import { changes as changesBetween, formatChange } from '../../../src/model/diff.ts';
import { edited } from '../../../src/model/draft.ts';
import { LANGS } from '../../../src/model/text.ts';
import { displayWidth } from '../../../src/model/width.ts';
import { renderShell } from '../../../src/render/templates.ts';
import { ACTIONS, action } from '../../../src/vocabulary/index.ts';
import { DASH_N, NETNS_EXEC } from '../../../src/vocabulary/notes.ts';
import { BRIDGED, FACTS, networkAfter, switched } from '../../support/networks.ts';
import { suite } from '../../support/suite.ts';
import { thrownBy } from '../../support/throws.ts';

/** What is there before the action, what it changes in the network, its commands, and those that take it back. */
interface Example {
  readonly given?: readonly ActionCall[];
  readonly does: ActionCall;
  readonly changes: readonly (string | RegExp)[];
  readonly commands: readonly (string | RegExp)[];
  readonly undo: readonly string[];
}

const { dnat, filterChain, filterRule, forwardPolicy, removeFilterRule } = action;
const { address, bridge, bridgePort, capture, countSources, down, flushNeighbours, masquerade, move, netns, ovsBridge, ovsDaemons } =
  action;
const { ovsInternalPort, ovsPort, ping, removeAddress, route, serve, show, sysctl, up, tap, tapProgram, veth } = action;
const { iperf3Server, measure, txChecksums } = action;
const { removeNetns, removeOvsBridge, removeOvsPort } = action;

const { dockerDaemon, dockerImage, dockerNetwork, dockerRun, dockerShow } = action;

const DOCKER = [dockerDaemon({}), dockerImage({ name: 'busybox' })];
const NS1 = netns({ name: 'ns1' });
const VETH = veth({ name: 'veth0', peer: 'veth1' });
const BR0 = bridge({ name: 'br0' });
const OVS = [ovsDaemons({}), ovsBridge({ name: 'ovs0' })];

const EXAMPLES: readonly Example[] = [
  {
    given: [NS1],
    does: iperf3Server({ netns: 'ns1' }),
    changes: [],
    commands: [
      'ip netns exec ns1 iperf3 -s -D -I /tmp/iperf3-ns1.pid',
      `timeout 5 sh -c 'until "$@" | grep -q .; do sleep 0.01; done' wait ip netns exec ns1 ss -Hltn sport = 5201`,
    ],
    undo: ['xargs kill </tmp/iperf3-ns1.pid', 'rm -f /tmp/iperf3-ns1.pid'],
  },
  {
    given: [NS1, netns({ name: 'ns2' })],
    does: measure({
      name: 'm',
      rounds: 1,
      seconds: 3,
      paths: [
        { id: 'a', label: { en: 'one', zh: '甲' }, from: 'ns1', to: '10.0.0.2' },
        { id: 'b', label: { en: 'two', zh: '乙' }, from: 'ns2', to: '10.0.1.2' },
      ],
    }),
    changes: [],
    commands: ['ns1 10.0.0.2', 'ns2 10.0.1.2'].flatMap((path) => {
      const [from, to] = path.split(' ');
      return [
        `ip netns exec ${from} ping -q -c 50 -i 0.002 -W 1 ${to}`,
        "grep '^cpu ' /proc/stat",
        `ip netns exec ${from} iperf3 -c ${to} -t 3 -i 0 -C reno --connect-timeout 5000 -J`,
        "grep '^cpu ' /proc/stat",
      ];
    }),
    undo: [],
  },
  {
    given: [NS1, VETH, move({ dev: 'veth0', to: 'ns1' })],
    does: txChecksums({ netns: 'ns1', dev: 'veth0' }),
    changes: [],
    commands: ['ip netns exec ns1 ethtool -K veth0 tx off'],
    undo: ['ip netns exec ns1 ethtool -K veth0 tx on'],
  },
  {
    does: NS1,
    changes: ['+ ns1: namespace exists', '+ ns1: link lo loopback down'],
    commands: ['ip netns add ns1', /^ip netns exec ns1 sysctl /],
    undo: ['ip netns del ns1'],
  },
  {
    does: VETH,
    changes: ['+ host: link veth0 veth down peer veth1@host', '+ host: link veth1 veth down peer veth0@host'],
    commands: ['ip link add veth0 type veth peer name veth1'],
    undo: ['ip link del veth0'],
  },
  {
    given: [NS1],
    does: veth({ netns: 'ns1', name: 'a', peer: 'b' }),
    changes: ['+ ns1: link a veth down peer b@ns1', '+ ns1: link b veth down peer a@ns1'],
    commands: ['ip -n ns1 link add a type veth peer name b'],
    undo: ['ip -n ns1 link del a'],
  },
  {
    given: [NS1],
    does: veth({ name: 'eth0', peer: 'eth0', peerNetns: 'ns1' }),
    changes: ['+ host: link eth0 veth down peer eth0@ns1', '+ ns1: link eth0 veth down peer eth0@host'],
    commands: ['ip link add eth0 type veth peer name eth0 netns ns1'],
    undo: ['ip link del eth0'],
  },
  {
    given: [NS1, VETH, address({ dev: 'veth1', address: '10.0.0.1/24' }), up({ dev: 'veth1' })],
    does: move({ dev: 'veth1', to: 'ns1' }),
    changes: [
      '~ host: link veth0 veth down peer veth1@host -> veth down peer veth1@ns1',
      '- host: link veth1 veth up 10.0.0.1/24 peer veth0@host',
      '- host: route 10.0.0.0/24 dev veth1 src 10.0.0.1',
      '+ ns1: link veth1 veth down peer veth0@host',
    ],
    commands: ['ip link set veth1 netns ns1'],
    undo: ['ip -n ns1 link set veth1 netns $$'],
  },
  {
    given: [NS1, veth({ netns: 'ns1', name: 'veth0', peer: 'veth1' }), up({ netns: 'ns1', dev: 'veth0' })],
    does: move({ netns: 'ns1', dev: 'veth0', to: 'ns1' }),
    changes: [],
    commands: ['ip -n ns1 link set veth0 netns ns1'],
    undo: ['ip -n ns1 link set veth0 netns ns1'],
  },
  {
    does: BR0,
    changes: ['+ host: link br0 bridge down stp off'],
    commands: ['ip link add br0 type bridge stp_state 0'],
    undo: ['ip link del br0'],
  },
  {
    does: bridge({ name: 'br0', stp: true }),
    changes: ['+ host: link br0 bridge down stp on'],
    commands: ['ip link add br0 type bridge stp_state 1'],
    undo: ['ip link del br0'],
  },
  {
    given: [BR0, VETH],
    does: bridgePort({ dev: 'veth0', bridge: 'br0' }),
    changes: ['~ host: link veth0 veth down peer veth1@host -> veth down master br0 peer veth1@host'],
    commands: ['ip link set veth0 master br0'],
    undo: ['ip link set veth0 nomaster'],
  },
  {
    given: [BR0],
    does: address({ dev: 'br0', address: '10.0.0.1/24' }),
    changes: ['~ host: link br0 bridge down stp off -> bridge down 10.0.0.1/24 stp off'],
    commands: ['ip address add 10.0.0.1/24 dev br0'],
    undo: ['ip address del 10.0.0.1/24 dev br0'],
  },
  {
    given: [BR0, up({ dev: 'br0' })],
    does: address({ dev: 'br0', address: '10.0.0.1/24' }),
    changes: ['~ host: link br0 bridge up stp off -> bridge up 10.0.0.1/24 stp off', '+ host: route 10.0.0.0/24 dev br0 src 10.0.0.1'],
    commands: ['ip address add 10.0.0.1/24 dev br0'],
    undo: ['ip address del 10.0.0.1/24 dev br0'],
  },
  {
    // A second address in the same network is secondary and brings no route (fib_add_ifaddr).
    given: [BR0, up({ dev: 'br0' }), address({ dev: 'br0', address: '10.0.0.1/24' })],
    does: address({ dev: 'br0', address: '10.0.0.2/24' }),
    changes: ['~ host: link br0 bridge up 10.0.0.1/24 stp off -> bridge up 10.0.0.1/24 10.0.0.2/24 stp off'],
    commands: ['ip address add 10.0.0.2/24 dev br0'],
    undo: ['ip address del 10.0.0.2/24 dev br0'],
  },
  {
    given: [BR0, up({ dev: 'br0' })],
    does: address({ dev: 'br0', address: '10.0.0.1/32' }),
    changes: ['~ host: link br0 bridge up stp off -> bridge up 10.0.0.1/32 stp off'],
    commands: ['ip address add 10.0.0.1/32 dev br0'],
    undo: ['ip address del 10.0.0.1/32 dev br0'],
  },
  {
    given: [BR0, address({ dev: 'br0', address: '10.0.0.1/24' })],
    does: up({ dev: 'br0' }),
    changes: [
      '~ host: link br0 bridge down 10.0.0.1/24 stp off -> bridge up 10.0.0.1/24 stp off',
      '+ host: route 10.0.0.0/24 dev br0 src 10.0.0.1',
    ],
    commands: ['ip link set br0 up'],
    undo: ['ip link set br0 down'],
  },
  {
    given: [BR0, address({ dev: 'br0', address: '10.0.0.1/24' }), up({ dev: 'br0' }), route({ to: 'default', via: '10.0.0.2' })],
    does: down({ dev: 'br0' }),
    changes: [
      '~ host: link br0 bridge up 10.0.0.1/24 stp off -> bridge down 10.0.0.1/24 stp off',
      '- host: route 10.0.0.0/24 dev br0 src 10.0.0.1',
      '- host: route default via 10.0.0.2 dev br0',
    ],
    commands: ['ip link set br0 down'],
    undo: ['ip link set br0 up'],
  },
  {
    given: [BR0, address({ dev: 'br0', address: '10.0.0.1/24' }), up({ dev: 'br0' })],
    does: route({ to: '192.0.2.0/24', via: '10.0.0.2' }),
    changes: ['+ host: route 192.0.2.0/24 via 10.0.0.2 dev br0'],
    commands: ['ip route add 192.0.2.0/24 via 10.0.0.2'],
    undo: ['ip route del 192.0.2.0/24 via 10.0.0.2'],
  },
  {
    given: [NS1, up({ netns: 'ns1', dev: 'lo' })],
    does: route({ netns: 'ns1', to: '192.0.2.0/24', dev: 'lo' }),
    changes: ['+ ns1: route 192.0.2.0/24 dev lo'],
    commands: ['ip -n ns1 route add 192.0.2.0/24 dev lo'],
    undo: ['ip -n ns1 route del 192.0.2.0/24 dev lo'],
  },
  {
    given: [BR0, address({ dev: 'br0', address: '10.0.0.1/24' }), up({ dev: 'br0' })],
    does: route({ to: 'default', via: '10.0.0.2', dev: 'br0' }),
    changes: ['+ host: route default via 10.0.0.2 dev br0'],
    commands: ['ip route add default via 10.0.0.2 dev br0'],
    undo: ['ip route del default via 10.0.0.2 dev br0'],
  },
  {
    given: [BR0, address({ dev: 'br0', address: '10.0.0.1/24' }), up({ dev: 'br0' }), route({ to: 'default', via: '10.0.0.2' })],
    does: removeAddress({ dev: 'br0', address: '10.0.0.1/24', loses: [{ to: 'default', via: '10.0.0.2' }] }),
    changes: [
      '~ host: link br0 bridge up 10.0.0.1/24 stp off -> bridge up stp off',
      '- host: route 10.0.0.0/24 dev br0 src 10.0.0.1',
      '- host: route default via 10.0.0.2 dev br0',
    ],
    commands: ['ip address del 10.0.0.1/24 dev br0'],
    undo: ['ip address add 10.0.0.1/24 dev br0', 'ip route add default via 10.0.0.2'],
  },
  {
    given: [BR0, address({ dev: 'br0', address: '10.0.0.1/24' }), up({ dev: 'br0' })],
    does: removeAddress({ dev: 'br0', address: '10.0.0.1/24' }),
    changes: ['~ host: link br0 bridge up 10.0.0.1/24 stp off -> bridge up stp off', '- host: route 10.0.0.0/24 dev br0 src 10.0.0.1'],
    commands: ['ip address del 10.0.0.1/24 dev br0'],
    undo: ['ip address add 10.0.0.1/24 dev br0'],
  },
  {
    // A secondary address has brought no route, so none goes with it.
    given: [BR0, up({ dev: 'br0' }), ...[1, 2].map((n) => address({ dev: 'br0', address: `10.0.0.${n}/24` }))],
    does: removeAddress({ dev: 'br0', address: '10.0.0.2/24' }),
    changes: ['~ host: link br0 bridge up 10.0.0.1/24 10.0.0.2/24 stp off -> bridge up 10.0.0.1/24 stp off'],
    commands: ['ip address del 10.0.0.2/24 dev br0'],
    undo: ['ip address add 10.0.0.2/24 dev br0'],
  },
  {
    given: [NS1, veth({ netns: 'ns1', name: 'veth0', peer: 'veth1' })],
    does: flushNeighbours({ netns: 'ns1', dev: 'veth0' }),
    changes: [],
    commands: ['ip -n ns1 neigh flush dev veth0'],
    undo: [],
  },
  {
    given: [NS1, BR0, address({ dev: 'br0', address: '10.0.0.1/24' }), up({ dev: 'br0' })],
    does: route({ to: 'default', via: '10.0.0.2' }),
    changes: ['+ host: route default via 10.0.0.2 dev br0'],
    commands: ['ip route add default via 10.0.0.2'],
    undo: ['ip route del default via 10.0.0.2'],
  },
  {
    does: sysctl({ key: 'net.ipv4.ip_forward', value: '1', was: '0' }),
    changes: ['+ host: sysctl net.ipv4.ip_forward 1'],
    commands: ['sysctl -w net.ipv4.ip_forward=1'],
    undo: ['sysctl -w net.ipv4.ip_forward=0'],
  },
  {
    does: masquerade({ source: '10.0.0.0/24', exceptOut: 'br0' }),
    changes: ['+ host: nat 10.0.0.0/24 masquerade unless out br0'],
    commands: ['iptables -t nat -A POSTROUTING -s 10.0.0.0/24 ! -o br0 -j MASQUERADE'],
    undo: ['iptables -t nat -D POSTROUTING -s 10.0.0.0/24 ! -o br0 -j MASQUERADE'],
  },
  {
    given: [NS1],
    does: countSources({ netns: 'ns1', name: 'pings' }),
    changes: ['+ ns1: counter pings by source'],
    commands: [
      'ip netns exec ns1 nft add table inet pings',
      /nft add set inet pings /,
      /nft add chain inet pings /,
      /nft add rule inet pings /,
    ],
    undo: ['ip netns exec ns1 nft delete table inet pings'],
  },
  {
    does: ovsDaemons({}),
    changes: [],
    commands: [/^mkdir /, /^ovsdb-tool create /, /^ovsdb-server /, /^ovs-vsctl .*init$/, /^ovs-vswitchd /],
    undo: [
      'ovs-appctl --timeout=5 exit --cleanup',
      'ovs-appctl --timeout=5 -t ovsdb-server exit',
      'rm -f /run/openvswitch/conf.db /run/openvswitch/.conf.db.~lock~',
      "timeout 5 sh -c 'while test -e /run/openvswitch && ! rmdir /run/openvswitch; do sleep 0.05; done' 2>/dev/null",
    ],
  },
  {
    given: [ovsDaemons({})],
    does: ovsBridge({ name: 'ovs0' }),
    changes: ['+ host: link ovs0 ovs-internal down', '+ host: ovs bridge ovs0 datapath netdev', '+ host: ovs port ovs0 internal of ovs0'],
    commands: ['ovs-vsctl add-br ovs0 -- set Bridge ovs0 datapath_type=netdev'],
    undo: ['ovs-vsctl del-br ovs0'],
  },
  {
    given: [...OVS, VETH],
    does: ovsPort({ bridge: 'ovs0', dev: 'veth0' }),
    changes: ['+ host: ovs port veth0 system of ovs0'],
    commands: ['ovs-vsctl add-port ovs0 veth0'],
    undo: ['ovs-vsctl del-port ovs0 veth0'],
  },
  {
    given: OVS,
    does: ovsInternalPort({ bridge: 'ovs0', dev: 'tap1' }),
    changes: ['+ host: link tap1 ovs-internal down', '+ host: ovs port tap1 internal of ovs0'],
    commands: ['ovs-vsctl add-port ovs0 tap1 -- set Interface tap1 type=internal'],
    undo: ['ovs-vsctl del-port ovs0 tap1'],
  },
  {
    given: [VETH],
    does: capture({ name: 'before', dev: 'veth0' }),
    changes: [],
    commands: [/^tcpdump .* -i veth0 -w \/tmp\/capture-before\.pcap .*&/, /^timeout 5 sh -c .* \/tmp\/capture-before\.pcap /],
    undo: ['xargs kill </tmp/capture-before.pid', 'rm -f /tmp/capture-before.pcap /tmp/capture-before.log /tmp/capture-before.pid'],
  },
  {
    does: capture({ name: 'lo', dev: 'lo' }),
    changes: [],
    commands: [/ -i lo /, /capture-lo/],
    undo: ['xargs kill </tmp/capture-lo.pid', 'rm -f /tmp/capture-lo.pcap /tmp/capture-lo.log /tmp/capture-lo.pid'],
  },
  {
    given: [NS1],
    does: ping({ from: 'ns1', to: '10.0.0.2', id: 1001 }),
    changes: [],
    commands: ['ip netns exec ns1 ping -q -c 3 -i 0.1 -e 1001 10.0.0.2 >/dev/null 2>&1 &'],
    undo: [],
  },
  {
    given: [NS1],
    does: serve({ netns: 'ns1', port: 80 }),
    changes: [],
    commands: [
      "ip netns exec ns1 socat TCP-LISTEN:80,reuseaddr,fork 'SYSTEM:echo ns1 answers; printenv SOCAT_PEERADDR' >/tmp/serve-ns1-80.log 2>&1 & echo $! >/tmp/serve-ns1-80.pid",
      /^timeout 5 sh -c .* wait ip netns exec ns1 ss -Hltn sport = 80 /,
    ],
    undo: ['xargs kill </tmp/serve-ns1-80.pid', 'rm -f /tmp/serve-ns1-80.log /tmp/serve-ns1-80.pid'],
  },
  {
    given: [
      NS1,
      ...OVS,
      VETH,
      ovsPort({ bridge: 'ovs0', dev: 'veth0' }),
      move({ dev: 'veth1', to: 'ns1' }),
      ovsInternalPort({ bridge: 'ovs0', dev: 'tap0' }),
      move({ dev: 'tap0', to: 'ns1' }),
    ],
    // The userspace datapath; the ports stay in the database.
    does: removeNetns({ name: 'ns1' }),
    changes: [
      '- ns1: namespace exists',
      '- ns1: link lo loopback down',
      '- ns1: link veth1 veth down peer veth0@host',
      '- ns1: link tap0 ovs-internal down',
      '- host: link veth0 veth down peer veth1@ns1',
    ],
    commands: ['ip netns del ns1'],
    undo: [],
  },
  {
    given: [NS1, ...OVS, ovsInternalPort({ bridge: 'ovs0', dev: 'tap0' }), move({ dev: 'tap0', to: 'ns1' })],
    does: removeOvsPort({ bridge: 'ovs0', dev: 'tap0' }),
    changes: ['- ns1: link tap0 ovs-internal down', '- host: ovs port tap0 internal of ovs0'],
    commands: ['ovs-vsctl del-port ovs0 tap0'],
    undo: [],
  },
  {
    given: [...OVS, VETH, ovsPort({ bridge: 'ovs0', dev: 'veth0' })],
    does: removeOvsPort({ bridge: 'ovs0', dev: 'veth0' }),
    changes: ['- host: ovs port veth0 system of ovs0'],
    commands: ['ovs-vsctl del-port ovs0 veth0'],
    undo: [],
  },
  {
    given: [
      NS1,
      ...OVS,
      VETH,
      ovsPort({ bridge: 'ovs0', dev: 'veth0' }),
      ovsInternalPort({ bridge: 'ovs0', dev: 'tap0' }),
      move({ dev: 'tap0', to: 'ns1' }),
    ],
    does: removeOvsBridge({ name: 'ovs0' }),
    changes: [
      '- ns1: link tap0 ovs-internal down',
      '- host: link ovs0 ovs-internal down',
      '- host: ovs bridge ovs0 datapath netdev',
      '- host: ovs port ovs0 internal of ovs0',
      '- host: ovs port veth0 system of ovs0',
      '- host: ovs port tap0 internal of ovs0',
    ],
    commands: ['ovs-vsctl del-br ovs0'],
    undo: [],
  },
  {
    does: tap({ name: 'tap0' }),
    changes: ['+ host: link tap0 tap down'],
    commands: ['ip tuntap add tap0 mode tap'],
    undo: ['ip link del tap0'],
  },
  {
    given: [NS1],
    does: tap({ netns: 'ns1', name: 'tap0' }),
    changes: ['+ ns1: link tap0 tap down'],
    commands: ['ip -n ns1 tuntap add tap0 mode tap'],
    undo: ['ip -n ns1 link del tap0'],
  },
  {
    given: [BR0, tap({ name: 'tap0' }), bridgePort({ dev: 'tap0', bridge: 'br0' }), up({ dev: 'tap0' }), NS1],
    does: move({ dev: 'tap0', to: 'ns1' }),
    changes: ['- host: link tap0 tap up master br0', '+ ns1: link tap0 tap down'],
    commands: ['ip link set tap0 netns ns1'],
    undo: ['ip -n ns1 link set tap0 netns $$'],
  },
  {
    given: [NS1, tap({ netns: 'ns1', name: 'tap0' })],
    does: tapProgram({ netns: 'ns1', dev: 'tap0' }),
    changes: [],
    commands: [
      'ip netns exec ns1 socat -u TUN,tun-type=tap,tun-name=tap0,iff-no-pi OPEN:/tmp/tap-tap0.frames,creat 2>/tmp/tap-tap0.log & echo $! >/tmp/tap-tap0.pid',
      /^timeout 5 sh -c .* wait \/tmp\/tap-tap0\.frames /,
    ],
    undo: ['xargs kill </tmp/tap-tap0.pid', 'rm -f /tmp/tap-tap0.frames /tmp/tap-tap0.log /tmp/tap-tap0.pid'],
  },
  {
    does: dockerDaemon({}),
    changes: [
      '+ host: link docker0 bridge up 172.17.0.1/16 stp off',
      '+ host: route 172.17.0.0/16 dev docker0 src 172.17.0.1',
      '+ host: nat 172.17.0.0/16 masquerade unless out docker0',
      '+ host: nat prerouting to an own address jump to DOCKER',
      '+ host: nat DOCKER in docker0 return',
      '+ host: filter policy forward drop',
      '+ host: filter chain DOCKER exists',
      '+ host: filter chain DOCKER-ISOLATION-STAGE-1 exists',
      '+ host: filter chain DOCKER-ISOLATION-STAGE-2 exists',
      '+ host: filter forward jump to DOCKER-ISOLATION-STAGE-1; out docker0 state established,related accept; out docker0 jump to DOCKER; in docker0 not out docker0 accept; in docker0 out docker0 accept',
      '+ host: filter DOCKER-ISOLATION-STAGE-1 in docker0 not out docker0 jump to DOCKER-ISOLATION-STAGE-2',
      '+ host: filter DOCKER-ISOLATION-STAGE-2 out docker0 drop',
      '+ host: sysctl net.ipv4.ip_forward 1',
    ],
    commands: [
      /^mkdir -p \/run\/dockerd\/etc /,
      'mount -t cgroup2 -o ro cgroup2 /sys/fs/cgroup',
      /^mount -t overlay .* overlay \/etc$/,
      /^mount -t overlay .* overlay \/opt$/,
      'ln -s /bin/true /run/dockerd/bin/modprobe',
      /--cgroup-manager=disabled.* >\/run\/dockerd\/daemon\.json$/,
      /^PATH=\S+ setsid -f dockerd .* --bip 172\.17\.0\.1\/16 /,
      /^timeout 60 /,
    ],
    undo: [
      'xargs kill </run/docker.pid',
      "timeout 30 sh -c 'while test -e /run/docker.pid; do sleep 0.1; done'",
      'ip link del docker0',
      ...['-t nat -F', '-t nat -X', '-F', '-X', '-P FORWARD ACCEPT'].map((words) => `iptables ${words}`),
      'sysctl -q -w net.ipv4.ip_forward=0',
      'umount /opt /etc /sys/fs/cgroup',
      'rm -rf /run/dockerd',
    ],
  },
  {
    given: [dockerDaemon({})],
    does: dockerImage({ name: 'busybox' }),
    changes: [],
    commands: [
      'mkdir -p /run/image/bin',
      'cp "$(command -v busybox)" /run/image/bin/busybox',
      '/run/image/bin/busybox --install /run/image/bin',
      "tar -c -C /run/image . | docker import -c 'CMD sh' - busybox",
    ],
    undo: ['docker rmi busybox', 'rm -rf /run/image'],
  },
  {
    given: DOCKER,
    does: dockerNetwork({ name: 'net-1', subnet: '172.30.1.0/24' }),
    changes: [
      '+ host: link net-1 bridge up 172.30.1.1/24 stp off',
      '+ host: route 172.30.1.0/24 dev net-1 src 172.30.1.1',
      '+ host: nat 172.30.1.0/24 masquerade unless out net-1',
      '~ host: nat DOCKER in docker0 return -> in docker0 return; in net-1 return',
      /filter forward /,
      /filter DOCKER-ISOLATION-STAGE-1 .*; in net-1 not out net-1 jump to DOCKER-ISOLATION-STAGE-2$/,
      '~ host: filter DOCKER-ISOLATION-STAGE-2 out docker0 drop -> out docker0 drop; out net-1 drop',
    ],
    commands: ['docker network create -d bridge --subnet 172.30.1.0/24 -o com.docker.network.bridge.name=net-1 net-1'],
    undo: ['docker network rm net-1'],
  },
  {
    given: [...DOCKER, dockerRun({ name: 'first', image: 'busybox' })],
    does: dockerRun({ name: 'web', image: 'busybox', publish: { port: 8080, to: 80 } }),
    changes: [
      '+ web: namespace exists',
      '+ web: link lo loopback up 127.0.0.1/8',
      '+ web: link eth0 veth up 172.17.0.3/16 peer veth-web@host',
      '+ web: route 172.17.0.0/16 dev eth0 src 172.17.0.3',
      '+ web: route default via 172.17.0.1 dev eth0',
      '+ host: link veth-web veth up master docker0 peer eth0@web',
      /nat DOCKER .*; not in docker0 protocol tcp port 8080 dnat to 172\.17\.0\.3:80$/,
      '+ host: nat 172.17.0.3/32 masquerade to 172.17.0.3/32 protocol tcp port 80',
      '+ host: filter DOCKER to 172.17.0.3/32 not in docker0 out docker0 protocol tcp port 80 accept',
    ],
    commands: [
      'docker run -itd --name web -p 8080:80 busybox',
      "docker inspect -f '{{.State.Pid}}' web | xargs ip netns attach web",
      /baseline\.conf$/,
    ],
    undo: ['ip netns del web', 'docker rm -f web'],
  },
  {
    given: [...DOCKER, dockerNetwork({ name: 'net-1', subnet: '172.30.1.0/24' })],
    does: dockerRun({ name: 'test1', image: 'busybox', network: 'net-1' }),
    changes: [
      '+ test1: namespace exists',
      '+ test1: link lo loopback up 127.0.0.1/8',
      '+ test1: link eth0 veth up 172.30.1.2/24 peer veth-test1@host',
      '+ test1: route 172.30.1.0/24 dev eth0 src 172.30.1.2',
      '+ test1: route default via 172.30.1.1 dev eth0',
      '+ host: link veth-test1 veth up master net-1 peer eth0@test1',
    ],
    commands: ['docker run -itd --name test1 --network net-1 busybox', /netns attach test1$/, /baseline\.conf$/],
    undo: ['ip netns del test1', 'docker rm -f test1'],
  },
  ...(
    [
      ['containers', 'docker ps'],
      ['networks', 'docker network ls'],
      ['nat', 'iptables -t nat -S'],
      ['filter', 'iptables -S'],
    ] as const
  ).map(([what, command]): Example => ({ given: DOCKER, does: dockerShow({ what }), changes: [], commands: [command], undo: [] })),
  {
    given: [...DOCKER, dockerRun({ name: 'web', image: 'busybox' })],
    does: dockerShow({ what: 'route', container: 'web' }),
    changes: [],
    commands: ['docker exec web ip route'],
    undo: [],
  },
  {
    given: [...DOCKER, dockerNetwork({ name: 'net-1', subnet: '172.30.1.0/24' })],
    does: dockerShow({ what: 'network', network: 'net-1' }),
    changes: [],
    commands: ['docker network inspect net-1'],
    undo: [],
  },
  {
    given: [NS1],
    does: show({ what: 'local-routes', netns: 'ns1' }),
    changes: [],
    commands: ['ip -n ns1 route show table local'],
    undo: [],
  },
  { does: show({ what: 'fdb' }), changes: [], commands: ['bridge fdb show'], undo: [] },
  { does: show({ what: 'link' }), changes: [], commands: ['ip link'], undo: [] },
  { does: show({ what: 'netns' }), changes: [], commands: ['ip netns'], undo: [] },
  { given: [VETH], does: show({ what: 'link', dev: 'veth0' }), changes: [], commands: ['ip link show dev veth0'], undo: [] },
  {
    given: [bridge({ name: 'br0' })],
    does: show({ what: 'ports', dev: 'br0' }),
    changes: [],
    commands: ['ip link show master br0'],
    undo: [],
  },
  { does: show({ what: 'address' }), changes: [], commands: ['ip address'], undo: [] },
  { does: show({ what: 'route' }), changes: [], commands: ['ip route'], undo: [] },
  { does: show({ what: 'neigh' }), changes: [], commands: ['ip neigh'], undo: [] },
];

const STAGE = filterChain({ name: 'STAGE' });
const JUMP = { chain: 'FORWARD', in: 'br0', exceptOut: 'br0', target: 'STAGE' };
const ESTABLISHED = filterRule({ chain: 'FORWARD', out: 'br0', states: ['RELATED', 'ESTABLISHED'], target: 'ACCEPT' });

const FIREWALL: readonly Example[] = [
  {
    does: dnat({ destination: '192.0.2.1', port: 8080, to: '10.0.0.2', toPort: 80 }),
    changes: ['+ host: nat prerouting to 192.0.2.1/32 protocol tcp port 8080 dnat to 10.0.0.2:80'],
    commands: ['iptables -t nat -A PREROUTING -d 192.0.2.1 -p tcp --dport 8080 -j DNAT --to-destination 10.0.0.2:80'],
    undo: ['iptables -t nat -D PREROUTING -d 192.0.2.1 -p tcp --dport 8080 -j DNAT --to-destination 10.0.0.2:80'],
  },
  {
    given: [NS1],
    does: dnat({ netns: 'ns1', exceptIn: 'br0', port: 53, to: '10.0.0.2', toPort: 53, protocol: 'udp' }),
    changes: ['+ ns1: nat prerouting not in br0 protocol udp port 53 dnat to 10.0.0.2:53'],
    commands: ['ip netns exec ns1 iptables -t nat -A PREROUTING ! -i br0 -p udp --dport 53 -j DNAT --to-destination 10.0.0.2:53'],
    undo: ['ip netns exec ns1 iptables -t nat -D PREROUTING ! -i br0 -p udp --dport 53 -j DNAT --to-destination 10.0.0.2:53'],
  },
  {
    does: dnat({ chain: 'OUTPUT', destination: '192.0.2.1', port: 8080, to: '10.0.0.2', toPort: 80 }),
    changes: ['+ host: nat output to 192.0.2.1/32 protocol tcp port 8080 dnat to 10.0.0.2:80'],
    commands: [/ -A OUTPUT -d 192\.0\.2\.1 /],
    undo: ['iptables -t nat -D OUTPUT -d 192.0.2.1 -p tcp --dport 8080 -j DNAT --to-destination 10.0.0.2:80'],
  },
  {
    does: forwardPolicy({ policy: 'DROP', was: 'ACCEPT' }),
    changes: ['+ host: filter policy forward drop'],
    commands: ['iptables -P FORWARD DROP'],
    undo: ['iptables -P FORWARD ACCEPT'],
  },
  {
    given: [forwardPolicy({ policy: 'DROP', was: 'ACCEPT' })],
    does: forwardPolicy({ policy: 'ACCEPT', was: 'DROP' }),
    changes: ['- host: filter policy forward drop'],
    commands: ['iptables -P FORWARD ACCEPT'],
    undo: ['iptables -P FORWARD DROP'],
  },
  {
    does: STAGE,
    changes: ['+ host: filter chain STAGE exists'],
    commands: ['iptables -N STAGE'],
    undo: ['iptables -X STAGE'],
  },
  {
    does: ESTABLISHED,
    changes: ['+ host: filter forward out br0 state established,related accept'],
    commands: ['iptables -A FORWARD -o br0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT'],
    undo: ['iptables -D FORWARD -o br0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT'],
  },
  {
    does: filterRule({ chain: 'FORWARD', source: '10.0.0.0/24', destination: '10.0.1.0/24', exceptIn: 'br0', target: 'DROP' }),
    changes: ['+ host: filter forward from 10.0.0.0/24 to 10.0.1.0/24 not in br0 drop'],
    commands: ['iptables -A FORWARD -s 10.0.0.0/24 -d 10.0.1.0/24 ! -i br0 -j DROP'],
    undo: ['iptables -D FORWARD -s 10.0.0.0/24 -d 10.0.1.0/24 ! -i br0 -j DROP'],
  },
  {
    given: [STAGE, ESTABLISHED],
    does: filterRule({ ...JUMP, first: true }),
    changes: [
      '~ host: filter forward out br0 state established,related accept -> in br0 not out br0 jump to STAGE; out br0 state established,related accept',
    ],
    commands: ['iptables -I FORWARD -i br0 ! -o br0 -j STAGE'],
    undo: ['iptables -D FORWARD -i br0 ! -o br0 -j STAGE'],
  },
  {
    given: [NS1, filterChain({ netns: 'ns1', name: 'STAGE' })],
    does: filterRule({ netns: 'ns1', chain: 'STAGE', target: 'RETURN' }),
    changes: ['+ ns1: filter STAGE return'],
    commands: ['ip netns exec ns1 iptables -A STAGE -j RETURN'],
    undo: ['ip netns exec ns1 iptables -D STAGE -j RETURN'],
  },
  {
    given: [STAGE, ESTABLISHED, filterRule(JUMP)],
    does: removeFilterRule({ ...JUMP, was: 2 }),
    changes: [
      '~ host: filter forward out br0 state established,related accept; in br0 not out br0 jump to STAGE -> out br0 state established,related accept',
    ],
    commands: ['iptables -D FORWARD -i br0 ! -o br0 -j STAGE'],
    undo: ['iptables -I FORWARD 2 -i br0 ! -o br0 -j STAGE'],
  },
  {
    given: [ESTABLISHED],
    does: removeFilterRule({ chain: 'FORWARD', out: 'br0', states: ['RELATED', 'ESTABLISHED'], target: 'ACCEPT', was: 1 }),
    changes: ['- host: filter forward out br0 state established,related accept'],
    commands: ['iptables -D FORWARD -o br0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT'],
    undo: ['iptables -I FORWARD 1 -o br0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT'],
  },
  {
    given: [filterRule({ chain: 'INPUT', in: 'br0', source: '10.0.0.0/24', destination: '10.0.0.1/32', target: 'DROP' })],
    does: removeFilterRule({ chain: 'INPUT', in: 'br0', source: '10.0.0.0/24', destination: '10.0.0.1/32', target: 'DROP', was: 1 }),
    changes: ['- host: filter input from 10.0.0.0/24 to 10.0.0.1/32 in br0 drop'],
    commands: ['iptables -D INPUT -s 10.0.0.0/24 -d 10.0.0.1/32 -i br0 -j DROP'],
    undo: ['iptables -I INPUT 1 -s 10.0.0.0/24 -d 10.0.0.1/32 -i br0 -j DROP'],
  },
];

const ALL = [...EXAMPLES, ...FIREWALL];

const titleOf = ({ kind, params }: ActionCall) => `${kind} ${JSON.stringify(params)}`;

const effects = suite('actions');

for (const [index, { given = [], does, changes, commands, undo }] of ALL.entries()) {
  effects(`${index + 1}. ${titleOf(does)}`, () => {
    const def = ACTIONS.get(does.kind);
    if (!def) throw new Error(`there is no ${does.kind}`);
    const params = v.parse(def.params, does.params);
    const before = networkAfter(given);
    const after = edited(before, def.effect(before, params, FACTS));
    const found = changesBetween(before, after).map(formatChange);
    const isFound = (change: string | RegExp) => found.some((line) => (typeof change === 'string' ? line === change : change.test(line)));
    assert.equal(
      changes.filter((change) => !isFound(change)),
      [],
      found.join('\n'),
    );
    assert.is(found.length, changes.length, found.join('\n'));
    const data = def.data?.(params, FACTS) ?? params;
    const render = (template: string | null | undefined) => (template ? renderShell({ template, data }) : []);
    const rendered = [...render(def.prepare), ...render(def.template), ...render(def.housekeeping)];
    assert.is(rendered.length, commands.length, rendered.join('\n'));
    for (const [line, expected] of commands.entries()) {
      if (typeof expected === 'string') assert.is(rendered[line], expected);
      else assert.match(rendered[line] ?? '', expected);
    }
    assert.equal(render(def.undo), undo);
  });
}

effects('every kind has an example', () => {
  const tried = new Set(ALL.map(({ does }) => does.kind));
  assert.equal(
    [...ACTIONS.keys()].filter((kind) => !tried.has(kind)),
    [],
  );
});

effects('on the kernel datapath no datapath type is set', () => {
  const facts = { ovsDatapath: 'system' } as const;
  const data = ovsBridge.data?.({ name: 'ovs0' }, facts) ?? {};
  assert.equal(renderShell({ template: ovsBridge.template, data }), ['ovs-vsctl add-br ovs0']);
  assert.is(networkAfter([ovsDaemons({}), ovsBridge({ name: 'ovs0' })], facts).ovs?.bridges['ovs0']?.datapath, 'system');
});

effects('with the kernel datapath an internal port comes back on the host, once a device of the host goes too', () => {
  const internal = [ovsInternalPort({ bridge: 'ovs0', dev: 'tap0' }), move({ dev: 'tap0', to: 'ns1' })];
  const after = (...calls: readonly ActionCall[]) =>
    networkAfter([NS1, ...OVS, ...calls, ...internal, removeNetns({ name: 'ns1' })], { ovsDatapath: 'system' });
  const both = after(VETH, move({ dev: 'veth1', to: 'ns1' }));
  assert.equal(both.netns['host']?.links['tap0'], { name: 'tap0', kind: 'ovs-internal', up: false, addresses: [], master: undefined });
  assert.is(both.netns['host']?.links['veth0'], undefined);
  assert.is(after().netns['host']?.links['tap0'], undefined);
});

effects('a move is told to the peer, wherever that is by then', () => {
  const calls = [NS1, netns({ name: 'ns2' }), VETH, move({ dev: 'veth0', to: 'ns1' }), move({ dev: 'veth1', to: 'ns2' })];
  const { netns: places } = networkAfter(calls);
  assert.equal(places['ns1']?.links['veth0']?.peer, { netns: 'ns2', dev: 'veth1' });
  assert.equal(places['ns2']?.links['veth1']?.peer, { netns: 'ns1', dev: 'veth0' });
});

effects('each says to the learner what it is and what its words mean', () => {
  for (const { does } of ALL) {
    const def = ACTIONS.get(does.kind);
    const texts = def
      ? [def.title(v.parse(def.params, does.params)), def.purpose, ...def.flags.map(({ means }) => means), ...def.mistakes]
      : [];
    assert.ok(texts.length >= 2, does.kind);
    for (const text of texts)
      for (const lang of LANGS) assert.ok(displayWidth(text[lang].trim()) > 3, `${does.kind}: ${JSON.stringify(text)}`);
  }
});

effects('a flag that is explained occurs in a command of its kind', () => {
  for (const [kind, def] of ACTIONS) {
    const lines = ALL.filter(({ does }) => does.kind === kind).flatMap(({ does }) => {
      const params = v.parse(def.params, does.params);
      const data = def.data?.(params, FACTS) ?? params;
      return [def.prepare ?? [], def.template, def.housekeeping ?? []].flat().flatMap((template) => renderShell({ template, data }));
    });
    const text = lines.join('\n').replaceAll("'", '');
    for (const note of def.flags)
      if (note !== DASH_N && note !== NETNS_EXEC)
        assert.ok(text.includes(note.flag), `${kind} explains '${note.flag}', but has only ${text}`);
  }
});
effects.run();

/** Actions that come before, the one that cannot be, and what is said about it. */
const REFUSALS: readonly (readonly [given: readonly ActionCall[], does: ActionCall, says: RegExp])[] = [
  [[], removeNetns({ name: 'ns1' }), /there is no namespace 'ns1'/],
  [OVS, removeOvsBridge({ name: 'ovs1' }), /there is no OVS bridge 'ovs1'/],
  [OVS, removeOvsPort({ bridge: 'ovs0', dev: 'tap0' }), /ovs0 has no port 'tap0'/],
  [OVS, removeOvsPort({ bridge: 'ovs0', dev: 'ovs0' }), /'ovs0' is the local port of its bridge/],
  [[NS1], NS1, /there already is a namespace 'ns1'/],
  [[tap({ name: 'tap0' })], tap({ name: 'tap0' }), /host already has a device 'tap0'/],
  [[VETH], tapProgram({ dev: 'veth0' }), /'veth0' is of the kind veth, and only a tap device/],
  [[], tapProgram({ dev: 'tap0' }), /no device 'tap0'/],
  [[VETH], VETH, /host already has a device 'veth0'/],
  [[bridge({ name: 'veth1' })], VETH, /host already has a device 'veth1'/],
  [[], veth({ netns: 'ns1', name: 'a', peer: 'b' }), /no namespace 'ns1' at this point/],
  [[NS1], move({ dev: 'veth0', to: 'ns1' }), /no device 'veth0' in host/],
  [[VETH], move({ dev: 'veth0', to: 'ns1' }), /no namespace 'ns1'/],
  [[NS1, BR0], move({ dev: 'br0', to: 'ns1' }), /'br0' is a bridge and cannot change its namespace/],
  [[NS1, VETH, bridge({ netns: 'ns1', name: 'veth0' })], move({ dev: 'veth0', to: 'ns1' }), /ns1 already has a device 'veth0'/],
  [[BR0], BR0, /already has a device 'br0'/],
  [[VETH], bridgePort({ dev: 'veth0', bridge: 'veth1' }), /'veth1' in host is not a bridge/],
  [[VETH], bridgePort({ dev: 'veth0', bridge: 'br0' }), /no device 'br0'/],
  [[], address({ dev: 'br0', address: '10.0.0.1/24' }), /no device 'br0'/],
  [[BR0, address({ dev: 'br0', address: '10.0.0.1/24' })], address({ dev: 'br0', address: '10.0.0.1/24' }), /br0 in host already has/],
  [
    [BR0, VETH, address({ dev: 'br0', address: '10.0.0.1/24' })],
    address({ dev: 'veth0', address: '10.0.0.2/24' }),
    /10\.0\.0\.0\/24 overlaps 10\.0\.0\.1\/24 of br0 in host/,
  ],
  [
    [BR0, VETH, address({ dev: 'br0', address: '10.0.0.1/24' })],
    address({ dev: 'veth0', address: '10.0.0.2/32' }),
    /10\.0\.0\.2\/32 overlaps 10\.0\.0\.1\/24/,
  ],
  [[BR0], address({ dev: 'br0', address: '127.0.0.2/24' }), /overlaps 127\.0\.0\.1\/8 of lo/],
  [[], up({ dev: 'br0' }), /no device 'br0'/],
  [[], down({ dev: 'br0' }), /no device 'br0'/],
  [
    [BR0, address({ dev: 'br0', address: '10.0.0.1/24' })],
    route({ to: 'default', via: '10.0.0.2' }),
    /no device that is up in the network of/,
  ],
  [
    [BR0, address({ dev: 'br0', address: '10.0.0.1/24' }), up({ dev: 'br0' })],
    route({ to: 'default', via: '10.0.1.2' }),
    /no device that is up/,
  ],
  [
    [BR0, address({ dev: 'br0', address: '10.0.0.1/24' }), up({ dev: 'br0' })],
    route({ to: 'default', via: '10.0.0.1' }),
    /no device that is up/,
  ],
  [
    [BR0, address({ dev: 'br0', address: '10.0.0.1/24' }), up({ dev: 'br0' }), route({ to: 'default', via: '10.0.0.2' })],
    route({ to: 'default', via: '10.0.0.3' }),
    /already has a route to default/,
  ],
  [[VETH], route({ to: '192.0.2.0/24', dev: 'veth0' }), /veth0 in host is down/],
  [[], route({ to: '192.0.2.0/24', dev: 'veth0' }), /no device 'veth0'/],
  [
    [BR0, address({ dev: 'br0', address: '10.0.0.1/24' }), up({ dev: 'br0' })],
    route({ to: 'default', via: '10.0.1.2', dev: 'br0' }),
    /gateway 10\.0\.1\.2 is not in a network of br0/,
  ],
  [[BR0], removeAddress({ dev: 'br0', address: '10.0.0.1/24' }), /br0 in host does not hold 10\.0\.0\.1\/24/],
  [
    [BR0, ...[1, 2].map((n) => address({ dev: 'br0', address: `10.0.0.${n}/24` }))],
    removeAddress({ dev: 'br0', address: '10.0.0.1/24' }),
    /the others would go with it/,
  ],
  [
    [BR0, address({ dev: 'br0', address: '10.0.0.1/24' }), up({ dev: 'br0' }), route({ to: 'default', via: '10.0.0.2' })],
    removeAddress({ dev: 'br0', address: '10.0.0.1/24' }),
    /routes that go with 10\.0\.0\.1\/24 of br0 are: default via 10\.0\.0\.2; loses says: none/,
  ],
  [[], flushNeighbours({ dev: 'veth0' }), /no device 'veth0'/],
  [[], sysctl({ netns: 'ns1', key: 'net.ipv4.ip_forward', value: '1', was: '0' }), /no namespace 'ns1'/],
  [[], sysctl({ key: 'net.ipv4.ip_forward', value: '1', was: '7' }), /ip_forward of host is 0 at this point; write was: '0'/],
  [
    [sysctl({ key: 'net.ipv4.ip_forward', value: '1', was: '0' })],
    sysctl({ key: 'net.ipv4.ip_forward', value: '0', was: '0' }),
    /is 1 at this point; write was: '1'/,
  ],
  [[], masquerade({ netns: 'ns1', source: '10.0.0.0/24', exceptOut: 'br0' }), /no namespace 'ns1'/],
  [[], countSources({ netns: 'ns1', name: 'pings' }), /no namespace 'ns1'/],
  [[ovsDaemons({})], ovsDaemons({}), /already running/],
  [[], ovsBridge({ name: 'ovs0' }), /not running at this point; start it first/],
  [OVS, ovsBridge({ name: 'ovs0' }), /already is an OVS bridge 'ovs0'/],
  [[...OVS], ovsPort({ bridge: 'ovs0', dev: 'veth0' }), /no device 'veth0'/],
  [[...OVS, VETH], ovsPort({ bridge: 'ovs9', dev: 'veth0' }), /no OVS bridge 'ovs9'/],
  [switched('ovs-veth'), ovsPort({ bridge: 'ovs0', dev: 'port1' }), /already has a port 'port1'/],
  [switched('ovs-internal'), ovsInternalPort({ bridge: 'ovs0', dev: 'dev1' }), /already has a port 'dev1'/],
  [[...OVS, BR0], ovsInternalPort({ bridge: 'ovs0', dev: 'br0' }), /already has a device 'br0'/],
  [[], capture({ name: 'c', dev: 'veth0' }), /no device 'veth0'/],
  [[], dnat({ port: 80, to: '10.0.0.2', toPort: 80 }), /say destination or exceptIn/],
  [[], dnat({ chain: 'OUTPUT', exceptIn: 'br0', port: 80, to: '10.0.0.2', toPort: 80 }), /leave exceptIn out with OUTPUT/],
  [[], dnat({ netns: 'ns1', destination: '192.0.2.1', port: 80, to: '10.0.0.2', toPort: 80 }), /no namespace 'ns1'/],
  [[], forwardPolicy({ policy: 'ACCEPT', was: 'DROP' }), /is ACCEPT at this point; write was: 'ACCEPT'/],
  [[], filterChain({ netns: 'ns1', name: 'STAGE' }), /no namespace 'ns1'/],
  [[STAGE], STAGE, /already has a chain 'STAGE'/],
  [[], filterChain({ name: 'FORWARD' }), /'FORWARD' is a chain of the kernel/],
  [[], filterRule({ chain: 'STAGE', target: 'DROP' }), /host has no chain 'STAGE' at this point/],
  [[], filterRule({ chain: 'FORWARD', target: 'STAGE' }), /host has no chain 'STAGE' at this point/],
  [[STAGE], removeFilterRule({ ...JUMP, was: 1 }), /host has no such rule in FORWARD/],
  [[STAGE, ESTABLISHED, filterRule(JUMP)], removeFilterRule({ ...JUMP, was: 1 }), /is number 2 of FORWARD at this point; write was: 2/],
  [[], dockerImage({ name: 'busybox' }), /no Docker daemon is running/],
  [[], dockerRun({ name: 'web', image: 'busybox' }), /no Docker daemon is running/],
  [[dockerDaemon({})], dockerDaemon({}), /already has a device 'docker0'/],
  [DOCKER, dockerRun({ name: 'web', image: 'busybox', network: 'net-1' }), /no Docker network 'net-1'/],
  [DOCKER, dockerNetwork({ name: 'net-1', subnet: '172.17.4.0/24' }), /overlaps the network of docker0: Docker refuses it/],
  [DOCKER, dockerNetwork({ name: 'net-1', subnet: '172.30.1.4/32' }), /no room for a bridge and a container/],
  [DOCKER, dockerShow({ what: 'route', container: 'web' }), /no namespace 'web'/],
  [[], serve({ netns: 'ns1', port: 80 }), /no namespace 'ns1'/],
  [[], show({ what: 'link', netns: 'ns1' }), /no namespace 'ns1'/],
  [[VETH], show({ what: 'ports', dev: 'veth0' }), /'veth0' in host is not a bridge/],
  [BRIDGED, ping({ from: 'ns9', to: '10.0.0.1', id: 1 }), /no namespace 'ns9'/],
];

const refusals = suite('what the kernel would refuse');

for (const [index, [given, does, says]] of REFUSALS.entries()) {
  refusals(`${index + 1}. ${titleOf(does)}`, () => {
    const before = networkAfter(given);
    assert.match(
      thrownBy(() => networkAfter([does], FACTS, before)),
      says,
    );
  });
}
refusals.run();
