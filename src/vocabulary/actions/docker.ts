import * as v from 'valibot';
import { edited } from '../../model/draft.ts';
import { addLink, addNetns, changeNetns, type Edit } from '../../model/edits.ts';
import type { FilterRule } from '../../model/firewall.ts';
import { addressOf, formatPrefix, hostAt, hostCount, networkOf, overlaps, parsePrefix } from '../../model/inet.ts';
import { devName, HOST, interfaceAddress, netnsName, port, prefix } from '../../model/names.ts';
import { type Link, type Netns, type Network, netnsOf } from '../../model/network.ts';
import { say } from '../../model/say.ts';
import { han } from '../../model/text.ts';
import { defineAction, devicesMade, type FlagNote, tool } from '../define.ts';
import { connectedRoutes } from '../effects.ts';

/** The bridge of Docker's default network. */
const DEFAULT_BRIDGE = 'docker0';

const FILES = '/run/dockerd';

function requireDocker({ netns }: Network): void {
  if (!netns[HOST]?.links[DEFAULT_BRIDGE])
    throw new RangeError(
      say({ en: 'no Docker daemon is running at this point; start it first', zh: '到这里还没有 Docker 守护进程在运行，请先启动它' }),
    );
}

/** The chain of published ports, one in each table; and the two that keep networks apart. */
const PUBLISHED = 'DOCKER';
const STAGES = ['DOCKER-ISOLATION-STAGE-1', 'DOCKER-ISOLATION-STAGE-2'] as const;

/** What Docker makes for a network of the driver `bridge`: the bridge with an address, and rules. */
function bridgeNetwork(network: Network, name: string, address: string): readonly Edit[] {
  const bridge: Link = { name, kind: 'bridge', up: true, addresses: [address], stp: false };
  const source = formatPrefix(networkOf(address));
  const rules: readonly FilterRule[] = [
    { chain: 'forward', out: name, states: ['established', 'related'], target: 'accept' },
    { chain: 'forward', out: name, target: 'jump', into: PUBLISHED },
    { chain: 'forward', in: name, exceptOut: name, target: 'accept' },
    { chain: 'forward', in: name, out: name, target: 'accept' },
    { chain: STAGES[0], in: name, exceptOut: name, target: 'jump', into: STAGES[1] },
    { chain: STAGES[1], out: name, target: 'drop' },
  ];
  return [
    addLink(network, HOST, bridge),
    changeNetns(network, HOST, ({ routes, nat, filter }) => ({
      routes: [...routes, ...connectedRoutes(bridge)],
      nat: [
        ...nat,
        { chain: 'postrouting', source, exceptOut: name, target: 'masquerade' },
        { chain: PUBLISHED, in: name, target: 'return' },
      ],
      filter: { ...filter, rules: [...filter.rules, ...rules] },
    })),
  ];
}

/** What Docker makes as it starts, before any network: chains, the way to them, and a host that forwards nothing else. */
function ownChains({ nat, filter, sysctls }: Netns): Partial<Netns> {
  return {
    rulesBy: 'docker',
    sysctls: { ...sysctls, 'net.ipv4.ip_forward': '1' },
    nat: [...nat, { chain: 'prerouting', toLocal: true, target: 'jump', into: PUBLISHED }],
    filter: {
      dropping: [...filter.dropping, 'forward'],
      chains: [...filter.chains, PUBLISHED, ...STAGES],
      rules: [...filter.rules, { chain: 'forward', target: 'jump', into: STAGES[0] }],
    },
  };
}

/** Starts a Docker daemon of the run's own, with a containerd, files and a socket of its own (dockerd(8)). */
export const dockerDaemon = defineAction({
  kind: 'docker-daemon',
  params: v.strictObject({ bip: v.optional(interfaceAddress, '172.17.0.1/16') }),
  about: { bip: { en: "the default bridge's address, with the length of its network", zh: '默认网桥的地址，带网段的前缀长度' } },
  prepare: 'dockerd-files',
  template: 'dockerd-start',
  printed: 'script/dockerd-start',
  housekeeping: 'dockerd-wait',
  undo: 'dockerd-stop',
  makes: () => [
    ...devicesMade(HOST, DEFAULT_BRIDGE),
    ...[FILES, '/run/docker.pid', '/run/docker.sock'].map((name) => ({ what: 'file', name }) as const),
  ],
  effect(network, { bip }) {
    const chains = changeNetns(network, HOST, ownChains);
    return [chains, ...bridgeNetwork(edited(network, [chains]), DEFAULT_BRIDGE, bip)];
  },
  needs: () => [
    ...['docker', 'dockerd', 'containerd', 'crun', 'iptables', 'nft', 'mount', 'setsid', 'timeout'].map(tool),
    { kind: 'link', type: 'bridge' },
    { kind: 'netfilter', part: 'nat' },
    { kind: 'own-files' },
  ],
  title: () => ({ en: 'Start a private Docker daemon', zh: '启动一个私有的 Docker 守护进程' }),
  purpose: {
    en: '`docker` itself only asks; dockerd is the daemon that does the work, with containerd behind it. This one belongs to the run: its socket, its images and what it writes below /etc and /opt are in the sandbox, and a daemon of the machine is neither needed nor touched. As it starts, it creates docker0, switches forwarding on, sets the policy of the chain FORWARD to DROP and adds its own chains and the first MASQUERADE rule.',
    zh: '`docker` 命令只负责提要求，真正干活的是守护进程 dockerd，它背后还有 containerd。这里的守护进程只属于本次运行：套接字、镜像，以及它写进 /etc 和 /opt 的东西都在沙箱里，既不需要、也不会碰到机器上已有的 Docker。它一启动就创建 docker0、打开转发、把 FORWARD 链的默认策略改为 DROP，并加上自己的链和第一条 MASQUERADE 规则。',
  },
  flags: [
    {
      flag: 'PATH=',
      means: {
        en: 'a `modprobe` that does nothing comes first: the daemon is not to load modules into the kernel of the machine',
        zh: '让一个什么都不做的 `modprobe` 排在最前：守护进程不应给机器的内核加载模块',
      },
    },
    { flag: 'setsid -f', means: { en: 'in the background, in a session of its own', zh: '放到后台，自成一个会话' } },
    {
      flag: '--config-file',
      means: { en: 'the settings, in place of those in /etc/docker/daemon.json', zh: '设置文件，代替 /etc/docker/daemon.json' },
    },
    { flag: '--data-root', means: { en: 'where images and containers are kept', zh: '存放镜像和容器的目录' } },
    {
      flag: '--storage-driver vfs',
      means: { en: 'each container gets a plain copy of its image', zh: '每个容器得到镜像的一份普通拷贝' },
    },
    { flag: '2>&1', means: { en: 'messages of errors go to the same place', zh: '错误信息也写到同一处' } },
    { flag: '--bip', means: { en: "the default bridge's address and network", zh: '默认网桥的地址和网段' } },
    {
      flag: 'cgroup2 -o ro',
      means: {
        en: 'the tree of control groups, only to be read: dockerd wants to see one, and makes none of its own here',
        zh: '控制组的目录树，只读：dockerd 要求能看到它，而这里不会新建任何控制组',
      },
    },
    {
      flag: 'overlay -o',
      means: {
        en: 'a layer over the folder, in the sandbox only: what the daemon writes there goes to the layer',
        zh: '只在沙箱里给目录盖上一层：守护进程写进去的内容都落在这一层',
      },
    },
    {
      flag: 'timeout',
      means: { en: 'wait until the daemon answers, at most so many seconds', zh: '等到守护进程有应答为止，最多等这么多秒' },
    },
  ],
  mistakes: [
    {
      en: '"Cannot connect to the Docker daemon" means that nobody listens on /var/run/docker.sock, or that you may not open it.',
      zh: '“Cannot connect to the Docker daemon” 表示没有程序在 /var/run/docker.sock 上监听，或者你无权打开它。',
    },
    {
      en: 'The policy DROP of the chain FORWARD holds for all that the host forwards, not only for containers.',
      zh: 'FORWARD 链的 DROP 策略对主机转发的所有流量生效，不只是容器的流量。',
    },
  ],
  example: { given: [], params: {} },
});

/** Makes an image of the static busybox of this machine; nothing is downloaded (docker-import(1)). */
export const dockerImage = defineAction({
  kind: 'docker-image',
  params: v.strictObject({ name: devName }),
  about: { name: { en: "the image's name", zh: '镜像的名字' } },
  template: 'docker-import',
  devicesStay: true,
  undo: 'docker-import-undo',
  makes: () => [{ what: 'file', name: '/run/image' }],
  effect(network) {
    requireDocker(network);
    return [];
  },
  needs: () => ['docker', 'busybox', 'tar'].map(tool),
  title: ({ name }) => ({ en: `Make the image ${name}`, zh: `制作镜像 ${name}` }),
  purpose: {
    en: 'An image is a tree of files and the program to begin with. One statically linked program that answers to hundreds of names is a whole system; with it nothing has to be downloaded.',
    zh: '镜像就是一棵文件树，加上最先运行的程序。一个静态链接、对应几百个命令名的 busybox 就是一套完整的系统，不必下载任何东西。',
  },
  flags: [
    { flag: 'mkdir -p', means: { en: 'make a folder, and those above it', zh: '建目录，连同上级目录' } },
    { flag: '$(command -v', means: { en: 'the path of this program', zh: '这个程序的路径' } },
    { flag: '--install', means: { en: 'one name for each of its commands', zh: '为每个命令建一个名字' } },
    { flag: 'tar -c -C', means: { en: 'write an archive of what is in this folder', zh: '把这个目录里的内容打包' } },
    { flag: '|', means: { en: 'hand what is written to the next command', zh: '把输出交给后一个命令' } },
    { flag: 'import', means: { en: 'make an image of an archive of files', zh: '用文件归档制作镜像' } },
    {
      flag: '-c CMD',
      means: {
        en: 'a line as in a Dockerfile: the program to begin with, here a shell',
        zh: '像 Dockerfile 里那样写一行：最先运行的程序，这里是 shell',
      },
    },
    { flag: '-', means: { en: 'the archive comes through the pipe', zh: '归档从管道读入' } },
  ],
  mistakes: [
    {
      en: 'A busybox that is not statically linked lacks its libraries inside the image, and starts with "no such file or directory".',
      zh: '不是静态链接的 busybox 在镜像里找不到动态库，启动时会报 “no such file or directory”。',
    },
  ],
  example: { given: [dockerDaemon({})], params: { name: 'busybox' } },
});

/** Creates a user-defined network of the driver `bridge`, whose bridge gets the network's name. */
export const dockerNetwork = defineAction({
  kind: 'docker-network',
  params: v.strictObject({ name: devName, subnet: prefix }),
  about: {
    name: { en: "the network's name, and its bridge's", zh: '网络的名字，也是网桥的名字' },
    subnet: { en: 'its subnet; the first host is the bridge', zh: '网段；第一个主机地址归网桥' },
  },
  template: 'docker-network-add',
  data: ({ name, subnet }) => ({ name, subnet, bridge: `com.docker.network.bridge.name=${name}` }),
  undo: 'docker-network-del',
  makes: ({ name }) => devicesMade(HOST, name),
  effect(network, { name, subnet }) {
    requireDocker(network);
    const own = parsePrefix(subnet);
    if (hostCount(own) < 2)
      throw new RangeError(say({ en: `${subnet} has no room for a bridge and a container`, zh: `${subnet} 放不下一个网桥和一个容器` }));
    const taken = Object.values(netnsOf(network, HOST).links).find(({ addresses }) =>
      addresses.some((held) => overlaps(networkOf(held), own)),
    );
    if (taken)
      throw new RangeError(
        say({
          en: `${subnet} overlaps the network of ${taken.name}: Docker refuses it`,
          zh: `${subnet} 和 ${taken.name} 的网段重叠，Docker 会拒绝`,
        }),
      );
    return bridgeNetwork(network, name, `${hostAt(own, 1)}/${own.length}`);
  },
  needs: () => [tool('docker'), { kind: 'link', type: 'bridge' }],
  title: ({ name, subnet }) => ({ en: `Create the Docker network ${name}, ${subnet}`, zh: `创建 Docker 网络 ${name}，网段 ${subnet}` }),
  purpose: {
    en: 'A network of the driver `bridge` is a Linux bridge on the host with the first address of the subnet, one MASQUERADE rule, and rules that keep it apart from all other such networks.',
    zh: '驱动为 `bridge` 的网络就是主机上的一个 Linux 网桥：它拥有网段的第一个地址，配一条 MASQUERADE 规则，还有把它与其他这类网络隔开的规则。',
  },
  flags: [
    { flag: 'network create', means: { en: 'create a network', zh: '创建网络' } },
    { flag: '-d bridge', means: { en: 'the driver; bridge is the default', zh: '驱动，默认就是 bridge' } },
    { flag: '--subnet', means: { en: 'the network of its containers', zh: '容器所在的网段' } },
    {
      flag: '-o com.docker.network.bridge.name=',
      means: {
        en: "the bridge's name; without it Docker calls it `br-` and the first digits of the network's id",
        zh: '网桥的名字；不写的话，Docker 用 `br-` 加网络 ID 的前几位来命名',
      },
    },
  ],
  mistakes: [
    {
      en: '"Pool overlaps with other one on this address space" means that another Docker network has some of these addresses, often one that was never removed.',
      zh: '“Pool overlaps with other one on this address space” 表示另一个 Docker 网络占用了其中的地址，往往是忘了删除的旧网络。',
    },
  ],
  example: { given: [dockerDaemon({})], params: { name: 'my_br', subnet: '172.30.1.0/24' } },
});

/** The bridge of a Docker network, with the addresses in use there. */
function bridgeOf(network: Network, name: string): { readonly link: Link; readonly address: string; readonly used: ReadonlySet<string> } {
  const { links } = netnsOf(network, HOST);
  const link = links[name];
  const [address] = link?.addresses ?? [];
  if (link?.kind !== 'bridge' || address === undefined)
    throw new RangeError(say({ en: `there is no Docker network '${name}' at this point`, zh: `到这里还没有 Docker 网络 '${name}'` }));
  const held = Object.values(links).flatMap(({ master, peer }) =>
    master === name && peer ? (network.netns[peer.netns]?.links[peer.dev]?.addresses ?? []) : [],
  );
  return { link, address, used: new Set([address, ...held].map(addressOf)) };
}

/** The first address that nobody has: Docker deals them out in this order. */
function freeAddress(network: Network, name: string): { readonly own: string; readonly length: number; readonly gateway: string } {
  const { address, used } = bridgeOf(network, name);
  const subnet = networkOf(address);
  const number = Array.from({ length: used.size + 1 }, (_, index) => index + 1).find(
    (n) => n <= hostCount(subnet) && !used.has(hostAt(subnet, n)),
  );
  if (number === undefined)
    throw new RangeError(say({ en: `the Docker network '${name}' has no free address`, zh: `Docker 网络 '${name}' 没有空闲地址了` }));
  return { own: hostAt(subnet, number), length: subnet.length, gateway: addressOf(address) };
}

/** What Docker adds for a published port: the rewritten destination, the permission, and the way of a container to itself. */
function publishing(
  network: Network,
  { publish, own, bridge }: { readonly publish: { port: number; to: number }; readonly own: string; readonly bridge: string },
): Edit {
  const itself = `${own}/32`;
  return changeNetns(network, HOST, ({ nat, filter }) => ({
    nat: [
      ...nat,
      {
        ...{ chain: 'postrouting', source: itself, destination: itself, exceptOut: '' },
        ...{ protocol: 'tcp', dport: publish.to, target: 'masquerade' },
      },
      { chain: PUBLISHED, exceptIn: bridge, protocol: 'tcp', dport: publish.port, target: 'dnat', to: own, toPort: publish.to },
    ],
    filter: {
      ...filter,
      rules: [
        ...filter.rules,
        {
          ...{ chain: PUBLISHED, destination: itself, exceptIn: bridge, out: bridge },
          ...{ protocol: 'tcp', dport: publish.to, target: 'accept' },
        },
      ],
    },
  }));
}

const DETACHED: readonly FlagNote[] = [
  { flag: 'run', means: { en: 'make a container of an image and start it', zh: '用镜像创建容器并启动' } },
  { flag: '-itd', means: { en: 'with a terminal, and in the background (`-d`)', zh: '带终端，在后台运行（`-d`）' } },
  { flag: '--name', means: { en: "the container's name", zh: '容器的名字' } },
  { flag: '--network', means: { en: 'the network that it joins; without it, the default one', zh: '加入的网络；不写则加入默认网络' } },
  { flag: '-p', means: { en: 'publish: port of the host, then port of the container', zh: '发布端口：主机端口在前，容器端口在后' } },
];

/** Runs a container, and gives its network namespace the container's name, so that `ip netns` knows it (docker-run(1)). */
export const dockerRun = defineAction({
  kind: 'docker-run',
  params: v.strictObject({
    name: netnsName,
    image: devName,
    network: v.optional(devName),
    publish: v.optional(v.strictObject({ port, to: port })),
  }),
  about: {
    name: { en: "the container's name, and its namespace's", zh: '容器的名字，也是命名空间的名字' },
    image: { en: 'the image', zh: '镜像' },
    network: { en: 'the network that it joins; left out, the default one', zh: '加入的网络；省略则为默认网络' },
    publish: { en: 'a TCP port of the host, and the port `to` of the container', zh: '主机的一个 TCP 端口，以及容器内的端口 `to`' },
  },
  template: 'docker-run',
  data: ({ name, image, network, publish }) => ({
    ...{ name, image, network, pid: '{{.State.Pid}}' },
    publish: publish && `${publish.port}:${publish.to}`,
  }),
  housekeeping: 'netns-pin',
  housekeepingAtOnce: true,
  undo: 'docker-rm',
  makes: ({ name }) => [{ what: 'netns', name }],
  printedAfter: { by: 'same_settings', word: ({ name }) => name },
  effect(network, { name, network: joins = DEFAULT_BRIDGE, publish }) {
    requireDocker(network);
    const { own, length, gateway } = freeAddress(network, joins);
    const standIn = `veth-${name}`;
    const eth0: Link = {
      name: 'eth0',
      kind: 'veth',
      up: true,
      addresses: [`${own}/${length}`],
      peer: { netns: HOST, dev: standIn },
    };
    const lo: Link = { name: 'lo', kind: 'loopback', up: true, addresses: ['127.0.0.1/8'] };
    const made = addNetns(network, name);
    if (made.kind !== 'netns') throw new Error('a new namespace is a namespace');
    return [
      {
        ...made,
        state: {
          ...made.state,
          rulesBy: 'docker',
          links: { lo, eth0 },
          routes: [...connectedRoutes(eth0), { dst: 'default', via: gateway, dev: 'eth0', proto: 'boot' }],
        },
      },
      addLink(network, HOST, {
        ...{ name: standIn, standIn: true, kind: 'veth', up: true, addresses: [], master: joins },
        peer: { netns: name, dev: 'eth0' },
      }),
      ...(publish ? [publishing(network, { publish, own, bridge: joins })] : []),
    ];
  },
  needs: () => [...['docker', 'ip', 'sysctl', 'xargs'].map(tool), { kind: 'link', type: 'veth' }],
  title: ({ name, network }) => ({
    en: `Run the container ${name}${network ? ` on ${network}` : ''}`,
    zh: network ? `运行容器 ${name}，接入 ${network}` : `运行容器 ${name}`,
  }),
  purpose: {
    en: 'Docker makes a network namespace, a veth pair with `eth0` inside and a made-up name such as `veth05377ae` outside (`veth-` and the container in pictures here), plugs the outer end into the bridge, and sets address and default route. `ip netns` knows named namespaces only, and Docker keeps its own elsewhere: the second command gives this one the name of its container.',
    zh: 'Docker 会建一个网络命名空间和一个 veth 设备对：里面那端叫 `eth0`，外面那端用随机生成的名字，例如 `veth05377ae`（本课的图里写作 `veth-` 加容器名）；外面那端插到网桥上，再配好地址和默认路由。`ip netns` 只认识有名字的命名空间，而 Docker 把自己的放在别处：第二条命令让它以容器的名字可见。',
  },
  flags: [
    ...DETACHED,
    {
      flag: 'inspect -f',
      means: {
        en: 'print this of what Docker knows: the process id of the container',
        zh: '按这个格式打印 Docker 所知的信息：容器的进程号',
      },
    },
    { flag: '| xargs', means: { en: 'put what is printed behind the command that follows', zh: '把输出接在后面命令的末尾' } },
    { flag: 'netns attach', means: { en: 'name the namespace of that process', zh: '给那个进程所在的命名空间起名' } },
    {
      flag: 'sysctl -qep',
      means: {
        en: 'give the namespace the kernel settings from which every lesson starts',
        zh: '让该命名空间采用每一课开始时统一的内核设置',
      },
    },
  ],
  mistakes: [
    {
      en: 'Containers of one network are numbered in the order in which they start; an address is no name.',
      zh: '同一网络里的容器按启动先后取得地址，不要把地址当作名字来用。',
    },
    {
      en: '"Conflict. The container name … is already in use" means that a container of that name is still there, perhaps stopped: `docker ps -a` lists it.',
      zh: '“Conflict. The container name … is already in use” 表示同名的容器还在，也许已停止：`docker ps -a` 能列出它。',
    },
  ],
  example: {
    given: [dockerDaemon({}), dockerImage({ name: 'busybox' })],
    params: { name: 'test1', image: 'busybox' },
  },
});

const SHOWN = {
  containers: { program: 'docker', words: ['ps'] },
  networks: { program: 'docker', words: ['network', 'ls'] },
  network: { program: 'docker', words: ['network', 'inspect'] },
  link: { program: 'docker', words: ['ip', 'link'] },
  address: { program: 'docker', words: ['ip', 'address'] },
  route: { program: 'docker', words: ['ip', 'route'] },
  nat: { program: 'iptables', words: ['-t', 'nat', '-S'] },
  filter: { program: 'iptables', words: ['-S'] },
} as const;

const SHOWN_TITLE = {
  containers: { en: 'the containers that run', zh: '正在运行的容器' },
  networks: { en: "Docker's networks", zh: 'Docker 的网络' },
  network: { en: 'the network', zh: '网络' },
  link: { en: 'the devices', zh: '设备' },
  address: { en: 'the addresses', zh: '地址' },
  route: { en: 'the routes', zh: '路由' },
  nat: { en: "the rules of Docker's that translate addresses", zh: 'Docker 的地址转换规则' },
  filter: { en: "the rules of Docker's that let through or drop", zh: 'Docker 的放行与丢弃规则' },
} as const;

/** Lists what Docker has made, as its own tools tell it; changes and decides nothing. */
export const dockerShow = defineAction({
  kind: 'docker-show',
  params: v.pipe(
    v.strictObject({
      what: v.picklist(['containers', 'networks', 'network', 'link', 'address', 'route', 'nat', 'filter']),
      container: v.optional(netnsName),
      network: v.optional(devName),
    }),
    v.check(
      ({ what, container }) => ['link', 'address', 'route'].includes(what) === (container !== undefined),
      () =>
        say({
          en: 'devices, addresses and routes are those of a container, and nothing else is',
          zh: '只有 link、address 和 route 要写容器，其他都不写',
        }),
    ),
    v.check(
      ({ what, network }) => (what === 'network') === (network !== undefined),
      () => say({ en: 'say which network, and only where it is one', zh: `查看 network 时要写是哪个网络，其他时候不写` }),
    ),
  ),
  about: {
    what: { en: 'what is listed', zh: '列出什么' },
    container: { en: 'the container whose devices, addresses or routes are listed', zh: '要列出设备、地址或路由的容器' },
    network: { en: 'the network that is described', zh: '要查看的网络' },
  },
  template: 'docker-show',
  devicesStay: true,
  undo: null,
  data({ what, container, network }) {
    const { program, words } = SHOWN[what];
    const asked = container === undefined ? words : ['exec', container, ...words];
    return { program, words: network === undefined ? asked : [...asked, network] };
  },
  effect(network, { container }) {
    requireDocker(network);
    if (container !== undefined) netnsOf(network, container);
    return [];
  },
  needs: ({ what }) => [tool(SHOWN[what].program)],
  title: ({ what, container, network }) => ({
    en: `Look at ${SHOWN_TITLE[what].en}${container ? ` of ${container}` : ''}${network ? ` ${network}` : ''}`,
    zh: han`查看${container ? ` ${container} 的` : ''}${SHOWN_TITLE[what].zh}${network ? ` ${network}` : ''}`,
  }),
  purpose: { en: 'A look at the state as the tools print it.', zh: '按工具原样输出，看一眼当前状态。' },
  flags: [
    { flag: 'exec', means: { en: 'run the rest of the line inside this container', zh: '在这个容器里执行后面的命令' } },
    { flag: 'ps', means: { en: 'list the containers that run', zh: '列出正在运行的容器' } },
    {
      flag: 'network inspect',
      means: { en: 'describe a network: its subnet, and the containers on it', zh: '查看一个网络的详情：网段和其中的容器' },
    },
    { flag: 'network ls', means: { en: 'list the networks', zh: '列出网络' } },
    { flag: '-t nat', means: { en: 'the table that translates addresses', zh: '负责地址转换的表' } },
    { flag: '-S', means: { en: 'print the rules as the commands that make them', zh: '以命令的形式打印规则' } },
  ],
  mistakes: [],
  look: true,
  example: { given: [dockerDaemon({})], params: { what: 'networks' } },
});
