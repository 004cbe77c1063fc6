import { action, check, defineScenario, formatPrefix, hostAt, param } from '../src/authoring.ts';

export default defineScenario({
  id: 'veth-direct',
  title: { en: 'Two namespaces joined by one veth pair' },
  summary: { en: 'The simplest network there is: two namespaces and the virtual cable between them.' },
  about: {
    en: 'Everything that containers do with networks begins here. A veth pair is a cable with a network card at each end; put the ends into two namespaces, give each an address, and they talk. No bridge, no gateway, no daemon.',
  },
  sources: ['S0', 'S3', 'S3e'],
  tags: ['netns', 'veth'],
  params: {
    subnet: param.subnet({ initial: '10.10.10.0/24', hosts: 3, about: { en: 'the network that both ends share' } }),
  },
  errata: [
    {
      id: 'link-add-for-address',
      source: 'S3',
      mistake: { en: 'Further down it types `ip link add10.1.1.2/24 dev veth0` to set an address.' },
      right: { en: 'Addresses are set with `ip address add 10.1.1.2/24 dev veth0`; `ip link add` creates devices.' },
    },
    {
      id: 'name-taken',
      source: 'S3',
      mistake: {
        en: 'It meets "RTNETLINK answers: Invalid argument" while moving a veth, and deletes both namespaces to get on.',
        zh: '移动 veth 时遇到 “RTNETLINK answers: Invalid argument”,就把两个网络命名空间都删掉重来。',
      },
      right: {
        en: 'The target namespace already has a device of that name: deleting that device, or choosing another name, is enough.',
        zh: '目标网络命名空间里已有同名设备:删掉那个设备,或者换个名字就够了。',
      },
    },
    {
      id: 'no-addresses',
      source: 'S3e',
      mistake: {
        en: 'Its listing ends with a comment that the addresses are now assigned, and no command does it.',
        zh: '命令清单以一句“现在分配 IP 地址”的注释收尾,后面却没有命令。',
      },
      right: {
        en: 'Each end needs an address of its own in the same network, or there is nothing to ping.',
        zh: '设备对的两端都要有同一网段内的地址,否则没有可以 ping 的目标。',
      },
    },
  ],
  tryNext: [
    { en: 'Look at the indexes: `ip -n ns0 link show veth0` calls it `veth0@ifN`, and N is the index of veth1 inside ns1.' },
    { en: 'Add a third namespace and find out why one cable is no longer enough: the lesson bridge-3ns.' },
  ],
  breakIt: [
    { en: 'Set veth1 down in ns1 and look at veth0 in ns0: it is up, but has lost its carrier.' },
    {
      en: 'Give veth1 a second address, 10.20.20.3/24, and ping that from ns0: "Network is unreachable", before a single frame has left.',
    },
  ],
  steps({ subnet: { prefix } }) {
    const ends = [
      { netns: 'ns0', dev: 'veth0', address: hostAt(prefix, 2) },
      { netns: 'ns1', dev: 'veth1', address: hostAt(prefix, 3) },
    ] as const;
    const [left, right] = ends;
    return [
      {
        id: 'namespaces',
        title: { en: 'Add two namespaces' },
        why: { en: 'Two namespaces stand for two machines. They share the kernel and nothing of its network.' },
        actions: ends.map(({ netns }) => action.netns({ name: netns })),
        checks: [],
      },
      {
        id: 'pair',
        title: { en: 'Create the veth pair and give each namespace one end' },
        why: { en: 'Both ends are born in the namespace in which the command runs; each then moves to where it is needed.' },
        look: {
          en: 'The name of each end is shown with the index of the other: `veth0@if2` has its peer at index 2 of another namespace.',
        },
        actions: [action.veth({ name: left.dev, peer: right.dev }), ...ends.map(({ dev, netns }) => action.move({ dev, to: netns }))],
        checks: [],
      },
      {
        id: 'addresses',
        title: { en: 'Set the addresses and switch both ends on' },
        why: {
          en: `Both addresses lie in ${formatPrefix(prefix)}. With its device up, each namespace gets the route to that network by itself.`,
        },
        actions: ends.flatMap(({ netns, dev, address }) => [
          action.address({ netns, dev, address: `${address}/${prefix.length}` }),
          action.up({ netns, dev }),
        ]),
        checks: [check.paired({ a: { netns: left.netns, address: left.address }, b: { netns: right.netns, address: right.address } })],
      },
      {
        id: 'reachability',
        title: { en: 'Each end reaches the other' },
        why: { en: 'The first ping asks for the MAC address of the other end by ARP; the following ones find it in the neighbour table.' },
        look: { en: `\`ip -n ${left.netns} neigh\` shows what ARP found out: ${right.address} and the MAC address of ${right.dev}.` },
        actions: [],
        checks: [
          check.reaches({ from: left.netns, to: right.address, count: 4 }),
          check.reaches({ from: right.netns, to: left.address, count: 4 }),
        ],
      },
    ];
  },
});
