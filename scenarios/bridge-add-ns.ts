import { action, check, checksOf, defineScenario, pairsOf, param } from '../src/authoring.ts';

/** The script's names: the outer end of each cable is called after its namespace, the inner one is always the same. */
const PORT = 'veth-';
const INNER = 'eth00';

export default defineScenario({
  id: 'bridge-add-ns',
  title: { en: 'A script that adds a namespace to a bridge', zh: '用脚本把网络命名空间接到网桥上' },
  summary: {
    en: 'Seven commands with three parameters, run once for each namespace; it works only once the bridge is up.',
    zh: '七条命令、三个参数，每个网络命名空间运行一遍；网桥启用之后才真正可用。',
  },
  about: {
    en: 'Wiring a namespace to a bridge takes the same commands every time: only the bridge, the name and the address differ. Put into a script, they are what a container engine does at each start of a container. This lesson runs the script of the tutorial for each namespace, then shows what it forgets.',
    zh: '把网络命名空间接到网桥上，每次用的命令都一样，变的只有网桥、名字和地址。写成脚本，就是容器引擎每次启动容器时所做的事。这一课对每个网络命名空间运行一遍教程里的脚本，再看看它漏了什么。',
  },
  sources: ['S4'],
  tags: ['netns', 'veth', 'bridge', 'docker'],
  params: {
    bridge: param.device({ initial: 'mydocker0', about: { en: 'the name of the bridge', zh: '网桥的名字' } }),
    namespaces: param.members({
      initial: 'ns1=172.16.1.1/16,ns2=172.16.1.2/16',
      port: PORT,
      min: 2,
      max: 32,
      about: { en: 'the namespaces and their addresses, in the order in which they are added', zh: '按添加顺序列出各网络命名空间及其地址' },
    }),
  },
  errata: [
    {
      id: 'brtcl',
      source: 'S4',
      mistake: { en: 'It says that the lesson needs a command called `brtcl`.', zh: '文中说这一节要用到一个叫 `brtcl` 的命令。' },
      right: {
        en: 'The command is `brctl`, of the package bridge-utils. It is no longer developed; `ip link` and `bridge` do all of it.',
        zh: '命令是 `brctl`，来自 bridge-utils 软件包。它早已停止开发，`ip link` 和 `bridge` 可以完全代替它。',
      },
    },
    {
      id: 'outside-elsewhere',
      source: 'S4',
      mistake: { en: 'For access to the outside it points to a page on another site.', zh: '关于对外通信，文中只给了一个外部网页的链接。' },
      right: {
        en: 'It takes an address on the bridge, a default route, forwarding and one rule: the lessons bridge-gateway and docker-bridge.',
        zh: '需要的是网桥上的地址、默认路由、转发和一条规则：见课程 bridge-gateway 和 docker-bridge。',
      },
    },
    {
      id: 'goes-on-after-errors',
      source: 'S4',
      mistake: {
        en: 'Its script goes on after a command that has failed, takes its parameters unquoted, and is run with `sh` though it says bash.',
        zh: '脚本里的命令失败后仍会继续往下执行，参数没有加引号，首行写的是 bash，却用 `sh` 来运行。',
      },
      right: {
        en: 'Begin such a script with `set -eu` and quote what comes from outside: with a name that is taken, it would otherwise give the address to somebody else’s device.',
        zh: '这类脚本应以 `set -eu` 开头，外来的参数都要加引号：否则遇到重名时，地址可能会配到别人的设备上。',
      },
    },
    {
      id: 'racy-clean-up',
      source: 'S4',
      mistake: {
        en: 'Nothing is said about taking it back. Who deletes the namespaces and runs the script again at once meets "RTNETLINK answers: File exists".',
        zh: '文中没有提怎样清理。删掉网络命名空间后立刻重跑脚本，会遇到 “RTNETLINK answers: File exists”。',
      },
      right: {
        en: '`ip netns del` returns before the kernel has freed the devices inside, and with them their other ends. Delete `veth-ns1` first: that is done when the command returns.',
        zh: '`ip netns del` 返回时，内核还没有释放里面的设备，它们在外面的另一端也就还在。先删 `veth-ns1`：命令返回时就已删完。',
      },
    },
  ],
  tryNext: [
    {
      en: 'Add a third: `netscenario run bridge-add-ns --set namespaces=ns1=172.16.1.1/16,ns2=172.16.1.2/16,web=172.16.1.3/16`.',
      zh: '再加一个：`netscenario run bridge-add-ns --set namespaces=ns1=172.16.1.1/16,ns2=172.16.1.2/16,web=172.16.1.3/16`。',
    },
    {
      en: 'Compare with Docker: `--set bridge=docker0`, and in a container `ip address` shows eth0 where this script says eth00.',
      zh: '与 Docker 对照：`--set bridge=docker0`；容器里的 `ip address` 显示的是 eth0，这个脚本里叫 eth00。',
    },
    {
      en: 'Give the bridge an address and let it be the way out: the lesson bridge-gateway.',
      zh: '给网桥配上地址，让它成为出口：见课程 bridge-gateway。',
    },
  ],
  breakIt: [
    {
      en: 'Set the bridge down again: every port is still up and has a carrier, and no frame passes.',
      zh: '再把网桥停用：各端口仍处于 up 状态，也有载波，但一个帧都过不去。',
    },
    {
      en: 'Add a namespace with an address of another network and ping it: "Network is unreachable", though the wire is the same.',
      zh: '添加一个地址属于别的网段的命名空间再 ping 它：明明在同一条链路上，却提示 “Network is unreachable”。',
    },
  ],
  faults: ({ bridge, namespaces }) => {
    const made = [INNER, ...namespaces.map(({ netns }) => `${PORT}${netns}`)];
    return made.includes(bridge)
      ? [
          {
            en: `bridge: the script makes a device ${bridge} itself; choose another name for the bridge`,
            zh: `bridge：脚本自己会创建名为 ${bridge} 的设备；给网桥另起一个名字`,
          },
        ]
      : [];
  },
  steps({ bridge, namespaces }) {
    const roles = namespaces.map(({ netns, address }) => ({ netns, address }));
    const [first, second] = roles as [(typeof roles)[number], (typeof roles)[number]];
    const { pairs, note } = pairsOf(roles);
    return [
      {
        id: 'bridge',
        title: { en: `Create the bridge ${bridge}, and leave it down`, zh: `创建网桥 ${bridge}，先不启用` },
        why: {
          en: 'A new device is down, a bridge like any other. The tutorial, too, switches it on at the very end, so that one sees what difference it makes.',
          zh: '新设备一律处于 down 状态，网桥也不例外。教程也是到最后才启用它，正好可以看出有什么区别。',
        },
        actions: [action.bridge({ name: bridge })],
        checks: [],
      },
      ...namespaces.map(({ index, netns, address, interfaceAddress }) => ({
        id: `add-${index + 1}`,
        title: {
          en: `Run the script: ${bridge} ${netns} ${interfaceAddress}`,
          zh: `运行脚本：${bridge} ${netns} ${interfaceAddress}`,
        },
        why:
          index === 0
            ? {
                en: `The script of the tutorial, line by line, with its three parameters filled in. The cable's outer end is named after the namespace, since the host sees all of them; the inner one may be called ${INNER} in each, since no two are in one namespace.`,
                zh: `教程里的脚本，逐行照做，只是填上了三个参数。网线的外端以命名空间命名，因为主机上看得到所有外端；内端在每个命名空间里都可以叫 ${INNER}，因为它们互不在一处。`,
              }
            : {
                en: `The same lines once more. That ${INNER} is free again on the host is no accident: the one before has moved away.`,
                zh: `同样的几行再来一遍。主机上的 ${INNER} 又可以用了，这不是碰巧：前一个已经移走。`,
              },
        look: {
          en: `${INNER} has a carrier, since its other end is up. That ${PORT}${netns} is plugged into a bridge which is down does not show from inside.`,
          zh: `${INNER} 有载波，因为另一端已启用。而 ${PORT}${netns} 接着的网桥还没启用，这在里面看不出来。`,
        },
        actions: [
          action.netns({ name: netns }),
          action.veth({ name: `${PORT}${netns}`, peer: INNER }),
          action.move({ dev: INNER, to: netns }),
          action.address({ netns, dev: INNER, address: interfaceAddress }),
          action.up({ netns, dev: INNER }),
          action.up({ dev: `${PORT}${netns}` }),
          action.bridgePort({ dev: `${PORT}${netns}`, bridge }),
        ],
        checks: [check.carrier({ netns, address })],
      })),
      {
        id: 'not-yet',
        title: { en: 'Everything is wired, and nothing passes', zh: '网线都接好了，却什么也过不去' },
        why: {
          en: 'The script leaves lo down, so that a namespace cannot even ping itself; it is switched on here. A namespace then answers itself, and no other, since the bridge is still down.',
          zh: '脚本没有启用 lo，命名空间连自己都 ping 不通；这里把它启用。之后每个命名空间都能应答自己，却得不到别人的应答，因为网桥还没启用。',
        },
        look: {
          en: '`bridge link` calls every port disabled: a port forwards only while its bridge is up.',
          zh: '`bridge link` 显示每个端口都是 disabled：网桥启用了，端口才会转发。',
        },
        actions: [...namespaces.map(({ netns }) => action.up({ netns, dev: 'lo' })), action.show({ what: 'ports', dev: bridge })],
        checks: [
          ...roles.map(({ netns, address }) => check.reaches({ from: netns, to: address })),
          check.noReply({ from: first.netns, to: second.address, control: first.address }),
        ],
      },
      {
        id: 'up',
        title: { en: `Switch ${bridge} on`, zh: `启用 ${bridge}` },
        why: {
          en: 'One command, and all ports that have a carrier begin to forward.',
          zh: '一条命令，所有有载波的端口就开始转发。',
        },
        note,
        actions: [action.up({ dev: bridge }), action.show({ what: 'address', netns: first.netns })],
        checks: [
          check.joined({ by: 'bridge', members: roles }),
          ...checksOf(pairs, (from, to) => check.reaches({ from: from.netns, to: to.address })),
          check.learnt({ on: 'bridge', members: roles }),
        ],
      },
    ];
  },
});
