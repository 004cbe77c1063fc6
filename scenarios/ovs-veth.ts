import { action, check, defineScenario, formatPrefix, hostAt, param } from '../src/authoring.ts';

const BRIDGE = 'ovs-br';

export default defineScenario({
  id: 'ovs-veth',
  title: { en: 'Two namespaces on Open vSwitch, through veth pairs' },
  summary: { en: 'The wiring of a Linux bridge with another switch in the middle: Open vSwitch and two veth pairs.' },
  about: {
    en: 'Open vSwitch is the switch of clouds: it forwards like any other until it is told more by OpenFlow. Plugging veth ends into it is the smallest change from a Linux bridge, and shows what stays the same: one end in the namespace, one end a port of the switch.',
  },
  sources: ['S3', 'S3e'],
  tags: ['netns', 'veth', 'ovs'],
  params: {
    subnet: param.subnet({ initial: '10.1.1.0/24', hosts: 3, about: { en: 'the network that both namespaces share' } }),
  },
  errata: [
    {
      id: 'link-add-for-address',
      source: 'S3',
      mistake: { en: 'It types `ip link add10.1.1.2/24 dev veth0`, and the same again for veth1.' },
      right: { en: 'An address is added by `ip address add 10.1.1.2/24 dev veth0`; as typed, both namespaces stay without one.' },
    },
    {
      id: 'no-addresses',
      source: 'S3e',
      mistake: { en: 'The listing sets no addresses at all.' },
      right: { en: 'Without addresses there is nothing to ping: each device needs one before the wiring can be tried.' },
    },
  ],
  tryNext: [
    { en: 'Look at what the switch has learnt: `ovs-appctl fdb/show ovs-br`.' },
    { en: 'Do the same without any veth: the lesson ovs-internal.' },
  ],
  breakIt: [
    { en: 'Take a port away with `ovs-vsctl del-port ovs-br ovs-veth0`: the device stays, the cable leads nowhere.' },
    { en: 'Give one port a VLAN tag, `ovs-vsctl set port ovs-veth0 tag=10`, and ping again.' },
  ],
  steps({ subnet: { prefix } }) {
    const members = [0, 1].map((index) => ({
      netns: `ns${index + 1}`,
      dev: `veth${index}`,
      port: `ovs-veth${index}`,
      address: hostAt(prefix, index + 2),
    }));
    const roles = members.map(({ netns, address }) => ({ netns, address }));
    return [
      {
        id: 'switch',
        title: { en: 'Start Open vSwitch and create a bridge' },
        why: {
          en: 'A Linux bridge lives in the kernel; Open vSwitch is a pair of daemons and a database. These belong to this run alone.',
        },
        look: { en: '`ovs-vsctl show` prints the bridge with one port: the local port, a device of the same name.' },
        actions: [action.ovsDaemons({}), action.ovsBridge({ name: BRIDGE })],
        checks: [],
      },
      {
        id: 'namespaces',
        title: { en: 'Add the namespaces' },
        why: { en: 'Two namespaces stand for two machines.' },
        actions: members.map(({ netns }) => action.netns({ name: netns })),
        checks: [],
      },
      {
        id: 'cables',
        title: { en: 'Lay a cable from each namespace to the switch' },
        why: {
          en: 'One end of each pair goes into its namespace; the other stays on the host and becomes a port of the switch, of the type "system": a device that exists whether the switch does or not.',
        },
        look: { en: '`ip link` shows no master that is a bridge: only `ovs-vsctl show` knows who is plugged in.' },
        actions: members.flatMap(({ netns, dev, port }) => [
          action.veth({ name: dev, peer: port }),
          action.move({ dev, to: netns }),
          action.ovsPort({ bridge: BRIDGE, dev: port }),
          action.up({ dev: port }),
        ]),
        checks: [],
      },
      {
        id: 'addresses',
        title: { en: 'Set the addresses and switch the devices on' },
        why: { en: `Both addresses lie in ${formatPrefix(prefix)}: as on any switch, the members find each other by ARP.` },
        actions: members.flatMap(({ netns, dev, address }) => [
          action.address({ netns, dev, address: `${address}/${prefix.length}` }),
          action.up({ netns, dev }),
        ]),
        checks: [check.joined({ by: 'ovs-veth', members: roles })],
      },
      {
        id: 'reachability',
        title: { en: 'Each namespace reaches the other' },
        why: {
          en: 'The bridge has one OpenFlow rule from birth, "do as a normal switch does". With it, it floods what it does not know and remembers who sent what.',
        },
        look: { en: '`ovs-appctl fdb/show ovs-br` lists both MAC addresses, each behind its own port.' },
        actions: [],
        checks: [
          ...members.map(({ netns, address }) => {
            const [other] = members.filter((member) => member.netns !== netns);
            return check.reaches({ from: netns, to: other?.address ?? address });
          }),
          check.learnt({ on: 'ovs', members: roles }),
        ],
      },
    ];
  },
});
