import { action, check, defineScenario, param } from '../src/authoring.ts';

const BRIDGE = 'br-test';
const OVS_VETH = 'ovs-test';
const OVS_INTERNAL = 'ovs-test2';
const MEASUREMENT = 'wirings';

/** Two namespaces of a wiring's own; so the devices in them can have the source's names in every wiring. */
function wiring(id: string, number: number, label: { en: string; zh: string }) {
  const [near, far] = [1, 2].map((end) => ({ netns: `ns${end}-${id}`, dev: `tap${end}`, address: `10.1.${number}.${end}` })) as [End, End];
  return { id, label, near, far, ends: [near, far], roles: [near, far].map(({ netns, address }) => ({ netns, address })) };
}

interface End {
  readonly netns: string;
  readonly dev: string;
  readonly address: string;
}

type Wiring = ReturnType<typeof wiring>;

function namespaces({ ends }: Wiring) {
  return ends.map(({ netns }) => action.netns({ name: netns }));
}

function configured({ ends }: Wiring) {
  return ends.flatMap(({ netns, dev, address }) => [action.address({ netns, dev, address: `${address}/24` }), action.up({ netns, dev })]);
}

function answers({ near, far }: Wiring) {
  return check.reaches({ from: near.netns, to: far.address });
}

export default defineScenario({
  id: 'switching-performance',
  title: { en: 'Four wirings compared: how fast, how soon, at what cost', zh: '四种接法的比较：吞吐量、时延与 CPU 开销' },
  summary: {
    en: 'A veth pair, a Linux bridge, and Open vSwitch in two ways, measured side by side with iperf3 and ping.',
    zh: '把 veth 直连、Linux 网桥和 Open vSwitch 的两种接法放在一起，用 iperf3 和 ping 测量比较。',
  },
  about: {
    en: 'Two namespaces can be wired in four ways, and all four carry a ping. Which one is the fastest? An answer that is worth anything comes from this machine, from several rounds, and with the spread beside it: most of what looks like a difference in one run is gone in the next. This lesson builds all four at once, measures them in turns, and says which differences are more than noise.',
    zh: '两个网络命名空间可以有四种接法，四种都能 ping 通。哪一种最快？有价值的答案要在自己的机器上得出，要测好几轮，还要同时给出离散程度：一次运行里看似存在的差异，多半在下一次运行里就不见了。这一课同时搭好四种接法，轮流测量，然后说明哪些差异不只是噪声。',
  },
  sources: ['S3e'],
  tags: ['netns', 'veth', 'bridge', 'ovs', 'measuring'],
  params: {
    rounds: param.integer({
      min: 1,
      max: 20,
      initial: 5,
      brief: 1,
      about: {
        en: 'how many times each wiring has its turn; with fewer than 5 no difference can be told from noise',
        zh: '每种接法测几轮；少于 5 轮时，任何差异都无法与噪声区分',
      },
    }),
    seconds: param.integer({
      min: 1,
      max: 60,
      initial: 1,
      about: { en: 'how long iperf3 sends in each turn, in seconds', zh: '每轮中 iperf3 发送多少秒' },
    }),
  },
  errata: [
    {
      id: 'no-addresses',
      source: 'S3e',
      mistake: { en: 'All four listings end before any address is set.', zh: '四段命令都没有配置任何地址。' },
      right: {
        en: 'Each device needs an address inside its namespace before anything can be sent; here every wiring has a subnet of its own.',
        zh: '每个设备都要先在自己的命名空间里配上地址，才能收发数据；这里每种接法各用一个子网。',
      },
    },
    {
      id: 'no-numbers',
      source: 'S3e',
      mistake: {
        en: 'It states "noticeable differences with respect to throughput and CPU usage" and leaves the numbers to another article.',
        zh: '它声称“在吞吐量和 CPU 占用上有明显差异”，数字却留给另一篇文章。',
      },
      right: {
        en: 'Here they are measured. Whether a difference is there depends on the machine, and on whether Open vSwitch forwards in the kernel or in its daemon; it is computed from the rounds.',
        zh: '这里实际测量。差异是否存在取决于机器，也取决于 Open vSwitch 在内核中还是在守护进程中转发；结论由各轮数据算出。',
      },
    },
  ],
  tryNext: [
    {
      en: 'Keep the numbers: `netscenario run switching-performance --data wirings.svg --data wirings.csv --data wirings.json`.',
      zh: '把结果保存下来：`netscenario run switching-performance --data wirings.svg --data wirings.csv --data wirings.json`。',
    },
    {
      en: 'Take more rounds, `--set rounds=10`, and see which of the differences were noise.',
      zh: '多测几轮，`--set rounds=10`，看看哪些差异只是噪声。',
    },
    {
      en: 'Measure again while something else keeps the machine busy, and look at the spread.',
      zh: '让别的程序占用机器，再测一次，看看离散程度有什么变化。',
    },
  ],
  breakIt: [
    {
      en: 'Where Open vSwitch forwards in its daemon: give the checksums back to the device, `ip netns exec ns1-ovs ethtool -K tap1 tx on`. `ping 10.1.3.2` in ns1-ovs still works, iperf3 does not connect any more.',
      zh: '如果 Open vSwitch 在守护进程中转发：用 `ip netns exec ns1-ovs ethtool -K tap1 tx on` 把校验和交还给网卡。在 ns1-ovs 里 `ping 10.1.3.2` 仍然通，iperf3 却连不上了。',
    },
    {
      en: 'Slow one wiring down, `ip netns exec ns1-veth tc qdisc add dev tap1 root netem delay 1ms`, and call `ip netns exec ns1-veth ping 10.1.1.2`.',
      zh: '故意拖慢一种接法：`ip netns exec ns1-veth tc qdisc add dev tap1 root netem delay 1ms`，再运行 `ip netns exec ns1-veth ping 10.1.1.2`。',
    },
  ],
  steps({ rounds, seconds }) {
    const veth = wiring('veth', 1, { en: 'veth pair', zh: 'veth 直连' });
    const bridge = wiring('br', 2, { en: 'Linux bridge + veth', zh: 'Linux 网桥 + veth' });
    const ovs = wiring('ovs', 3, { en: 'OVS + veth', zh: 'OVS + veth' });
    const internal = wiring('int', 4, { en: 'OVS internal ports', zh: 'OVS 内部端口' });
    const wirings = [veth, bridge, ovs, internal];
    return [
      {
        id: 'veth',
        title: { en: 'First wiring: a veth pair and nothing else', zh: '第一种接法：只用一对 veth' },
        why: {
          en: 'The shortest way there is: one cable, no switch. What the others cost more than this is the price of their switch. tap1 is made on the host and moved; tap2 is made in its namespace, and so is, from here on, every end of a cable that belongs in one. Packets fare the same either way. Only the set-up is quicker without a move, since the kernel has to wait before it can hand a device over.',
          zh: '这是最短的路径：一根网线，没有交换机。其他接法比它多出的开销，就是交换机的代价。tap1 在主机上创建，再移走；tap2 直接创建在自己的命名空间里；后面的网线，凡是该在命名空间里的那一端，也都这样创建。对包来说两种做法没有区别，只是不移动就搭建得更快，因为内核要等一等才能把设备交出去。',
        },
        actions: [
          ...namespaces(veth),
          action.veth({ name: veth.near.dev, peer: veth.far.dev, peerNetns: veth.far.netns }),
          action.move({ dev: veth.near.dev, to: veth.near.netns }),
          ...configured(veth),
        ],
        checks: [
          check.paired({
            a: { netns: veth.near.netns, address: veth.near.address },
            b: { netns: veth.far.netns, address: veth.far.address },
          }),
          answers(veth),
        ],
      },
      {
        id: 'bridge',
        title: { en: 'Second wiring: a Linux bridge and two veth pairs', zh: '第二种接法：一个 Linux 网桥和两对 veth' },
        why: {
          en: 'With a switch in the middle there may be more than two members. Each frame now passes two cables and the table of the bridge.',
          zh: '中间有了交换机，就可以接两个以上的成员。每个帧要经过两根网线和网桥的转发表。',
        },
        actions: [
          ...namespaces(bridge),
          action.bridge({ name: BRIDGE }),
          action.up({ dev: BRIDGE }),
          ...bridge.ends.flatMap(({ netns, dev }) => [
            action.veth({ name: `br-${dev}`, peer: dev, peerNetns: netns }),
            action.bridgePort({ dev: `br-${dev}`, bridge: BRIDGE }),
            action.up({ dev: `br-${dev}` }),
          ]),
          ...configured(bridge),
        ],
        checks: [check.joined({ by: 'bridge', members: bridge.roles }), answers(bridge)],
      },
      {
        id: 'ovs-veth',
        title: { en: 'Third wiring: Open vSwitch and two veth pairs', zh: '第三种接法：Open vSwitch 和两对 veth' },
        why: {
          en: 'The same cables with another switch in the middle. Where the kernel has the openvswitch module it forwards there; without it the daemon ovs-vswitchd does, and every packet goes up to a program and down again.',
          zh: '同样的网线，换一台交换机。内核有 openvswitch 模块时在内核里转发；没有时由守护进程 ovs-vswitchd 转发，每个包都要从内核上到程序里，再回到内核。',
        },
        look: {
          en: 'The first lines of a run say which of the two it is here: the datapath of the kernel, or that in userspace. Numbers of the one say nothing about the other.',
          zh: '运行输出的开头几行会说明这里用的是哪一种：内核态数据通路还是用户态数据通路。一种的数字不能说明另一种。',
        },
        actions: [
          action.ovsDaemons({}),
          ...namespaces(ovs),
          action.ovsBridge({ name: OVS_VETH }),
          ...ovs.ends.map(({ netns, dev }) => action.veth({ name: `ovs-${dev}`, peer: dev, peerNetns: netns })),
          ...ovs.ends.map(({ dev }) => action.ovsPort({ dev: `ovs-${dev}`, bridge: OVS_VETH })),
          ...ovs.ends.map(({ dev }) => action.up({ dev: `ovs-${dev}` })),
          ...configured(ovs),
          ...ovs.ends.map(({ netns, dev }) => action.txChecksums({ netns, dev })),
        ],
        checks: [check.joined({ by: 'ovs-veth', members: ovs.roles }), answers(ovs)],
      },
      {
        id: 'ovs-internal',
        title: { en: 'Fourth wiring: internal ports of Open vSwitch', zh: '第四种接法：Open vSwitch 的内部端口' },
        why: {
          en: 'No veth at all: the switch brings the network cards. It makes them on the host, so both have to be moved. A second OVS bridge keeps this wiring apart from the third.',
          zh: '完全不用 veth：网卡由交换机提供。它在主机上创建网卡，所以两块都要移走。另建一个 OVS 网桥，好让这种接法与第三种互不相干。',
        },
        actions: [
          ...namespaces(internal),
          action.ovsBridge({ name: OVS_INTERNAL }),
          ...internal.ends.map(({ dev }) => action.ovsInternalPort({ bridge: OVS_INTERNAL, dev })),
          ...internal.ends.map(({ netns, dev }) => action.move({ dev, to: netns })),
          ...configured(internal),
        ],
        checks: [check.joined({ by: 'ovs-internal', members: internal.roles }), answers(internal)],
      },
      {
        id: 'servers',
        title: { en: 'Start a server at the far end of each wiring', zh: '在每种接法的远端启动服务端' },
        why: {
          en: 'All servers run from the start, so that every wiring is measured under the same conditions. Each waits in its own namespace; so all can have the same port.',
          zh: '所有服务端一开始就启动，各种接法的测量条件才相同。它们各自在自己的命名空间里等待，所以可以用同一个端口号。',
        },
        actions: wirings.map(({ far }) => action.iperf3Server({ netns: far.netns })),
        checks: [],
      },
      {
        id: 'measure',
        title: { en: 'Measure all four in turns', zh: '轮流测量四种接法' },
        why: {
          en: 'Throughput, round-trip time and processor time answer three questions, and a wiring that is good at one may be bad at another. The processor time is that of the whole machine: a switch that forwards in a program of its own spends it where neither sender nor receiver would be charged.',
          zh: '吞吐量、往返时延和 CPU 时间回答的是三个问题，某一项好的接法，另一项未必好。CPU 时间统计整台机器：如果交换机在自己的程序里转发，开销既不记在发送方、也不记在接收方的账上。',
        },
        look: {
          en: 'First the ranges, then the medians. Where two ranges overlap, the order of the medians may be luck.',
          zh: '先看范围，再看中位数。两个范围有重叠时，中位数谁高谁低可能只是运气。',
        },
        actions: [
          action.measure({
            name: MEASUREMENT,
            rounds,
            seconds,
            paths: wirings.map(({ id, label, near, far }) => ({ id, label, from: near.netns, to: far.address })),
          }),
        ],
        checks: [
          check.measured({
            measurement: MEASUREMENT,
            rounds,
            paths: wirings.map(({ id }) => id),
            from: veth.near.netns,
            to: veth.far.address,
          }),
        ],
      },
    ];
  },
});
