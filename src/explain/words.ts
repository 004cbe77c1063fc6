import { han, type Lang } from '../model/text.ts';
import { inside, who } from '../vocabulary/where.ts';

const place = (netns: string): string => who(netns).en;

const EN = {
  /** The language by its tag in HTML (BCP 47). */
  tag: 'en',
  /** What parts a sign that ends a label from what follows. */
  gap: ' ',
  colon: ':',
  step: 'Step',
  whatItBuilds: 'What is built',
  stateAtEnd: 'The network at the end',
  stateAfter: (step: string) => `The network after step ${step}`,
  newIsMarked: '(what this step brought is marked)',
  captionOf: (step: string) => `The network after step ${step} (what this step brought is marked)`,
  /** A namespace in which something changes. */
  place: (netns: string) => netns,
  /** What changes of a device, after its name or after what it does. */
  parts: {
    of: (dev: string, parts: readonly string[]) => `${dev}: ${parts.join(', ')}`,
    with: (event: string, parts: readonly string[]) => `${event}; ${parts.join(', ')}`,
  },
  contents: 'Contents',
  stepper: 'Watch it grow, step by step',
  end: 'end',
  known: 'And, with commands that you know by now',
  otherDialects: 'The same in other dialects:',
  beware: 'Beware:',
  changes: 'What changes in the network',
  nothingChanges: 'Nothing in the set-up: this step only looks.',
  trafficOnly: 'Nothing in the set-up: this step makes traffic or listens to it.',
  look: 'What to look at, and what will be seen',
  shows: 'You will see:',
  pathShort: 'The way of a packet',
  path: (from: string, to: string) => `The way of a packet from ${place(from)} to ${to}`,
  errata: 'Mistakes in the sources, and what is right',
  sources: 'Where it comes from',
  /** A mistake, with the name of the source that makes it. */
  mistakeIn: (source: string, mistake: string) => `${source}: ${mistake}`,
  tryNext: 'Try next',
  breakIt: 'Break it on purpose',
  more: (count: number) => `… and ${count} more like ${count === 1 ? 'it' : 'these'}`,
  /** Where the words of the lesson end and one may go on. */
  runIt: (lesson: string) =>
    `Build it for real: \`netscenario run ${lesson} --step\` waits before each step, with a shell inside one key away.`,
  runStep: (lesson: string, step: string) =>
    `See it for real: \`netscenario run ${lesson} --until ${step} --keep\` builds it up to here and leaves a shell inside.`,
  namespace: {
    appears: (loUp: boolean) => `appears, a new namespace; its lo is ${loUp ? 'up' : 'down'}`,
    goes: 'goes, with all that is in it',
  },
  link: {
    appears: (name: string, what: string) => `${name} appears: ${what}`,
    goes: (name: string) => `${name} goes`,
    moves: (name: string, from: string) => `${name} moves in from ${place(from)}`,
    loopback: 'the loopback device',
    veth: (peer: string | undefined, netns: string | undefined, here: string) =>
      peer === undefined
        ? 'an end of a veth pair'
        : `an end of a veth pair; the other is ${peer}${netns === here || netns === undefined ? '' : ` on ${place(netns)}`}`,
    bridge: 'a Linux bridge without ports',
    'ovs-internal': 'an internal port of Open vSwitch',
    local: 'the local port of the OVS bridge, a device of its name',
    tap: 'a tap device',
    other: 'a device',
    state: (up: boolean): string => (up ? 'up' : 'down'),
    turned: (from: boolean, to: boolean) => `${from ? 'up' : 'down'} → ${to ? 'up' : 'down'}`,
    gets: (address: string) => `gets ${address}`,
    loses: (address: string) => `loses ${address}`,
    joins: (bridge: string) => `becomes a port of ${bridge}`,
    leaves: (bridge: string) => `is no longer a port of ${bridge}`,
    stp: (on: boolean): string => (on ? 'spanning tree off → on' : 'spanning tree on → off'),
  },
  route: (dst: string, via: string | undefined, dev: string, byKernel: boolean) =>
    `route \`${dst}${via === undefined ? '' : ` via ${via}`} dev ${dev}\`${byKernel ? ', which the kernel adds by itself' : ''}`,
  sysctl: (key: string, before: string, after: string) => `${key}: ${before} → ${after}`,
  unset: 'unset',
  nat: (source: string, except: string) =>
    `rule: what comes from ${source} and does not leave by ${except} gets the address of the device that it leaves by`,
  /** `text` says the rule in the words of `ruleText`. */
  rule: (chain: string, text: string) => `rule at the end of ${chain}: \`${text}\``,
  ruleFirst: (chain: string, text: string) => `rule before all others of ${chain}: \`${text}\``,
  ruleGone: (chain: string, text: string) => `the rule \`${text}\` of ${chain} goes`,
  chain: (name: string) => `chain ${name}, empty: nothing comes there until a rule jumps to it`,
  chainGone: (name: string) => `the chain ${name} goes`,
  policy: (chain: string, drops: boolean) =>
    `policy of ${chain}: ${drops ? 'ACCEPT → DROP, so what no rule accepts is dropped' : 'DROP → ACCEPT, so what no rule drops passes'}`,
  counter: (name: string) => `the nftables table ${name} begins to count who pings`,
  ovs: {
    runs: 'Open vSwitch runs, with an empty database',
    stops: 'Open vSwitch no longer runs',
    bridge: (name: string, inKernel: boolean) => `OVS bridge ${name}, which forwards in ${inKernel ? 'the kernel' : 'ovs-vswitchd'}`,
    port: (port: string, bridge: string, type: string) => `${port} becomes a port of ${bridge}, of the type ${type}`,
    noPort: (port: string, bridge: string) => `${port} is no longer a port of ${bridge}`,
  },
};

/** The fixed words of an explanation, in one language. */
export type Words = typeof EN;

const zhState = (up: boolean): string => (up ? 'up' : 'down');

const ZH: Words = {
  tag: 'zh-Hans',
  gap: '',
  colon: '：',
  step: '步骤',
  whatItBuilds: '要搭建的网络',
  stateAtEnd: '最终的网络',
  stateAfter: (step) => `步骤 ${step} 之后的网络`,
  newIsMarked: '（标出的是这一步的变化）',
  captionOf: (step) => `步骤 ${step} 之后的网络（标出的是这一步的变化）`,
  place: (netns) => who(netns).zh,
  parts: {
    of: (dev, parts) => `${dev}：${parts.join('，')}`,
    with: (event, parts) => `${event}；${parts.join('，')}`,
  },
  contents: '目录',
  stepper: '一步一步看它怎样搭起来',
  end: '最终',
  known: '还有一些已经学过的命令',
  otherDialects: '其他写法：',
  beware: '注意：',
  changes: '网络里的变化',
  nothingChanges: '配置没有变化：这一步只是观察。',
  trafficOnly: '配置没有变化：这一步只产生流量或者抓包。',
  look: '看什么，会看到什么',
  shows: '你会看到：',
  pathShort: '包走过的路',
  path: (from, to) => han`一个包从 ${who(from).zh} 到 ${to} 走过的路`,
  errata: '教程里的错误，以及正确的说法',
  sources: '来源',
  mistakeIn: (source, mistake) => `${source}：${mistake}`,
  tryNext: '接下来可以试试',
  breakIt: '故意弄坏它',
  more: (count) => `… 还有 ${count} 个类似的`,
  runIt: (lesson) => `亲手搭一遍：\`netscenario run ${lesson} --step\` 在每一步之前停下来等待，按一个键就能打开里面的 shell。`,
  runStep: (lesson, step) => `亲眼看一看：\`netscenario run ${lesson} --until ${step} --keep\` 搭到这一步为止，并留下一个里面的 shell。`,
  namespace: {
    appears: (loUp) => `新建的命名空间；它的 lo 是 ${zhState(loUp)}`,
    goes: '命名空间消失，里面的一切也随之消失',
  },
  link: {
    appears: (name, what) => `出现 ${name}：${what}`,
    goes: (name) => `${name} 消失`,
    moves: (name, from) => han`${name} 从 ${who(from).zh} 移入`,
    loopback: '回环设备',
    veth: (peer, netns, here) => {
      if (peer === undefined) return 'veth 设备对的一端';
      return han`veth 设备对的一端；另一端是 ${netns === here || netns === undefined ? peer : `${inside(netns).zh}的 ${peer}`}`;
    },
    bridge: '没有端口的 Linux 网桥',
    'ovs-internal': 'Open vSwitch 的内部端口',
    local: 'OVS 网桥的本地端口，即与它同名的设备',
    tap: 'tap 设备',
    other: '设备',
    state: zhState,
    turned: (from, to) => `${zhState(from)} → ${zhState(to)}`,
    gets: (address) => `得到地址 ${address}`,
    loses: (address) => `失去地址 ${address}`,
    joins: (bridge) => `成为 ${bridge} 的端口`,
    leaves: (bridge) => `不再是 ${bridge} 的端口`,
    stp: (on) => (on ? '生成树 关 → 开' : '生成树 开 → 关'),
  },
  route: (dst, via, dev, byKernel) =>
    `路由 \`${dst}${via === undefined ? '' : ` via ${via}`} dev ${dev}\`${byKernel ? '，由内核自动添加' : ''}`,
  sysctl: (key, before, after) => `${key}：${before} → ${after}`,
  unset: '未设置',
  nat: (source, except) => `规则：来自 ${source}、不从 ${except} 出去的包，源地址换成出口设备的地址`,
  rule: (chain, text) => `在 ${chain} 末尾添加规则：\`${text}\``,
  ruleFirst: (chain, text) => `在 ${chain} 所有规则之前插入规则：\`${text}\``,
  ruleGone: (chain, text) => `${chain} 的规则 \`${text}\` 消失`,
  chain: (name) => `新建的空链 ${name}：要有规则跳转到它，包才会进来`,
  chainGone: (name) => `链 ${name} 消失`,
  policy: (chain, drops) =>
    `${chain} 的默认策略：${drops ? 'ACCEPT → DROP，没有规则放行的包都会被丢弃' : 'DROP → ACCEPT，没有规则丢弃的包都会通过'}`,
  counter: (name) => `nftables 表 ${name} 开始统计谁在 ping`,
  ovs: {
    runs: 'Open vSwitch 开始运行，数据库是空的',
    stops: 'Open vSwitch 停止运行',
    bridge: (name, inKernel) => `OVS 网桥 ${name}，由${inKernel ? '内核' : ' ovs-vswitchd '}转发`,
    port: (port, bridge, type) => `${port} 成为 ${bridge} 的端口，类型是 ${type}`,
    noPort: (port, bridge) => `${port} 不再是 ${bridge} 的端口`,
  },
};

export const WORDS: Readonly<Record<Lang, Words>> = { en: EN, zh: ZH };
