import {
  action,
  check,
  checksOf,
  defineScenario,
  formatPrefix,
  membersOf,
  pairsOf,
  param,
  prefixFor,
  subnetFaults,
} from '../src/authoring.ts';

const BRIDGE = 'br-test';

export default defineScenario({
  id: 'bridge-3ns',
  title: { en: 'Three namespaces on a Linux bridge' },
  summary: { en: 'Three namespaces, three veth pairs and one Linux bridge: every namespace reaches every other.' },
  about: {
    en: 'A veth pair joins two namespaces and no more. As soon as there are three, one wants a switch, and the kernel has one: the Linux bridge. This is the wiring below most containers and virtual machines on one host, and the best place to see a switch learn.',
  },
  sources: ['S0', 'S3e'],
  tags: ['netns', 'veth', 'bridge'],
  params: {
    namespaces: param.integer({ min: 2, max: 500, initial: 3, about: { en: 'how many namespaces are joined' } }),
    subnet: param.subnet({
      initial: '10.10.10.0/24',
      hosts: 3,
      about: { en: 'the network that they share; the default grows where more addresses are needed' },
    }),
  },
  errata: [
    {
      id: 'racy-clean-up',
      source: 'S0',
      mistake: { en: 'The clean-up deletes the namespaces and goes on at once.' },
      right: {
        en: '`ip netns del` returns before the kernel has freed the devices inside, so the same commands run again at once can fail with "File exists". Deleting the veth ends first is synchronous.',
      },
    },
    {
      id: 'installs-brctl',
      source: 'S0',
      mistake: { en: 'It installs bridge-utils for `brctl`.' },
      right: { en: '`ip link … type bridge` and `bridge` from iproute2 do all of it; brctl is no longer developed.' },
    },
    {
      id: 'no-addresses',
      source: 'S3e',
      mistake: {
        en: 'Its listing wires two namespaces to a bridge and gives neither an address.',
        zh: '命令清单把两个网络命名空间接到网桥上,却没有给它们配地址。',
      },
      right: {
        en: 'The bridge itself needs none, but each namespace does before it can be pinged.',
        zh: '网桥本身不需要地址,但每个网络命名空间都要有地址,才能被 ping 到。',
      },
    },
  ],
  tryNext: [
    { en: 'Let it grow: `netscenario run bridge-3ns --set namespaces=20`.' },
    {
      en: 'Watch the switch learn: run with `--step --keep`, and look at `bridge fdb show br br-test` in a shell before the pings and in the one after.',
    },
  ],
  breakIt: [
    { en: 'Set br-test down and ping again: every port is still up, but `bridge link` now calls it disabled, and nothing passes.' },
    { en: 'Give two namespaces the same address and watch which one answers.' },
  ],
  faults: ({ namespaces, subnet }) => subnetFaults(subnet, namespaces),
  steps({ namespaces, subnet }) {
    const prefix = prefixFor(subnet, namespaces);
    const members = membersOf(prefix, namespaces).map((member) => ({
      ...member,
      dev: `veth${member.index}`,
      port: `br-veth${member.index}`,
    }));
    const roles = members.map(({ netns, address }) => ({ netns, address }));
    const { pairs, note } = pairsOf(members);
    return [
      {
        id: 'namespaces',
        title: { en: 'Add the namespaces' },
        why: {
          en: 'Each namespace stands for a machine of its own: its devices, addresses and routes are its own. A fresh one holds only a loopback device that is down.',
        },
        actions: members.map(({ netns }) => action.netns({ name: netns })),
        checks: [],
      },
      {
        id: 'bridge',
        title: { en: 'Create the bridge and switch it on' },
        why: {
          en: 'The bridge is the switch that all of them are plugged into. Spanning tree stays off: there is one switch and no loop to find, and with it on, a port would wait for seconds before it forwards.',
        },
        actions: [action.bridge({ name: BRIDGE, stp: false }), action.up({ dev: BRIDGE })],
        checks: [],
      },
      {
        id: 'cables',
        title: { en: 'Lay a cable from each namespace to the bridge' },
        why: {
          en: 'One end of each veth pair goes into a namespace, the other stays here and becomes a port of the bridge. The first pair is made here and its end moved, so that one sees it go. The others have their far end made where it belongs: a command less, and the kernel need not wait, as it must for a move, until nothing uses the device any more.',
        },
        look: { en: '`ip link` on the host now shows one end of each cable, the port; the other is out of sight.' },
        actions: members.flatMap(({ index, netns, dev, port }) => [
          ...(index === 0
            ? [action.veth({ name: dev, peer: port }), action.move({ dev, to: netns })]
            : [action.veth({ name: port, peer: dev, peerNetns: netns })]),
          action.bridgePort({ dev: port, bridge: BRIDGE }),
          action.up({ dev: port }),
        ]),
        checks: [],
      },
      {
        id: 'addresses',
        title: { en: 'Give each namespace its address and switch its device on' },
        why: {
          en: `All addresses lie in ${formatPrefix(prefix)}, so each namespace finds the others on its own wire and asks for their MAC addresses by ARP: there is no gateway, and no route but the one that comes with the address.`,
        },
        actions: members.flatMap(({ netns, dev, interfaceAddress }) => [
          action.address({ netns, dev, address: interfaceAddress }),
          action.up({ netns, dev }),
        ]),
        checks: [check.joined({ by: 'bridge', members: roles })],
      },
      {
        id: 'reachability',
        title: { en: 'Every namespace reaches every other' },
        why: {
          en: 'An ARP request is flooded to all ports; its answer, and everything after it, goes to one port only, since the bridge has learnt who is where.',
        },
        look: { en: '`bridge fdb show br br-test` lists the MAC address of each namespace behind its own port.' },
        note,
        actions: [],
        checks: [
          ...checksOf(pairs, (from, to) => check.reaches({ from: from.netns, to: to.address })),
          check.learnt({ on: 'bridge', members: roles }),
        ],
      },
    ];
  },
});
