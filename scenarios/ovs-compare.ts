import { action, check, defineScenario, formatPrefix, hostAt, overlaps, param } from '../src/authoring.ts';

/** The bridge with veth ends as ports, and the one with internal ports: named as in the lessons that have one of them each. */
const VETH_BRIDGE = 'ovs-br';
const INTERNAL_BRIDGE = 'ovs-br0';

export default defineScenario({
  id: 'ovs-compare',
  title: { en: 'Two ways into Open vSwitch, side by side', zh: '接入 Open vSwitch 的两种方式，并排比较' },
  summary: {
    en: 'The same two namespaces on two OVS bridges, once by veth pairs and once by internal ports; then a namespace and the bridges are deleted, to see what goes with what.',
    zh: '同样两个命名空间接到两个 OVS 网桥上，一个用 veth 设备对，一个用内部端口；然后删除命名空间和网桥，看什么随什么消失。',
  },
  about: {
    en: 'Both wirings answer the same pings, so which to take is a matter of what is left when something goes. A veth pair belongs to the kernel, and the switch only borrows one end of it. An internal port belongs to the switch, and the namespace only borrows the card. Each difference can be seen, in the kernel or in the database.',
    zh: '两种接法 ping 起来一样，选哪一种，要看有东西消失时会留下什么。veth 设备对属于内核，交换机只是借用其中一端；内部端口属于交换机，命名空间只是借用这块网卡。每一处不同都看得到，不在内核里，就在数据库里。',
  },
  sources: ['S3', 'S3e'],
  tags: ['netns', 'veth', 'ovs'],
  params: {
    veths: param.subnet({
      initial: '10.1.1.0/24',
      hosts: 3,
      about: { en: 'the network on the bridge with veth pairs', zh: '用 veth 设备对接入的网桥上的网段' },
    }),
    internals: param.subnet({
      initial: '10.10.10.0/24',
      hosts: 3,
      about: { en: 'the network on the bridge with internal ports', zh: '用内部端口接入的网桥上的网段' },
    }),
  },
  errata: [
    {
      id: 'link-add-for-address',
      source: 'S3',
      mistake: {
        en: 'In its part on OVS it types `ip link add10.1.1.2/24 dev veth0`, and `ip link add 10.1.1.3/24 dev veth1`.',
        zh: 'OVS 部分写成了 `ip link add10.1.1.2/24 dev veth0` 和 `ip link add 10.1.1.3/24 dev veth1`。',
      },
      right: {
        en: 'An address is added by `ip address add 10.1.1.2/24 dev veth0`; as typed, both commands fail and nothing can be pinged.',
        zh: '添加地址要用 `ip address add 10.1.1.2/24 dev veth0`；照原样输入，两条命令都会失败，什么也 ping 不通。',
      },
    },
    {
      id: 'no-addresses',
      source: 'S3e',
      mistake: {
        en: 'Its listings on OVS leave the addresses out, so that the two wirings cannot be compared by a ping.',
        zh: '讲 OVS 的几段命令没有设置地址，两种接法也就无法用 ping 比较。',
      },
      right: {
        en: 'Here each device gets one, each wiring in a network of its own, so that a ping takes one way and not the other.',
        zh: '这里每个设备都有地址，两种接法各用一个网段，一次 ping 就只会走其中一条路。',
      },
    },
  ],
  tryNext: [
    {
      en: 'Stop after the namespace is gone, `netscenario run ovs-compare --until namespace-gone --keep`, and look at `ovs-vsctl show`: with the userspace datapath it looks as if nothing had happened.',
      zh: '在命名空间消失之后停下：`netscenario run ovs-compare --until namespace-gone --keep`，再看 `ovs-vsctl show`：用户态数据通路下，看起来什么也没有发生。',
    },
    {
      en: 'Ask the daemon instead of the database: `ovs-vsctl --columns=name,link_state,ofport list Interface`.',
      zh: '不问数据库，问守护进程：`ovs-vsctl --columns=name,link_state,ofport list Interface`。',
    },
  ],
  breakIt: [
    {
      en: 'With `--until again --keep`, delete one end of a pair on the host, `ip link del ovs-veth0`: the other is gone from ns1. Now try the same with tap1 inside ns1.',
      zh: '用 `--until again --keep` 停下，在主机上删除设备对的一端：`ip link del ovs-veth0`，ns1 里的另一端也没了。再到 ns1 里对 tap1 试试同样的事。',
    },
    {
      en: 'With the userspace datapath, stop the switch by `ovs-appctl exit` and look into ns1: tap1 is gone, since the daemon held it, and veth0 is there.',
      zh: '用户态数据通路下，用 `ovs-appctl exit` 停掉交换机，再看 ns1：tap1 没了，因为它由守护进程持有；veth0 还在。',
    },
  ],
  faults: ({ veths, internals }) =>
    overlaps(veths.prefix, internals.prefix)
      ? [
          {
            en: 'veths and internals overlap; try internals=10.10.10.0/24 and veths=10.1.1.0/24',
            zh: 'veths 和 internals 重叠；试试 internals=10.10.10.0/24 和 veths=10.1.1.0/24',
          },
        ]
      : [],
  steps({ veths, internals }) {
    const members = [1, 2].map((n) => ({
      netns: `ns${n}`,
      veth: { dev: `veth${n - 1}`, port: `ovs-veth${n - 1}`, address: hostAt(veths.prefix, n + 1) },
      internal: { dev: `tap${n}`, address: hostAt(internals.prefix, n + 1) },
    }));
    const [near, far] = members as [(typeof members)[0], (typeof members)[0]];
    const pair = ({ netns, veth: { dev, port } }: typeof near) =>
      netns === near.netns
        ? [action.veth({ name: dev, peer: port }), action.move({ dev, to: netns })]
        : [action.veth({ name: port, peer: dev, peerNetns: netns })];
    const vethPort = ({ veth: { port } }: typeof near) => action.ovsPort({ bridge: VETH_BRIDGE, dev: port });
    const vethPortUp = ({ veth: { port } }: typeof near) => action.up({ dev: port });
    const internalPort = ({ internal: { dev } }: typeof near) => action.ovsInternalPort({ bridge: INTERNAL_BRIDGE, dev });
    const moveInternal = ({ netns, internal: { dev } }: typeof near) => action.move({ dev, to: netns });
    const setUp = ({ netns, veth, internal }: typeof near) => [
      action.address({ netns, dev: veth.dev, address: `${veth.address}/${veths.prefix.length}` }),
      action.up({ netns, dev: veth.dev }),
      action.address({ netns, dev: internal.dev, address: `${internal.address}/${internals.prefix.length}` }),
      action.up({ netns, dev: internal.dev }),
    ];
    const joined = [
      check.joined({ by: 'ovs-veth', members: members.map(({ netns, veth: { address } }) => ({ netns, address })) }),
      check.joined({ by: 'ovs-internal', members: members.map(({ netns, internal: { address } }) => ({ netns, address })) }),
    ];
    const reach = [
      check.reaches({ from: near.netns, to: far.veth.address }),
      check.reaches({ from: near.netns, to: far.internal.address }),
    ];
    const ports = (withFar: boolean) => [
      check.ovsPorts({ bridge: VETH_BRIDGE, ports: [near.veth.port, ...(withFar ? [far.veth.port] : [])] }),
      check.ovsPorts({ bridge: INTERNAL_BRIDGE, ports: [near.internal.dev, ...(withFar ? [far.internal.dev] : [])] }),
    ];
    return [
      {
        id: 'switches',
        title: { en: 'Start Open vSwitch and create two bridges', zh: '启动 Open vSwitch，创建两个网桥' },
        why: {
          en: 'One bridge for each way of plugging in, so that each ping shows one of them and a bridge can be deleted without the other.',
          zh: '每种接法一个网桥：一次 ping 只反映其中一种，也可以只删除其中一个网桥。',
        },
        actions: [action.ovsDaemons({}), action.ovsBridge({ name: VETH_BRIDGE }), action.ovsBridge({ name: INTERNAL_BRIDGE })],
        checks: [],
      },
      {
        id: 'namespaces',
        title: { en: 'Add the namespaces', zh: '添加命名空间' },
        why: { en: 'Each namespace will be plugged in twice, once in either way.', zh: '每个命名空间都会接入两次，两种方式各一次。' },
        actions: members.map(({ netns }) => action.netns({ name: netns })),
        checks: [],
      },
      {
        id: 'veths',
        title: { en: 'The first way: a veth pair for each', zh: '第一种方式：各用一个 veth 设备对' },
        why: {
          en: 'Four commands for the first port: make the pair, move one end, plug in the other, switch that on. Three for the second, since the kernel can make an end of a pair in ns2 to begin with. In either case the pair was there before the switch knew of it.',
          zh: '第一个端口四条命令：创建设备对，移走一端，接上另一端，再把它启用。第二个三条，因为内核可以一开始就把设备对的一端创建在 ns2 里。不管哪一种，交换机知道之前，设备对就已经存在了。',
        },
        actions: [...members.flatMap(pair), ...members.map(vethPort), ...members.map(vethPortUp)],
        checks: [],
      },
      {
        id: 'internals',
        title: { en: 'The second way: an internal port for each', zh: '第二种方式：各用一个内部端口' },
        why: {
          en: 'Two commands for each port: the switch makes the device, and it is moved. Here the move cannot be saved: the switch makes its devices where it runs, on the host, and nowhere else. Nothing stays there.',
          zh: '每个端口两条命令：交换机创建设备，再把它移走。这里的移动省不掉：交换机只在自己运行的地方，也就是主机上，创建设备。移走之后，主机上什么也不留。',
        },
        actions: [...members.map(internalPort), ...members.map(moveInternal)],
        checks: [],
      },
      {
        id: 'addresses',
        title: { en: 'Set the addresses, and count the devices', zh: '设置地址，数一数设备' },
        why: {
          en: `The veth ends share ${formatPrefix(veths.prefix)}, the internal ports ${formatPrefix(internals.prefix)}. Now the two can be compared: two devices for a port, or one.`,
          zh: `veth 端共用 ${formatPrefix(veths.prefix)}，内部端口共用 ${formatPrefix(internals.prefix)}。现在可以比较了：一个端口两个设备，还是一个。`,
        },
        look: {
          en: '`ip -br link` on the host lists ovs-veth0 and ovs-veth1, and neither tap1 nor tap2.',
          zh: '主机上 `ip -br link` 列出 ovs-veth0 和 ovs-veth1，没有 tap1 和 tap2。',
        },
        actions: members.flatMap(setUp),
        checks: [
          ...joined,
          check.portDevices({ netns: near.netns, address: near.veth.address, devices: 2 }),
          check.portDevices({ netns: near.netns, address: near.internal.address, devices: 1 }),
        ],
      },
      {
        id: 'path',
        goal: true,
        title: { en: 'The way of a frame', zh: '帧走的路' },
        why: {
          en: 'A frame of the first way passes a device of the host before the switch has it, and there it can be seen. One of the second way goes from the card in the namespace straight into the switch: the host has no device that it could be captured on.',
          zh: '第一种方式的帧，先经过主机上的一个设备才到交换机，在那里就能抓到。第二种方式的帧从命名空间里的网卡直接进交换机：主机上没有可以抓到它的设备。',
        },
        look: {
          en: '`ovs-veth0` shows the requests of ns1 and their answers. For the other ping there is no such place.',
          zh: '`ovs-veth0` 上看得到 ns1 的请求和应答。另一次 ping 没有这样的地方可看。',
        },
        actions: [action.capture({ name: 'on-host', dev: near.veth.port })],
        checks: [
          ...reach,
          check.captured({
            capture: 'on-host',
            on: near.veth.port,
            between: [near.veth.address, far.veth.address],
            sees: ['echo-request', 'echo-reply'],
          }),
        ],
      },
      {
        id: 'namespace-gone',
        title: { en: 'Delete a namespace: what goes with it', zh: '删除一个命名空间：什么随之消失' },
        why: {
          en: 'The kernel destroys the virtual devices in it. With its end of the veth the other end goes too, so the host loses ovs-veth1, though that was never in ns2. Of the internal port the device goes, although the switch made it. The database hears of none of it: it says what somebody asked for, and nobody has taken that back.',
          zh: '内核销毁其中的虚拟设备。veth 的一端没了，另一端也跟着消失，所以主机失去 ovs-veth1，尽管它从来不在 ns2 里。内部端口的设备同样消失，虽然它是交换机创建的。数据库对此一无所知：它记录的是有人要求过什么，而没有人撤回过要求。',
        },
        look: {
          en: "`ovs-vsctl show` lists both ports as before. With the kernel's datapath, ovs-veth1 now has an `error`, and the switch makes tap2 anew, on the host, down and without an address. The userspace datapath says nothing and makes nothing.",
          zh: '`ovs-vsctl show` 照旧列出两个端口。用内核数据通路时，ovs-veth1 会带上 `error`，而交换机在主机上重新创建 tap2，未启用，也没有地址。用户态数据通路则不声不响，也不创建什么。',
        },
        actions: [action.removeNetns({ name: far.netns })],
        checks: [
          check.gone({ dev: far.veth.dev }),
          check.gone({ dev: far.veth.port }),
          check.noHolder({ address: far.internal.address }),
          ...ports(true),
        ],
      },
      {
        id: 'ports-off',
        title: { en: 'Take the two ports off', zh: '删除这两个端口' },
        why: {
          en: 'Both are names without what they stood for. Left in the database, they are in the way of whatever gets the same name later.',
          zh: '两个都只剩下名字。留在数据库里，会妨碍以后同名的设备。',
        },
        actions: [
          action.removeOvsPort({ bridge: VETH_BRIDGE, dev: far.veth.port }),
          action.removeOvsPort({ bridge: INTERNAL_BRIDGE, dev: far.internal.dev }),
        ],
        checks: [...ports(false), check.gone({ dev: far.internal.dev })],
      },
      {
        id: 'again',
        title: { en: 'What comes back: nothing by itself', zh: '什么会自己回来：什么也不会' },
        why: {
          en: 'A namespace of the same name is a new, empty one. Either wiring has to be laid again: three commands for the one, two for the other, and then the addresses. All cards are new ones and have new MAC addresses. ns1 still remembers the old ones, and would go on sending to them for several seconds: so it is made to forget them.',
          zh: '同名的命名空间是全新的、空的。两种接法都要重新做：一种三条命令，另一种两条，然后是地址。网卡都是新的，MAC 地址也是新的；ns1 却还记着旧的，会接着往旧地址发好几秒，所以让它忘掉。',
        },
        actions: [
          action.netns({ name: far.netns }),
          ...pair(far),
          vethPort(far),
          internalPort(far),
          vethPortUp(far),
          moveInternal(far),
          ...setUp(far),
          ...[near.veth.dev, near.internal.dev].map((dev) => action.flushNeighbours({ netns: near.netns, dev })),
        ],
        checks: [...joined, ...reach],
      },
      {
        id: 'veth-bridge-gone',
        title: { en: 'Delete the bridge with the veths: the cables stay', zh: '删除接 veth 的网桥：线缆还在' },
        why: {
          en: 'The switch had only borrowed the ends. Each pair is whole, up and with a carrier, and leads to a device of the host that is plugged in nowhere.',
          zh: '交换机只是借用了那几端。设备对完好无损，启用着，也有载波，只是另一端在主机上，哪里也没有接。',
        },
        look: {
          en: '`ip -br link` on the host still lists ovs-veth0 and ovs-veth1; ns1 has its address, and nobody answers.',
          zh: '主机上 `ip -br link` 仍然列出 ovs-veth0 和 ovs-veth1；ns1 还有地址，但没有人应答。',
        },
        actions: [action.removeOvsBridge({ name: VETH_BRIDGE })],
        checks: [
          check.carrier({ netns: near.netns, address: near.veth.address }),
          check.noReply({ from: near.netns, to: far.veth.address, control: far.internal.address }),
        ],
      },
      {
        id: 'internal-bridge-gone',
        title: { en: 'Delete the bridge with the internal ports: the cards go', zh: '删除有内部端口的网桥：网卡消失' },
        why: {
          en: 'These devices belong to the switch, wherever they are. With the bridge they are gone from inside the namespaces, addresses and routes with them. So the owner decides: who must outlive whom?',
          zh: '这些设备不论在哪里都属于交换机。网桥一删，它们就从命名空间里消失，地址和路由也一起没了。所以要看归谁所有：谁该比谁活得久？',
        },
        look: {
          en: '`ip -n ns1 -br address` lists veth0 with its address, and no tap1.',
          zh: '`ip -n ns1 -br address` 里有 veth0 和它的地址，没有 tap1。',
        },
        actions: [action.removeOvsBridge({ name: INTERNAL_BRIDGE })],
        checks: [
          check.gone({ dev: near.internal.dev }),
          check.noHolder({ address: near.internal.address }),
          check.carrier({ netns: near.netns, address: near.veth.address }),
        ],
      },
    ];
  },
});
