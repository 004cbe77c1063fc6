import { action, check, checksOf, defineScenario, formatPrefix, membersOf, pairsOf, prefixFor, subnetFaults } from '../src/authoring.ts';
import { MANY_NAMESPACES } from './parts/many-namespaces.ts';

const BRIDGE = 'ovs-br0';

export default defineScenario({
  id: 'ovs-internal',
  title: { en: 'Three namespaces on internal ports of Open vSwitch', zh: '用 Open vSwitch 的内部端口连接三个命名空间' },
  summary: {
    en: 'Open vSwitch brings its own network cards: three namespaces are joined without a single veth pair.',
    zh: 'Open vSwitch 自带网卡：连接三个命名空间，一个 veth 设备对也不用。',
  },
  about: {
    en: 'A veth pair needs two devices for one cable. Open vSwitch can do with one: an internal port is a network card whose cable ends inside the switch. Move it into a namespace, and the namespace is plugged in. Fewer devices, fewer hops, and a good question: who owns the card?',
    zh: '用 veth 设备对，一根网线要两个设备。Open vSwitch 只要一个：内部端口就是一块网卡，网线直接插在交换机里。把它移入命名空间，命名空间就接上了。设备更少，跳数更少，还带来一个好问题：这块网卡归谁管？',
  },
  sources: ['S0', 'S3e'],
  tags: ['netns', 'ovs'],
  params: MANY_NAMESPACES,
  errata: [
    {
      id: 'leftover-bridge-commands',
      source: 'S0',
      mistake: {
        en: 'It ends with commands that put veth0, veth1 and veth2 into namespaces and br-veth0 to br-veth2 into br-test.',
        zh: '最后几条命令把 veth0、veth1、veth2 放进命名空间，又把 br-veth0 到 br-veth2 接到 br-test。',
      },
      right: {
        en: 'Those belong to the lesson on the Linux bridge. Here there is no veth and no br-test, so each of them fails.',
        zh: '那些命令属于讲 Linux 网桥的那一课。这里既没有 veth 也没有 br-test，所以每一条都会失败。',
      },
    },
    {
      id: 'no-addresses',
      source: 'S3e',
      mistake: { en: 'The listing leaves the addresses out.', zh: '命令清单里没有配置地址。' },
      right: {
        en: 'Each port needs an address inside its namespace before anything can be pinged.',
        zh: '每个端口都要先在自己的命名空间里配好地址，才谈得上 ping。',
      },
    },
  ],
  tryNext: [
    {
      en: 'Delete a namespace, `ip netns del ns1`, and look at `ovs-vsctl show`: the port is still in the database.',
      zh: '用 `ip netns del ns1` 删掉一个命名空间，再看 `ovs-vsctl show`：端口还在数据库里。',
    },
    { en: 'Compare with the lesson ovs-veth: count the devices on the host.', zh: '和 ovs-veth 那一课比较：数数主机上的设备。' },
  ],
  breakIt: [
    { en: 'Set tap1 down inside ns1 and ping it from ns2.', zh: '在 ns1 里停用 tap1，再从 ns2 ping 它。' },
    {
      en: 'Add a drop rule, `ovs-ofctl add-flow ovs-br0 priority=100,arp,actions=drop`, and ping: it goes on. Now forget the neighbours, `ip -all netns exec ip neigh flush all`, and ping again to see what ARP was good for.',
      zh: '加一条丢弃规则 `ovs-ofctl add-flow ovs-br0 priority=100,arp,actions=drop`，再 ping：照样通。然后用 `ip -all netns exec ip neigh flush all` 清空邻居表，再 ping 一次，看看 ARP 有什么用。',
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
        title: { en: 'Start Open vSwitch and create a bridge', zh: '启动 Open vSwitch 并创建网桥' },
        why: {
          en: 'The switch comes first, since this time it makes the network cards too. Its daemons and its database belong to this run alone.',
          zh: '先有交换机，因为这次连网卡也由它来造。它的守护进程和数据库只属于这次运行。',
        },
        actions: [action.ovsDaemons({}), action.ovsBridge({ name: BRIDGE })],
        checks: [],
      },
      {
        id: 'namespaces',
        title: { en: 'Add the namespaces', zh: '创建网络命名空间' },
        why: {
          en: 'Each namespace stands for a machine. A fresh one holds only a loopback device that is down.',
          zh: '每个命名空间代表一台机器。新建的命名空间里只有一个处于 down 状态的回环设备。',
        },
        actions: members.map(({ netns }) => action.netns({ name: netns })),
        checks: [],
      },
      {
        id: 'ports',
        title: { en: 'Create an internal port for each namespace and move it there', zh: '为每个命名空间创建内部端口并移过去' },
        why: {
          en: 'add-port alone would look for a device of that name; `type=internal` tells the switch to make it. The device appears on the host and may then move, while its other end stays in the switch.',
          zh: '只写 add-port，交换机会去找同名的已有设备；`type=internal` 告诉它自己造一个。设备先出现在主机上，然后可以移走，而它的另一头始终在交换机里。',
        },
        look: {
          en: '`ip -n ns1 -d link show tap1` tells what kind of device it is; `ovs-vsctl show` still lists it as a port.',
          zh: '`ip -n ns1 -d link show tap1` 说明它是哪种设备；`ovs-vsctl show` 仍然把它列为端口。',
        },
        actions: [
          ...members.map(({ dev }) => action.ovsInternalPort({ bridge: BRIDGE, dev })),
          ...members.map(({ netns, dev }) => action.move({ dev, to: netns })),
        ],
        checks: [],
      },
      {
        id: 'addresses',
        title: { en: 'Set the addresses and switch the ports on', zh: '配置地址并启用端口' },
        why: {
          en: `All addresses lie in ${formatPrefix(prefix)}: every namespace has the others on its own wire.`,
          zh: `所有地址都在 ${formatPrefix(prefix)} 里：每个命名空间与其他命名空间在同一条链路上。`,
        },
        actions: members.flatMap(({ netns, dev, interfaceAddress }) => [
          action.address({ netns, dev, address: interfaceAddress }),
          action.up({ netns, dev }),
        ]),
        checks: [check.joined({ by: 'ovs-internal', members: roles }), check.noDevice({ type: 'veth' })],
      },
      {
        id: 'reachability',
        title: { en: 'Every namespace reaches every other', zh: '每个命名空间都能到达其他命名空间' },
        why: {
          en: 'A frame goes from the card straight into the switch and out of another card. Through veth pairs it would pass two devices more.',
          zh: '帧从网卡直接进入交换机，再从另一块网卡出来。用 veth 设备对的话，要多经过两个设备。',
        },
        look: {
          en: '`ovs-appctl fdb/show ovs-br0` lists each MAC address behind its own port.',
          zh: '`ovs-appctl fdb/show ovs-br0` 列出每个 MAC 地址，各在自己的端口后面。',
        },
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
