import { action, check, defineScenario, formatPrefix, hostAt, param } from '../src/authoring.ts';

const BRIDGE = 'br0';

export default defineScenario({
  id: 'bridge-2ns',
  title: { en: 'Two namespaces on a Linux bridge, from dead wire to ping', zh: '用网桥连接两个网络命名空间：从没有载波到 ping 通' },
  summary: {
    en: 'Two cables that end nowhere, then a bridge that joins them: carrier, port state and learnt addresses at every stage.',
    zh: '两根另一端悬空的网线，再用一个网桥把它们接起来：逐步观察载波、端口状态和学到的 MAC 地址。',
  },
  about: {
    en: 'A device can be up and yet be dead, and a wire can be alive and yet lead nowhere. This lesson goes through the three states one by one: no carrier, a carrier but no switch, and a switch that forwards. Whoever can tell them apart finds most faults of a virtual network in a minute.',
    zh: '设备启用了，网线却可能是断的；网线通了，也可能哪儿都到不了。这一课把三种状态逐一走一遍：没有载波、有载波但没接交换机、接上交换机并开始转发。分得清这三种状态，虚拟网络的大部分故障一分钟就能定位。',
  },
  sources: ['S1', 'S3'],
  tags: ['netns', 'veth', 'bridge'],
  params: {
    subnet: param.subnet({
      initial: '1.1.1.0/24',
      hosts: 2,
      about: { en: 'the network that both namespaces are in', zh: '两个网络命名空间共用的网段' },
    }),
  },
  errata: [
    {
      id: 'independence-as-cause',
      source: 'S1',
      mistake: {
        en: 'It says that the ping fails before there is a bridge because the two namespaces are independent of each other.',
        zh: '文中说，没有网桥时 ping 不通，是因为两个网络命名空间相互独立。',
      },
      right: {
        en: 'They stay as independent as before when the ping works. It fails because the other ends of both cables are down and plugged in nowhere: its own listing says NO-CARRIER and LOWERLAYERDOWN.',
        zh: 'ping 通之后它们照样相互独立。不通的原因是两根网线的另一端都没有启用，也没接到任何地方：文中自己的输出就写着 NO-CARRIER 和 LOWERLAYERDOWN。',
      },
    },
    {
      id: 'endless-ping',
      source: 'S1',
      mistake: {
        en: 'To show that nothing answers it types `ping 1.1.1.2`, which never ends by itself.',
        zh: '为了说明 ping 不通，文中直接执行 `ping 1.1.1.2`，这条命令自己不会结束。',
      },
      right: {
        en: 'A ping that is to fail needs a limit: `-c` for the number of requests and `-W` for the time to wait for the last answer.',
        zh: '预期会失败的 ping 要有限度：用 `-c` 限定次数，用 `-W` 限定等待应答的时间。',
      },
    },
    {
      id: 'public-addresses',
      source: 'S1',
      mistake: { en: 'It uses 1.1.1.0/24 as if it were private.', zh: '把 1.1.1.0/24 当作私有网段来用。' },
      right: {
        en: 'That is public address space: harmless in a sandbox, but on a real host it hides the real 1.1.1.1. Take `--set subnet=10.1.1.0/24` there.',
        zh: '这是公网地址：在沙箱里无害，在真实主机上却会让真正的 1.1.1.1 无法访问。在真实主机上请用 `--set subnet=10.1.1.0/24`。',
      },
    },
    {
      id: 'name-taken',
      source: 'S3',
      mistake: {
        en: 'While moving veth0 it meets "RTNETLINK answers: Invalid argument", and deletes both namespaces to get on.',
        zh: '移动 veth0 时遇到 “RTNETLINK answers: Invalid argument”，就把两个网络命名空间都删掉重来。',
      },
      right: {
        en: 'ns1 still had a veth0 from the part before. Deleting that device, or choosing another name, is enough; newer kernels say so themselves.',
        zh: 'ns1 里还留着前一节的 veth0。删掉那个设备或换个名字就够了；较新的内核会直接说明原因。',
      },
    },
  ],
  tryNext: [
    {
      en: 'Watch it learn: `bridge monitor fdb` in one shell, a ping in another (`--keep` leaves the network up).',
      zh: '看网桥如何学习：用 `--keep` 保留网络，在一个 shell 里运行 `bridge monitor fdb`，在另一个里 ping。',
    },
    {
      en: 'Ask the bridge how long it remembers: `ip -d link show br0` has `ageing_time 30000`, in hundredths of a second.',
      zh: '看看网桥能记多久：`ip -d link show br0` 里的 `ageing_time 30000`，单位是百分之一秒。',
    },
    {
      en: 'Plug the card of the host into the bridge, too, and see what the host loses: the lesson bridge-uplink.',
      zh: '再把主机的网卡也接进网桥，看看主机会失去什么：见课程 bridge-uplink。',
    },
  ],
  breakIt: [
    {
      en: 'Set veth_ns1 down: `bridge link` calls the port disabled, and veth0_ns1 inside ns1 says NO-CARRIER again.',
      zh: '把 veth_ns1 停用：`bridge link` 显示该端口为 disabled，ns1 里的 veth0_ns1 又变成 NO-CARRIER。',
    },
    {
      en: 'Set br0 down instead: both namespaces keep their carrier, and still nothing passes.',
      zh: '改为停用 br0：两个网络命名空间都还有载波，但什么也过不去。',
    },
  ],
  steps({ subnet: { prefix } }) {
    const members = [0, 1].map((index) => ({
      netns: `ns${index}`,
      dev: `veth0_ns${index}`,
      port: `veth_ns${index}`,
      address: hostAt(prefix, index + 1),
    }));
    const roles = members.map(({ netns, address }) => ({ netns, address }));
    const [left, right] = roles as [(typeof roles)[number], (typeof roles)[number]];
    const silent = check.noReply({ from: left.netns, to: right.address, control: left.address });
    return [
      {
        id: 'namespaces',
        title: { en: 'Add two namespaces, each with a working lo', zh: '创建两个网络命名空间，并启用各自的 lo' },
        why: {
          en: 'A new namespace has nothing but lo, and lo is down: it cannot even reach an address of its own. Switched on, it lets each namespace ping itself, so that a ping that fails later says something about the wire.',
          zh: '新建的网络命名空间里只有 lo，而且没有启用：连自己的地址都到不了。启用 lo 之后，每个命名空间都能 ping 通自己，这样之后 ping 不通时，问题才确定出在链路上。',
        },
        actions: members.flatMap(({ netns }) => [action.netns({ name: netns }), action.up({ netns, dev: 'lo' })]),
        checks: members.map(({ netns }) => check.onlyLoopback({ netns, up: true })),
      },
      {
        id: 'cables',
        title: { en: 'Lay a cable out of each namespace', zh: '从每个网络命名空间各拉出一根网线' },
        why: {
          en: 'One end of each veth pair goes into its namespace, the other stays on the host. Only the inner end gets an address and is switched on.',
          zh: '每个 veth 设备对的一端移入网络命名空间，另一端留在主机上。这一步只给里面那一端配地址并启用。',
        },
        look: {
          en: `\`ip -n ${left.netns} address\`: the device is UP by order and LOWERLAYERDOWN by fact, since the end on the host is still off. A ping to oneself is answered by lo all the same.`,
          zh: `看 \`ip -n ${left.netns} address\`：设备按命令是 UP，实际却是 LOWERLAYERDOWN，因为主机上的那一端还没启用。ping 自己仍然有应答，因为那走的是 lo。`,
        },
        actions: [
          ...members.flatMap(({ netns, dev, port, address }) => [
            action.veth({ name: dev, peer: port }),
            action.move({ dev, to: netns }),
            action.address({ netns, dev, address: `${address}/${prefix.length}` }),
            action.up({ netns, dev }),
          ]),
          ...members.map(({ netns }) => action.show({ what: 'link', netns })),
          action.show({ what: 'link' }),
        ],
        checks: [...roles.map((role) => check.carrier({ ...role, has: false })), silent],
      },
      {
        id: 'other-ends',
        title: { en: 'Switch the other ends on: a carrier, and still no ping', zh: '启用另一端：有了载波，仍然 ping 不通' },
        why: {
          en: 'A veth has a carrier once both of its ends are up. That makes the wire alive; it does not make it lead anywhere.',
          zh: 'veth 的两端都启用后才有载波。链路是通了，但这不代表它通向了什么地方。',
        },
        look: {
          en: 'NO-CARRIER is gone from both listings. The ARP requests now reach the host, which has no address in that network and lets them drop.',
          zh: '两边的 NO-CARRIER 都消失了。ARP 请求现在能到主机，但主机没有这个网段的地址，不会理睬。',
        },
        actions: members.map(({ port }) => action.up({ dev: port })),
        checks: [...roles.map((role) => check.carrier(role)), silent],
      },
      {
        id: 'bridge',
        title: { en: 'Create the bridge and plug both cables in', zh: '创建网桥，把两根网线都接上去' },
        why: {
          en: 'The bridge is the switch between the two. Both it and its ports must be up: a port forwards when it has a carrier and its bridge is up.',
          zh: '网桥就是两者之间的交换机。网桥和端口都要启用：端口有载波、网桥已启用，端口才会转发。',
        },
        look: {
          en: '`bridge link` has a line for each port with `master br0` and `state forwarding`.',
          zh: '`bridge link` 为每个端口显示一行，带有 `master br0` 和 `state forwarding`。',
        },
        actions: [
          action.bridge({ name: BRIDGE }),
          action.up({ dev: BRIDGE }),
          ...members.map(({ port }) => action.bridgePort({ dev: port, bridge: BRIDGE })),
          action.show({ what: 'address', dev: BRIDGE }),
          action.show({ what: 'ports', dev: BRIDGE }),
        ],
        checks: [check.joined({ by: 'bridge', members: roles })],
      },
      {
        id: 'reachability',
        title: { en: 'Now they reach each other, and the bridge has learnt both', zh: '现在互相可达，网桥也学到了两边的 MAC 地址' },
        why: {
          en: `Both are in ${formatPrefix(prefix)}. The ARP request is flooded to every port; from its source, and from that of the answer, the bridge learns which MAC address lives behind which port.`,
          zh: `两者都在 ${formatPrefix(prefix)} 网段。ARP 请求会泛洪到所有端口；网桥从请求和应答的源 MAC 地址学到谁在哪个端口后面。`,
        },
        look: {
          en: '`bridge fdb show br br0`: the two lines without `permanent` were learnt just now, and are forgotten after five minutes of silence.',
          zh: '看 `bridge fdb show br br0`：不带 `permanent` 的两行是刚学到的，静默五分钟后会被忘掉。',
        },
        actions: [],
        checks: [
          check.reaches({ from: left.netns, to: right.address }),
          check.reaches({ from: right.netns, to: left.address }),
          check.learnt({ on: 'bridge', members: roles }),
        ],
      },
    ];
  },
});
