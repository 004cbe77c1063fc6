import { action, check, defineScenario, formatPrefix, hostAt, param } from '../src/authoring.ts';

export default defineScenario({
  id: 'veth-direct',
  title: { en: 'Two namespaces joined by one veth pair', zh: '用一个 veth 设备对直连两个命名空间' },
  summary: {
    en: 'The simplest network there is: two namespaces and the virtual cable between them.',
    zh: '最简单的网络：两个命名空间，和它们之间的一根虚拟网线。',
  },
  about: {
    en: 'Everything that containers do with networks begins here. A veth pair is a cable with a network card at each end; put the ends into two namespaces, give each an address, and they talk. No bridge, no gateway, no daemon.',
    zh: '容器网络的一切都从这里开始。veth 设备对是一根两端各带一块网卡的网线；把两端放进两个命名空间，各配一个地址，它们就能通信。没有网桥，没有网关，也没有守护进程。',
  },
  sources: ['S0', 'S3', 'S3e'],
  tags: ['netns', 'veth'],
  params: {
    subnet: param.subnet({ initial: '10.10.10.0/24', hosts: 3, about: { en: 'the network that both ends share', zh: '两端共用的网段' } }),
  },
  errata: [
    {
      id: 'link-add-for-address',
      source: 'S3',
      mistake: {
        en: 'Further down it types `ip link add10.1.1.2/24 dev veth0` to set an address.',
        zh: '后面用 `ip link add10.1.1.2/24 dev veth0` 来配置地址。',
      },
      right: {
        en: 'Addresses are set with `ip address add 10.1.1.2/24 dev veth0`; `ip link add` creates devices.',
        zh: '配置地址用 `ip address add 10.1.1.2/24 dev veth0`；`ip link add` 是创建设备的。',
      },
    },
    {
      id: 'name-taken',
      source: 'S3',
      mistake: {
        en: 'It meets "RTNETLINK answers: Invalid argument" while moving a veth, and deletes both namespaces to get on.',
        zh: '移动 veth 时遇到 “RTNETLINK answers: Invalid argument”，就把两个网络命名空间都删掉重来。',
      },
      right: {
        en: 'The target namespace already has a device of that name: deleting that device, or choosing another name, is enough.',
        zh: '目标网络命名空间里已有同名设备：删掉那个设备，或者换个名字就够了。',
      },
    },
    {
      id: 'no-addresses',
      source: 'S3e',
      mistake: {
        en: 'Its listing ends with a comment that the addresses are now assigned, and no command does it.',
        zh: '命令清单以一句“现在分配 IP 地址”的注释收尾，后面却没有命令。',
      },
      right: {
        en: 'Each end needs an address of its own in the same network, or there is nothing to ping.',
        zh: '设备对的两端都要有同一网段内的地址，否则没有可以 ping 的目标。',
      },
    },
  ],
  tryNext: [
    {
      en: 'Look at the indexes: `ip -n ns0 link show veth0` calls it `veth0@ifN`, and N is the index of veth1 inside ns1.',
      zh: '看看索引：`ip -n ns0 link show veth0` 显示的是 `veth0@ifN`，N 就是 veth1 在 ns1 里的索引。',
    },
    {
      en: 'Add a third namespace and find out why one cable is no longer enough: the lesson bridge-3ns.',
      zh: '再加一个命名空间，看看一根网线为什么不够用了：见 bridge-3ns 那一课。',
    },
  ],
  breakIt: [
    {
      en: 'Set veth1 down in ns1 and look at veth0 in ns0: it is up, but has lost its carrier.',
      zh: '在 ns1 里停用 veth1，再看 ns0 里的 veth0：它是 up 的，但没有了载波。',
    },
    {
      en: 'Give veth1 a second address, 10.20.20.3/24, and ping that from ns0: "Network is unreachable", before a single frame has left.',
      zh: '给 veth1 再配一个地址 10.20.20.3/24，从 ns0 ping 它：报“Network is unreachable”，一个帧都还没有发出去。',
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
        title: { en: 'Add two namespaces', zh: '创建两个网络命名空间' },
        why: {
          en: 'Two namespaces stand for two machines. They share the kernel and nothing of its network.',
          zh: '两个命名空间代表两台机器。它们共用一个内核，网络却完全分开。',
        },
        actions: [...ends.map(({ netns }) => action.netns({ name: netns })), action.show({ what: 'netns' })],
        checks: [],
      },
      {
        id: 'pair',
        title: { en: 'Create the veth pair and give each namespace one end', zh: '创建 veth 设备对，每个命名空间放一端' },
        why: {
          en: 'Both ends are born in the namespace in which the command runs; each then moves to where it is needed.',
          zh: '两端都诞生在执行命令的命名空间里，然后各自移到需要的地方。',
        },
        look: {
          en: 'The name of each end is shown with the index of the other: `veth0@if2` has its peer at index 2 of another namespace.',
          zh: '每一端的名字后面都带着对端的索引：`veth0@if2` 的对端是另一个命名空间里索引为 2 的设备。',
        },
        actions: [action.veth({ name: left.dev, peer: right.dev }), ...ends.map(({ dev, netns }) => action.move({ dev, to: netns }))],
        checks: [],
      },
      {
        id: 'addresses',
        title: { en: 'Set the addresses and switch both ends on', zh: '配置地址并启用两端' },
        why: {
          en: `Both addresses lie in ${formatPrefix(prefix)}. With its device up, each namespace gets the route to that network by itself.`,
          zh: `两个地址都在 ${formatPrefix(prefix)} 里。设备一启用，每个命名空间就自动有了到这个网段的路由。`,
        },
        actions: ends.flatMap(({ netns, dev, address }) => [
          action.address({ netns, dev, address: `${address}/${prefix.length}` }),
          action.up({ netns, dev }),
        ]),
        checks: [check.paired({ a: { netns: left.netns, address: left.address }, b: { netns: right.netns, address: right.address } })],
      },
      {
        id: 'reachability',
        title: { en: 'Each end reaches the other', zh: '两端互相可达' },
        why: {
          en: 'The first ping asks for the MAC address of the other end by ARP; the following ones find it in the neighbour table.',
          zh: '第一个 ping 先用 ARP 询问对端的 MAC 地址；后面的直接从邻居表里查到。',
        },
        look: {
          en: `\`ip -n ${left.netns} neigh\` shows what ARP found out: ${right.address} and the MAC address of ${right.dev}.`,
          zh: `\`ip -n ${left.netns} neigh\` 显示 ARP 查到的结果：${right.address} 和 ${right.dev} 的 MAC 地址。`,
        },
        actions: [],
        checks: [
          check.reaches({ from: left.netns, to: right.address, count: 4 }),
          check.reaches({ from: right.netns, to: left.address, count: 4 }),
        ],
      },
    ];
  },
});
