import { action, check, defineScenario, formatPrefix, hostAt, param } from '../src/authoring.ts';

const BRIDGE = 'ovs-br';

export default defineScenario({
  id: 'ovs-veth',
  title: { en: 'Two namespaces on Open vSwitch, through veth pairs', zh: '用 veth 设备对把两个命名空间接到 Open vSwitch' },
  summary: {
    en: 'The wiring of a Linux bridge with another switch in the middle: Open vSwitch and two veth pairs.',
    zh: '接法和 Linux 网桥一样，只是中间换了一台交换机：Open vSwitch 加两个 veth 设备对。',
  },
  about: {
    en: 'Open vSwitch is the switch of clouds: it forwards like any other until it is told more by OpenFlow. Plugging veth ends into it is the smallest change from a Linux bridge, and shows what stays the same: one end in the namespace, one end a port of the switch.',
    zh: 'Open vSwitch 是云平台常用的交换机：在用 OpenFlow 给它别的指示之前，它的转发方式和普通交换机一样。把 veth 的一端接上去，是从 Linux 网桥过来改动最小的做法，也看得出哪些没有变：一端在命名空间里，另一端是交换机的端口。',
  },
  sources: ['S3', 'S3e'],
  tags: ['netns', 'veth', 'ovs'],
  params: {
    subnet: param.subnet({
      initial: '10.1.1.0/24',
      hosts: 3,
      about: { en: 'the network that both namespaces share', zh: '两个命名空间共用的网段' },
    }),
  },
  errata: [
    {
      id: 'link-add-for-address',
      source: 'S3',
      mistake: {
        en: 'It types `ip link add10.1.1.2/24 dev veth0`, and the same again for veth1.',
        zh: '写成了 `ip link add10.1.1.2/24 dev veth0`，veth1 也是如此。',
      },
      right: {
        en: 'An address is added by `ip address add 10.1.1.2/24 dev veth0`; as typed, both namespaces stay without one.',
        zh: '添加地址用 `ip address add 10.1.1.2/24 dev veth0`；照原样输入，两个命名空间都不会有地址。',
      },
    },
    {
      id: 'no-addresses',
      source: 'S3e',
      mistake: { en: 'The listing sets no addresses at all.', zh: '命令清单里根本没有配置地址。' },
      right: {
        en: 'Without addresses there is nothing to ping: each device needs one before the wiring can be tried.',
        zh: '没有地址就没有可以 ping 的目标：每个设备都要先有地址，才能试通不通。',
      },
    },
  ],
  tryNext: [
    { en: 'Look at what the switch has learnt: `ovs-appctl fdb/show ovs-br`.', zh: '看看交换机学到了什么：`ovs-appctl fdb/show ovs-br`。' },
    { en: 'Do the same without any veth: the lesson ovs-internal.', zh: '不用 veth 再做一遍：见 ovs-internal 那一课。' },
  ],
  breakIt: [
    {
      en: 'Take a port away with `ovs-vsctl del-port ovs-br ovs-veth0`: the device stays, the cable leads nowhere.',
      zh: '用 `ovs-vsctl del-port ovs-br ovs-veth0` 摘掉一个端口：设备还在，网线却不通向任何地方了。',
    },
    {
      en: 'Give one port a VLAN tag, `ovs-vsctl set port ovs-veth0 tag=10`, and ping again.',
      zh: '给一个端口打上 VLAN 标签：`ovs-vsctl set port ovs-veth0 tag=10`，再 ping 一次。',
    },
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
        title: { en: 'Start Open vSwitch and create a bridge', zh: '启动 Open vSwitch 并创建网桥' },
        why: {
          en: 'A Linux bridge lives in the kernel; Open vSwitch is a pair of daemons and a database. These belong to this run alone.',
          zh: 'Linux 网桥在内核里；Open vSwitch 则是两个守护进程加一个数据库。这里的这一套只属于这次运行。',
        },
        look: {
          en: '`ovs-vsctl show` prints the bridge with one port: the local port, a device of the same name.',
          zh: '`ovs-vsctl show` 显示网桥有一个端口：本地端口，即与网桥同名的设备。',
        },
        actions: [action.ovsDaemons({}), action.ovsBridge({ name: BRIDGE })],
        checks: [],
      },
      {
        id: 'namespaces',
        title: { en: 'Add the namespaces', zh: '创建网络命名空间' },
        why: { en: 'Two namespaces stand for two machines.', zh: '两个命名空间代表两台机器。' },
        actions: members.map(({ netns }) => action.netns({ name: netns })),
        checks: [],
      },
      {
        id: 'cables',
        title: { en: 'Lay a cable from each namespace to the switch', zh: '从每个命名空间拉一根网线到交换机' },
        why: {
          en: 'One end of each pair goes into its namespace; the other stays on the host and becomes a port of the switch, of the type "system": a device that exists whether the switch does or not. There are two ways of getting a device into a namespace. veth0 is made on the host and then moved into ns1, so each half can be seen by itself. veth1 comes into being in ns2: one command does it all. It saves time too, since before a device may leave, the kernel makes sure that no processor is still at work with it; what never was on the host does not have to leave it.',
          zh: '设备对的一端进入命名空间；另一端留在主机上，成为交换机的“system”类型端口：不管有没有交换机，这个设备都存在。让设备进入命名空间有两种做法。veth0 先在主机上创建，再移进 ns1，两步各自看得清楚。veth1 一创建就在 ns2 里：一条命令全做完。这样也省时间：设备离开之前，内核要先确认没有哪个处理器还在用它；从来没有在主机上待过的设备，就不必离开。',
        },
        look: {
          en: '`ip link` shows no master that is a bridge: only `ovs-vsctl show` knows who is plugged in.',
          zh: '`ip link` 里看不到哪个网桥是 master：只有 `ovs-vsctl show` 知道接了谁。',
        },
        actions: [
          ...members.flatMap(({ netns, dev, port }, index) =>
            index === 0
              ? [action.veth({ name: dev, peer: port }), action.move({ dev, to: netns })]
              : [action.veth({ name: port, peer: dev, peerNetns: netns })],
          ),
          ...members.map(({ port }) => action.ovsPort({ bridge: BRIDGE, dev: port })),
          ...members.map(({ port }) => action.up({ dev: port })),
        ],
        checks: [],
      },
      {
        id: 'addresses',
        title: { en: 'Set the addresses and switch the devices on', zh: '配置地址并启用设备' },
        why: {
          en: `Both addresses lie in ${formatPrefix(prefix)}: as on any switch, the members find each other by ARP.`,
          zh: `两个地址都在 ${formatPrefix(prefix)} 里：和接在任何交换机上一样，成员之间靠 ARP 找到对方。`,
        },
        actions: members.flatMap(({ netns, dev, address }) => [
          action.address({ netns, dev, address: `${address}/${prefix.length}` }),
          action.up({ netns, dev }),
        ]),
        checks: [check.joined({ by: 'ovs-veth', members: roles })],
      },
      {
        id: 'reachability',
        title: { en: 'Each namespace reaches the other', zh: '两个命名空间互相可达' },
        why: {
          en: 'The bridge has one OpenFlow rule from birth, "do as a normal switch does". With it, it floods what it does not know and remembers who sent what.',
          zh: '网桥一创建就有一条 OpenFlow 规则：“像普通交换机一样工作”。有了它，不认识的目的地就泛洪，谁发过什么就记下来。',
        },
        look: {
          en: '`ovs-appctl fdb/show ovs-br` lists both MAC addresses, each behind its own port.',
          zh: '`ovs-appctl fdb/show ovs-br` 列出两个 MAC 地址，各在自己的端口后面。',
        },
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
