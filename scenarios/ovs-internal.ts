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

const BRIDGE = 'ovs-br0';

export default defineScenario({
  id: 'ovs-internal',
  title: { en: 'Three namespaces on internal ports of Open vSwitch' },
  summary: { en: 'Open vSwitch brings its own network cards: three namespaces are joined without a single veth pair.' },
  about: {
    en: 'A veth pair needs two devices for one cable. Open vSwitch can do with one: an internal port is a network card whose cable ends inside the switch. Move it into a namespace, and the namespace is plugged in. Fewer devices, fewer hops, and a good question: who owns the card?',
  },
  sources: ['S0', 'S3e'],
  tags: ['netns', 'ovs'],
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
      id: 'leftover-bridge-commands',
      source: 'S0',
      mistake: { en: 'It ends with commands that put veth0, veth1 and veth2 into namespaces and br-veth0 to br-veth2 into br-test.' },
      right: { en: 'Those belong to the lesson on the Linux bridge. Here there is no veth and no br-test, so each of them fails.' },
    },
    {
      id: 'no-addresses',
      source: 'S3e',
      mistake: { en: 'The listing leaves the addresses out.' },
      right: { en: 'Each port needs an address inside its namespace before anything can be pinged.' },
    },
  ],
  tryNext: [
    { en: 'Delete a namespace, `ip netns del ns1`, and look at `ovs-vsctl show`: the port is still in the database.' },
    { en: 'Compare with the lesson ovs-veth: count the devices on the host.' },
  ],
  breakIt: [
    { en: 'Set tap1 down inside ns1 and ping it from ns2.' },
    {
      en: 'Add a drop rule, `ovs-ofctl add-flow ovs-br0 priority=100,arp,actions=drop`, and ping: it goes on. Now forget the neighbours, `ip -all netns exec ip neigh flush all`, and ping again to see what ARP was good for.',
    },
  ],
  faults: ({ namespaces, subnet }) => subnetFaults(subnet, namespaces),
  steps({ namespaces, subnet }) {
    const prefix = prefixFor(subnet, namespaces);
    const members = membersOf(prefix, namespaces).map((member) => ({ ...member, dev: `tap${member.index + 1}` }));
    const roles = members.map(({ netns, address }) => ({ netns, address }));
    const { pairs, note } = pairsOf(members);
    return [
      {
        id: 'switch',
        title: { en: 'Start Open vSwitch and create a bridge' },
        why: {
          en: 'The switch comes first, since this time it makes the network cards too. Its daemons and its database belong to this run alone.',
        },
        actions: [action.ovsDaemons({}), action.ovsBridge({ name: BRIDGE })],
        checks: [],
      },
      {
        id: 'namespaces',
        title: { en: 'Add the namespaces' },
        why: { en: 'Each namespace stands for a machine. A fresh one holds only a loopback device that is down.' },
        actions: members.map(({ netns }) => action.netns({ name: netns })),
        checks: [],
      },
      {
        id: 'ports',
        title: { en: 'Create an internal port for each namespace and move it there' },
        why: {
          en: 'add-port alone would look for a device of that name; `type=internal` tells the switch to make it. The device appears on the host and may then move, while its other end stays in the switch.',
        },
        look: { en: '`ip -n ns1 -d link show tap1` tells what kind of device it is; `ovs-vsctl show` still lists it as a port.' },
        actions: members.flatMap(({ netns, dev }) => [action.ovsInternalPort({ bridge: BRIDGE, dev }), action.move({ dev, to: netns })]),
        checks: [],
      },
      {
        id: 'addresses',
        title: { en: 'Set the addresses and switch the ports on' },
        why: { en: `All addresses lie in ${formatPrefix(prefix)}: every namespace has the others on its own wire.` },
        actions: members.flatMap(({ netns, dev, interfaceAddress }) => [
          action.address({ netns, dev, address: interfaceAddress }),
          action.up({ netns, dev }),
        ]),
        checks: [check.joined({ by: 'ovs-internal', members: roles }), check.noDevice({ type: 'veth' })],
      },
      {
        id: 'reachability',
        title: { en: 'Every namespace reaches every other' },
        why: {
          en: 'A frame goes from the card straight into the switch and out of another card. Through veth pairs it would pass two devices more.',
        },
        look: { en: '`ovs-appctl fdb/show ovs-br0` lists each MAC address behind its own port.' },
        note,
        actions: [],
        checks: [
          ...checksOf(pairs, (from, to) => check.reaches({ from: from.netns, to: to.address })),
          check.learnt({ on: 'ovs', members: roles }),
        ],
      },
    ];
  },
});
