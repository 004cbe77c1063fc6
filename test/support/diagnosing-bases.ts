import type { Base } from './diagnosing.ts';

/** ns1 (10.0.0.1), ns2 (10.0.0.2) and ns3 (10.0.0.3), plugged into the bridge br0. */
export const BRIDGED: Base = {
  commands: [
    'ip link add br0 type bridge',
    'ip link set br0 up',
    ...[1, 2, 3].flatMap((n) => [
      `ip netns add ns${n}`,
      `ip link add port${n} type veth peer name veth${n} netns ns${n}`,
      `ip link set port${n} master br0`,
      `ip link set port${n} up`,
      `ip -n ns${n} address add 10.0.0.${n}/24 dev veth${n}`,
      `ip -n ns${n} link set veth${n} up`,
      `ip -n ns${n} link set lo up`,
    ]),
    // A port changes to forwarding once more when its carrier has come.
    ...[1, 2, 3].map((n) => `until bridge link show dev port${n} | grep -q LOWER_UP.*forwarding; do sleep 0.02; done`),
  ],
  names: ['ns1', 'ns2', 'ns3'],
  packet: { from: 'ns1', to: '10.0.0.2' },
};

/** ns1 (10.0.0.1) on br0 behind the host, which forwards and masquerades; the outside (192.0.2.2), on which a program listens at port 80, knows no way back. */
export const ROUTED: Base = {
  commands: [
    'ip link add br0 type bridge',
    'ip link set br0 up',
    'ip address add 10.0.0.254/24 dev br0',
    'ip netns add ns1',
    'ip link add port1 type veth peer name veth1 netns ns1',
    'ip link set port1 master br0',
    'ip link set port1 up',
    'ip -n ns1 address add 10.0.0.1/24 dev veth1',
    'ip -n ns1 link set veth1 up',
    'ip -n ns1 route add default via 10.0.0.254',
    'ip netns add outside',
    'ip link add uplink type veth peer name eth0 netns outside',
    'ip address add 192.0.2.1/24 dev uplink',
    'ip link set uplink up',
    'ip -n outside address add 192.0.2.2/24 dev eth0',
    'ip -n outside link set eth0 up',
    'sysctl -qw net.ipv4.ip_forward=1',
    'iptables -t nat -A POSTROUTING -s 10.0.0.0/24 ! -o br0 -j MASQUERADE',
    'ip netns exec outside socat TCP-LISTEN:80,fork,reuseaddr SYSTEM:true </dev/null >/dev/null 2>&1 &',
    'until ip netns exec outside ss -Hltn | grep -q :80; do sleep 0.02; done',
    'until bridge link show dev port1 | grep -q LOWER_UP.*forwarding; do sleep 0.02; done',
  ],
  names: ['ns1', 'outside'],
  packet: { from: 'ns1', to: '192.0.2.2' },
};

/** ns1 (10.0.0.1) and ns2 (10.0.0.2) at an OVS bridge, in user space so that any kernel will do. */
export const SWITCHED: Base = {
  commands: [
    'mkdir -p /run/openvswitch',
    'ovsdb-tool create /run/openvswitch/conf.db /usr/share/openvswitch/vswitch.ovsschema',
    'ovsdb-server /run/openvswitch/conf.db --remote=punix:/run/openvswitch/db.sock --pidfile --detach -vconsole:off -vsyslog:off -vfile:off',
    'ovs-vsctl --no-wait init',
    'ovs-vswitchd unix:/run/openvswitch/db.sock --pidfile --detach -vconsole:off -vsyslog:off -vfile:off',
    'ovs-vsctl add-br ovs0 -- set Bridge ovs0 datapath_type=netdev',
    ...[1, 2].flatMap((n) => [
      `ip netns add ns${n}`,
      `ip link add port${n} type veth peer name veth${n} netns ns${n}`,
      `ip link set port${n} up`,
      `ovs-vsctl add-port ovs0 port${n}`,
      `ip -n ns${n} address add 10.0.0.${n}/24 dev veth${n}`,
      `ip -n ns${n} link set veth${n} up`,
    ]),
  ],
  names: ['ns1', 'ns2'],
  packet: { from: 'ns1', to: '10.0.0.2' },
  ovs: true,
};
