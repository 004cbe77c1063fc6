import { action, check, defineScenario, HOST, hostAt, param } from '../src/authoring.ts';

const ALL_RP_FILTER = 'net.ipv4.conf.all.rp_filter';
const rpFilter = (dev: string) => `net.ipv4.conf.${dev}.rp_filter`;
const acceptLocal = (dev: string) => `net.ipv4.conf.${dev}.accept_local`;

export default defineScenario({
  id: 'veth-same-host',
  title: { en: 'A veth pair with both ends on one host', zh: '两端在同一台主机上的 veth 设备对' },
  summary: {
    en: 'A ping between two ends in the same namespace fails until the kernel accepts its own addresses from a wire.',
    zh: '两端在同一个命名空间里，互相 ping 不通；要等内核愿意接受从线缆进来、源地址却是自己的包。',
  },
  about: {
    en: 'Put both ends of a cable into one machine, give each an address, ping through it, and nothing comes back. No setting is wrong and no firewall is in the way: the kernel distrusts a packet that comes in from a wire and claims to be from itself. This lesson shows which two settings decide it, and that the answer takes another way than the question.',
    zh: '把网线的两端都放在一台机器里，各配一个地址，从中间 ping 过去，什么也没有回来。配置没有写错，也没有防火墙挡路：一个包从线缆进来，却自称来自本机，内核不相信它。这一课说明是哪两个参数在起作用，以及应答走的是和请求不同的路。',
  },
  sources: ['S3'],
  tags: ['veth', 'sysctl', 'capture', 'arp'],
  params: {
    subnet: param.subnet({ initial: '10.1.1.0/24', hosts: 3, about: { en: 'the network that both ends are in', zh: '两端所在的网段' } }),
  },
  errata: [
    {
      id: 'blames-arp',
      source: 'S3',
      mistake: { en: 'It blames ARP defaults of one distribution.', zh: '把原因归结为某个发行版的 ARP 默认设置。' },
      right: {
        en: "The kernel's source validation is the cause everywhere: accept_local and rp_filter. Distributions only differ in the rp_filter that they start with.",
        zh: '在任何发行版上，原因都是内核的源地址验证：accept_local 和 rp_filter。各发行版的区别只在于 rp_filter 的初始值。',
      },
    },
    {
      id: 'wrong-banner',
      source: 'S3',
      mistake: {
        en: 'A capture is shown under `tcpdump -i veth1` with the banner of veth0.',
        zh: '在 `tcpdump -i veth1` 下面贴出的抓包，开头却写着 veth0。',
      },
      right: {
        en: 'The banner names the device that is listened on; the frames are the same on both ends, since one end sends what the other receives.',
        zh: '开头那行写的是正在监听的设备；两端看到的帧是一样的，因为一端发出的就是另一端收到的。',
      },
    },
    {
      id: 'table-0',
      source: 'S3',
      mistake: { en: 'It reads the route of the answer from `ip route show table 0`.', zh: '用 `ip route show table 0` 来看应答的路由。' },
      right: {
        en: 'Table 0 lists all tables at once. The one that decides is `ip route show table local`, which the kernel asks first.',
        zh: 'table 0 会一次列出所有的表。起决定作用的是内核最先查询的 `ip route show table local`。',
      },
    },
  ],
  tryNext: [
    {
      en: 'Set rp_filter of veth1 to 2 ("loose") instead of 0: the ping still works. Find out why in ip-sysctl.rst.',
      zh: '把 veth1 的 rp_filter 设为 2（“宽松”）而不是 0：ping 照样通。到 ip-sysctl.rst 里找找原因。',
    },
    {
      en: 'Move veth1 into a namespace and put everything back: the lesson veth-direct needs none of this.',
      zh: '把 veth1 移入命名空间，再把所有参数恢复原样：veth-direct 那一课不需要这些设置。',
    },
  ],
  breakIt: [
    {
      en: 'Set lo down and ping again: the requests still cross the pair, and no answer comes.',
      zh: '停用 lo 再 ping：请求仍然经过设备对，应答却没有了。',
    },
    {
      en: 'Leave out `-I veth0`: the ping works from the start, and no frame crosses the pair. Why?',
      zh: '去掉 `-I veth0`：ping 一开始就通，而且没有一个帧经过设备对。为什么？',
    },
  ],
  steps({ subnet: { prefix } }) {
    const near = { dev: 'veth0', address: hostAt(prefix, 2) };
    const far = { dev: 'veth1', address: hostAt(prefix, 3) };
    const ends = [near, far];
    const between: [string, string] = [near.address, far.address];
    const silent = check.noReply({ from: HOST, to: far.address, dev: near.dev, control: far.address });
    const works = [
      check.reaches({ from: HOST, to: far.address, dev: near.dev }),
      check.reaches({ from: HOST, to: near.address, dev: far.dev }),
    ];
    return [
      {
        id: 'strict',
        scene: true,
        title: { en: 'Start from a host that filters strictly', zh: '从严格过滤的主机开始' },
        why: {
          en: 'Distributions start with different rp_filter values, so the lesson sets its own: 1, strict, for the host and for every device to come.',
          zh: '各发行版的 rp_filter 初始值不同，所以这一课自己设定：1，即严格，对主机和以后创建的每个设备都是如此。',
        },
        actions: [
          action.sysctl({ key: ALL_RP_FILTER, value: '1', was: '0' }),
          action.sysctl({ key: rpFilter('default'), value: '1', was: '0' }),
        ],
        checks: [check.sysctlIs({ key: ALL_RP_FILTER, value: '1' })],
      },
      {
        id: 'pair',
        title: { en: 'Create the pair, both ends here', zh: '创建设备对，两端都留在这里' },
        why: {
          en: 'Both ends stay in one namespace. The host now has two devices in one network, which is what makes the case odd.',
          zh: '两端都在同一个命名空间里。主机于是有两个设备在同一网段，这正是此例的特别之处。',
        },
        actions: [
          action.veth({ name: near.dev, peer: far.dev }),
          ...ends.map(({ dev, address }) => action.address({ dev, address: `${address}/${prefix.length}`, sharesSubnet: true })),
          ...ends.map(({ dev }) => action.up({ dev })),
        ],
        checks: [check.paired({ a: { netns: HOST, address: near.address }, b: { netns: HOST, address: far.address } })],
      },
      {
        id: 'silence',
        title: { en: 'Ping through the pair: nothing comes back', zh: '从设备对 ping 过去：没有任何应答' },
        why: {
          en: `\`-I ${near.dev}\` makes ping send through the wire instead of handing the packet over inside the kernel. The ARP request arrives at ${far.dev}, but it says that it is from ${near.address}, an address of this very host, so the kernel does not believe it.`,
          zh: `\`-I ${near.dev}\` 让 ping 从线缆发包，而不是在内核里直接交给自己。ARP 请求到了 ${far.dev}，却自称来自 ${near.address}，而这正是本机的地址，所以内核不相信它。`,
        },
        look: {
          en: 'The capture has ARP requests and not one reply. Without `-I`, the same address answers at once: it is alive.',
          zh: '抓到的有 ARP 请求，没有一个应答。不带 `-I`，同一个地址马上就有应答：它是活的。',
        },
        actions: [action.capture({ name: 'before', dev: far.dev })],
        checks: [
          silent,
          check.captured({ capture: 'before', on: far.dev, between, sees: ['arp-request'], lacks: ['arp-reply', 'echo-request'] }),
        ],
      },
      {
        id: 'accept-local',
        title: { en: 'accept_local alone is not enough', zh: '只有 accept_local 还不够' },
        why: {
          en: 'accept_local lets packets in whose source is an address of this very host. Strict rp_filter still refuses them: the way back to that source is not the device that they came in by.',
          zh: 'accept_local 放行源地址是本机地址的包。严格的 rp_filter 仍然拒绝：回到这个源地址要走的设备，不是包进来的那个设备。',
        },
        actions: ends.map(({ dev }) => action.sysctl({ key: acceptLocal(dev), value: '1', was: '0' })),
        checks: [silent],
      },
      {
        id: 'rp-filter-all',
        title: { en: 'rp_filter off for "all" is not enough either', zh: '只把 “all” 的 rp_filter 关掉也不够' },
        why: {
          en: 'For rp_filter the larger of `all` and the device counts. The devices were born with 1, the default set at the beginning.',
          zh: '对 rp_filter 来说，取 `all` 和设备自身两者中较大的值。设备创建时就是 1，即开头设定的默认值。',
        },
        actions: [action.sysctl({ key: ALL_RP_FILTER, value: '0', was: '1' })],
        checks: [check.sysctlIs({ key: rpFilter(far.dev), value: '1' }), silent],
      },
      {
        id: 'works',
        title: { en: 'With rp_filter off on the devices too, it works', zh: '设备上的 rp_filter 也关掉，就通了' },
        why: {
          en: 'Now neither of the two objects, and each end answers the other. What crosses the wire, and where?',
          zh: '现在两者都不再阻拦，两端互相应答。线缆上走的是什么，又是在哪里走的？',
        },
        look: {
          en: `The requests cross ${near.dev} and ${far.dev}; the replies are on lo and nowhere else.`,
          zh: `请求经过 ${near.dev} 和 ${far.dev}；应答只在 lo 上，别处都没有。`,
        },
        actions: [
          // Captures first: the kernel may still be repeating an ARP request of the step before, which is answered at once.
          ...[...ends.map(({ dev }) => dev), 'lo'].map((dev) => action.capture({ name: `after-${dev}`, dev })),
          ...ends.map(({ dev }) => action.sysctl({ key: rpFilter(dev), value: '0', was: '1' })),
        ],
        checks: [
          ...works,
          ...ends.map(({ dev }) =>
            check.captured({ capture: `after-${dev}`, on: dev, between, sees: ['arp-request', 'echo-request'], lacks: ['echo-reply'] }),
          ),
          check.captured({ capture: 'after-lo', on: 'lo', between, sees: ['echo-reply'], lacks: ['echo-request'] }),
        ],
      },
      {
        id: 'why-lo',
        title: { en: 'Why the replies travel on lo', zh: '应答为什么走 lo' },
        why: {
          en: 'A reply is an ordinary packet, to an address of this very host. The kernel asks the table `local` before any other; it delivers what is for the host to the host, and what goes to oneself goes by lo.',
          zh: '应答也是普通的包，发往本机的一个地址。内核最先查 `local` 表；这张表把发给本机的包交给本机，而发给自己的包走 lo。',
        },
        actions: [action.show({ what: 'local-routes' })],
        checks: ends.map(({ address }) => check.deliveredLocally({ netns: HOST, address })),
      },
      {
        id: 'max-rule',
        title: { en: 'rp_filter on for "all" overrules the devices', zh: '“all” 的 rp_filter 打开，设备上的就不算数了' },
        why: {
          en: 'The other half of the rule: with 0 on the devices and 1 for all, 1 counts.',
          zh: '规则的另一半：设备上是 0，all 是 1，以 1 为准。',
        },
        actions: [action.sysctl({ key: ALL_RP_FILTER, value: '1', was: '0' })],
        checks: [silent],
      },
      {
        id: 'rp-filter-alone',
        title: { en: 'rp_filter off alone is not enough', zh: '只关掉 rp_filter 还不够' },
        why: {
          en: 'With rp_filter off everywhere, accept_local decides alone: off at the receiving end, the silence is back.',
          zh: 'rp_filter 全部关掉后，就由 accept_local 单独决定：在接收端把它关掉，又没有应答了。',
        },
        actions: [
          action.sysctl({ key: ALL_RP_FILTER, value: '0', was: '1' }),
          action.sysctl({ key: acceptLocal(far.dev), value: '0', was: '1' }),
        ],
        checks: [silent],
      },
      {
        id: 'works-again',
        title: { en: 'Both together, and it works again', zh: '两者都满足，又通了' },
        why: {
          en: 'So the two settings are the whole cause: take either away and it fails, give both and it works.',
          zh: '可见原因就在这两个参数：少了哪一个都不通，两个都有才通。',
        },
        actions: [action.sysctl({ key: acceptLocal(far.dev), value: '1', was: '0' })],
        checks: works,
      },
    ];
  },
});
