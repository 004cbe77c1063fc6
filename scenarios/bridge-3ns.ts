import { action, check, checksOf, defineScenario, formatPrefix, membersOf, pairsOf, prefixFor, subnetFaults } from '../src/authoring.ts';
import { MANY_NAMESPACES } from './parts/many-namespaces.ts';

const BRIDGE = 'br-test';

export default defineScenario({
  id: 'bridge-3ns',
  title: { en: 'Three namespaces on a Linux bridge', zh: '用 Linux 网桥连接三个命名空间' },
  summary: {
    en: 'Three namespaces, three veth pairs and one Linux bridge: every namespace reaches every other.',
    zh: '三个命名空间、三个 veth 设备对和一个 Linux 网桥：任意两个命名空间都能互通。',
  },
  about: {
    en: 'A veth pair joins two namespaces and no more. As soon as there are three, one wants a switch, and the kernel has one: the Linux bridge. This is the wiring below most containers and virtual machines on one host, and the best place to see a switch learn.',
    zh: '一个 veth 设备对只能连接两个命名空间。有了三个，就需要一台交换机，而内核里就有：Linux 网桥。单机上的容器和虚拟机，底下大多就是这样接的；要看交换机怎样学习地址，这里也最合适。',
  },
  sources: ['S0', 'S3e'],
  tags: ['netns', 'veth', 'bridge'],
  params: MANY_NAMESPACES,
  errata: [
    {
      id: 'racy-clean-up',
      source: 'S0',
      mistake: { en: 'The clean-up deletes the namespaces and goes on at once.', zh: '清理时删掉命名空间就立刻往下走。' },
      right: {
        en: '`ip netns del` returns before the kernel has freed the devices inside, so the same commands run again at once can fail with "File exists". Deleting the veth ends first is synchronous.',
        zh: '`ip netns del` 返回时，内核可能还没有释放里面的设备，马上再执行同样的命令可能报“File exists”。先删 veth 的一端就没有这个问题，那是同步完成的。',
      },
    },
    {
      id: 'installs-brctl',
      source: 'S0',
      mistake: { en: 'It installs bridge-utils for `brctl`.', zh: '为了用 `brctl` 而安装 bridge-utils。' },
      right: {
        en: '`ip link … type bridge` and `bridge` from iproute2 do all of it; brctl is no longer developed.',
        zh: 'iproute2 的 `ip link … type bridge` 和 `bridge` 全都能做到；brctl 已经不再开发。',
      },
    },
    {
      id: 'no-addresses',
      source: 'S3e',
      mistake: {
        en: 'Its listing wires two namespaces to a bridge and gives neither an address.',
        zh: '命令清单把两个网络命名空间接到网桥上，却没有给它们配地址。',
      },
      right: {
        en: 'The bridge itself needs none, but each namespace does before it can be pinged.',
        zh: '网桥本身不需要地址，但每个网络命名空间都要有地址，才能被 ping 到。',
      },
    },
  ],
  tryNext: [
    {
      en: 'Let it grow: `netscenario run bridge-3ns --set namespaces=20`.',
      zh: '扩大规模：`netscenario run bridge-3ns --set namespaces=20`。',
    },
    {
      en: 'Watch the switch learn: run with `--step --keep`, and look at `bridge fdb show br br-test` in a shell before the pings and in the one after.',
      zh: '看交换机怎样学习：加上 `--step --keep` 运行，在 ping 之前和之后的 shell 里各看一次 `bridge fdb show br br-test`。',
    },
  ],
  breakIt: [
    {
      en: 'Set br-test down and ping again: every port is still up, but `bridge link` now calls it disabled, and nothing passes.',
      zh: '停用 br-test 再 ping：每个端口仍是 up，但 `bridge link` 显示它们是 disabled，什么也通不过。',
    },
    { en: 'Give two namespaces the same address and watch which one answers.', zh: '给两个命名空间配置同一个地址，看看是谁应答。' },
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
        title: { en: 'Add the namespaces', zh: '创建网络命名空间' },
        why: {
          en: 'Each namespace stands for a machine of its own: its devices, addresses and routes are its own. A fresh one holds only a loopback device that is down.',
          zh: '每个命名空间代表一台独立的机器：设备、地址和路由都是自己的。新建的命名空间里只有一个处于 down 状态的回环设备。',
        },
        actions: members.map(({ netns }) => action.netns({ name: netns })),
        checks: [],
      },
      {
        id: 'bridge',
        title: { en: 'Create the bridge and switch it on', zh: '创建网桥并启用它' },
        why: {
          en: 'The bridge is the switch that all of them are plugged into. Spanning tree stays off: there is one switch and no loop to find, and with it on, a port would wait for seconds before it forwards.',
          zh: '网桥就是大家都要接上去的交换机。生成树保持关闭：只有一台交换机，没有环路可找；打开的话，端口要等好几秒才开始转发。',
        },
        actions: [action.bridge({ name: BRIDGE, stp: false }), action.up({ dev: BRIDGE })],
        checks: [],
      },
      {
        id: 'cables',
        title: { en: 'Lay a cable from each namespace to the bridge', zh: '从每个命名空间拉一根网线到网桥' },
        why: {
          en: 'One end of each veth pair goes into a namespace, the other stays here and becomes a port of the bridge. The first pair is made here and its end moved, so that one sees it go. The others have their far end made where it belongs: a command less, and the kernel need not wait, as it must for a move, until nothing uses the device any more.',
          zh: '每个 veth 设备对的一端进入命名空间，另一端留在这里，成为网桥的端口。第一对在这里创建，再把一端移过去，好看清它是怎么走的。其余的直接把另一端创建在目标命名空间里：少一条命令；而且移动设备时内核要等到没有谁再用它，这样就不必等。',
        },
        look: {
          en: '`ip link` on the host now shows one end of each cable, the port; the other is out of sight.',
          zh: '在主机上用 `ip link` 能看到每根网线的一端，也就是端口；另一端已经看不见了。',
        },
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
        title: { en: 'Give each namespace its address and switch its device on', zh: '给每个命名空间配置地址并启用设备' },
        why: {
          en: `All addresses lie in ${formatPrefix(prefix)}, so each namespace finds the others on its own wire and asks for their MAC addresses by ARP: there is no gateway, and no route but the one that comes with the address.`,
          zh: `所有地址都在 ${formatPrefix(prefix)} 里，所以每个命名空间都在自己的链路上找到其他命名空间，用 ARP 询问它们的 MAC 地址：没有网关，除了配置地址时自带的那条路由，也没有别的路由。`,
        },
        actions: members.flatMap(({ netns, dev, interfaceAddress }) => [
          action.address({ netns, dev, address: interfaceAddress }),
          action.up({ netns, dev }),
        ]),
        checks: [check.joined({ by: 'bridge', members: roles })],
      },
      {
        id: 'reachability',
        title: { en: 'Every namespace reaches every other', zh: '任意两个命名空间互相可达' },
        why: {
          en: 'An ARP request is flooded to all ports; its answer, and everything after it, goes to one port only, since the bridge has learnt who is where.',
          zh: 'ARP 请求泛洪到所有端口；它的应答以及之后的一切都只走一个端口，因为网桥已经学到谁在哪里。',
        },
        look: {
          en: '`bridge fdb show br br-test` lists the MAC address of each namespace behind its own port.',
          zh: '`bridge fdb show br br-test` 列出每个命名空间的 MAC 地址，各在自己的端口后面。',
        },
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
