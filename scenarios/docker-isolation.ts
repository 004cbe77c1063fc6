import { action, check, defineScenario, HOST, hostAt, param } from '../src/authoring.ts';
import { OUTSIDE, outsideFaults, simulateOutside } from './parts/outside.ts';
import { pluggedIn } from './parts/plugged-in.ts';

/** Who is heard outside, and in test2 before there are rules and after one is gone. */
const COUNTER = { outside: 'heard', before: 'before', after: 'after' };

/** Docker's two chains: what leaves one bridge goes through the first, and may enter no other bridge in the second. */
const STAGE = { leaves: 'DOCKER-ISOLATION-STAGE-1', enters: 'DOCKER-ISOLATION-STAGE-2' };

/** Addresses in a network with a prefix of 24 bits. */
const NETWORK_SIZE = 256;
const NETWORK_BITS = 24;

export default defineScenario({
  id: 'docker-isolation',
  title: { en: 'What keeps two Docker networks apart', zh: '两个 Docker 网络靠什么隔离' },
  summary: {
    en: 'Two bridges on one host: the host forwards between them until rules of its firewall say no, and again once those are gone.',
    zh: '一台主机上的两个网桥：主机本来会在它们之间转发，直到防火墙规则说不；规则一去掉，又通了。',
  },
  about: {
    en: 'Containers on two networks of Docker cannot ping each other, and it is often said that this is so because they are on different bridges. But a host that forwards is a router between all networks that it has an address in. Here the two bridges are built first, and the ping goes through. Then come the rules that Docker 20.10, the version of Debian 12, makes: a policy that drops what nobody accepts, which changes nothing between the two, and the isolation chains, which do. In the end one rule is taken away, and the ping goes through once more.',
    zh: '两个 Docker 网络里的容器互相 ping 不通，常见的说法是“因为网桥不同”。可是，开启转发的主机本来就是它所在各个网段之间的路由器。这里先搭好两个网桥，ping 是通的。然后加上 Docker 20.10（Debian 12 自带的版本）所建的规则：先是默认丢弃的策略，它并不影响这两个网络之间的流量；再是隔离链，真正起作用的是它。最后拿掉一条规则，ping 又通了。',
  },
  sources: ['S0'],
  tags: ['netns', 'veth', 'bridge', 'nat', 'firewall', 'docker'],
  params: {
    subnet: param.subnet({
      initial: '172.80.0.0/16',
      hosts: 3 * NETWORK_SIZE,
      about: {
        en: 'a network with room for net-1 and net-2: its second and third /24',
        zh: '容纳 net-1 和 net-2 的网段：分别是其中第二和第三个 /24',
      },
    }),
  },
  errata: [
    {
      id: 'bridges-isolate',
      source: 'S0',
      mistake: {
        en: 'It concludes that the networks are kept apart by their different bridges.',
        zh: '得出的结论是：不同的网桥实现了网络隔离。',
      },
      right: {
        en: 'A bridge ends where its ports end, but the host stands in both networks and forwards. What stops the packet are the rules in DOCKER-ISOLATION-STAGE-1 and -2: without them it arrives.',
        zh: '网桥只管自己的端口，但主机同时在两个网段里，而且开启了转发。挡住包的是 DOCKER-ISOLATION-STAGE-1 和 -2 里的规则：没有它们，包就能到。',
      },
    },
    {
      id: 'ping-without-deadline',
      source: 'S0',
      mistake: {
        en: 'Its first ping across the networks has no `-W` and seems to hang, until it is ended with Ctrl-C.',
        zh: '第一次跨网络 ping 没有加 `-W`，看上去卡住了，最后用 Ctrl-C 结束。',
      },
      right: {
        en: 'DROP gives no answer, so ping waits for its time to be over, ten seconds by default. Where silence is expected, say how long to wait: `ping -c 2 -W 1`.',
        zh: 'DROP 不给任何回应，ping 只能等到超时，默认是十秒。预期没有应答时，应当写明等多久：`ping -c 2 -W 1`。',
      },
    },
    {
      id: 'public-addresses',
      source: 'S0',
      mistake: { en: 'Its networks are parts of 172.80.0.0/16.', zh: '它的网络取自 172.80.0.0/16。' },
      right: {
        en: 'Of 172.0.0.0/8 only 172.16.0.0/12, up to 172.31.255.255, is private. 172.80.0.0/16 belongs to somebody on the internet: harmless in a sandbox, but a real host could no longer reach the owner.',
        zh: '172.0.0.0/8 里只有 172.16.0.0/12（到 172.31.255.255 为止）是私有地址。172.80.0.0/16 在互联网上另有其主：在沙箱里无妨，真实主机则会再也访问不到它的主人。',
      },
    },
    {
      id: 'networks-never-removed',
      source: 'S0',
      mistake: {
        en: 'It removes the containers and leaves net-1 and net-2 behind.',
        zh: '清理时只删了容器，net-1 和 net-2 一直留着。',
      },
      right: {
        en: 'A network of Docker is a bridge, an address and rules of the firewall, and all of that stays until `docker network rm net-1 net-2`.',
        zh: 'Docker 的一个网络就是一个网桥、一个地址和若干防火墙规则，这些会一直留着，直到 `docker network rm net-1 net-2`。',
      },
    },
    {
      id: 'test1-twice',
      source: 'S0',
      mistake: {
        en: 'Where it shows the addresses of both containers on the default network, it prints `docker exec test1 ip a` twice.',
        zh: '展示默认网络中两个容器的地址时，把 `docker exec test1 ip a` 打印了两遍。',
      },
      right: {
        en: 'The second must be `docker exec test2 ip a`, with 172.80.0.3; the pings that follow show that there is such an address.',
        zh: '第二条应当是 `docker exec test2 ip a`，地址是 172.80.0.3；从后面的 ping 可以看出这个地址确实存在。',
      },
    },
  ],
  tryNext: [
    {
      en: 'List the chains with their counters, `iptables -L -v -n`, ping from test1 to test2, and list them again: which numbers have grown?',
      zh: '用 `iptables -L -v -n` 列出各链和计数，从 test1 ping test2，再列一次：哪些数字变大了？',
    },
    {
      en: 'Ping the address of the other bridge from test1. It answers: an address of the host itself is delivered and not forwarded, so the chain FORWARD is never asked.',
      zh: '在 test1 里 ping 另一个网桥的地址。它有应答：主机自己的地址是本地交付，不是转发，根本不经过 FORWARD 链。',
    },
    {
      en: 'Newer versions of Docker keep such rules in other chains, DOCKER-FORWARD, DOCKER-BRIDGE and DOCKER-CT. Look at a machine of yours: `iptables -S | grep DROP`.',
      zh: '新版 Docker 把这类规则放在别的链里：DOCKER-FORWARD、DOCKER-BRIDGE、DOCKER-CT。在你自己的机器上看看：`iptables -S | grep DROP`。',
    },
  ],
  breakIt: [
    {
      en: 'Move the jump to the isolation chains from the first place of FORWARD to the last. Everything is still there, and nothing is isolated: a rule before it accepts the packet.',
      zh: '把跳到隔离链的规则从 FORWARD 的第一条挪到最后一条。规则一条没少，却不再隔离：前面的规则已经把包放行了。',
    },
    {
      en: 'Flush the chain DOCKER-ISOLATION-STAGE-2, `iptables -F DOCKER-ISOLATION-STAGE-2`: packets go in, come out of its end, and pass.',
      zh: '清空 DOCKER-ISOLATION-STAGE-2：`iptables -F DOCKER-ISOLATION-STAGE-2`。包进去之后从链尾出来，照样放行。',
    },
  ],
  faults: ({ subnet: { prefix } }) => outsideFaults(prefix, '10.1.0.0/16'),
  steps({ subnet: { prefix } }) {
    const at = (number: number, host: number) => hostAt(prefix, number * NETWORK_SIZE + host);
    const network = (number: number) => ({
      name: `net-${number}`,
      bridge: `br-net-${number}`,
      subnet: `${at(number, 0)}/${NETWORK_BITS}`,
      gateway: at(number, 1),
      netns: `test${number}`,
      port: `veth-test${number}`,
      dev: 'eth0',
      address: at(number, 2),
    });
    const [one, two] = [network(1), network(2)];
    const networks = [one, two];
    const across = [
      { from: one, to: two },
      { from: two, to: one },
    ];
    const reachesOutside = networks.map(({ netns }) => check.reaches({ from: netns, to: OUTSIDE.gateway }));
    const reachesAcross = across.map(({ from, to }) => check.reaches({ from: from.netns, to: to.address }));
    const silentAcross = across.map(({ from, to }) => check.noReply({ from: from.netns, to: to.address, control: from.gateway }));
    const toIsolation = { chain: 'FORWARD', target: STAGE.leaves };
    return [
      {
        id: 'outside',
        scene: true,
        title: { en: 'Simulate the outside', zh: '模拟外部网络' },
        why: {
          en: `The host has the card ${OUTSIDE.uplink} with ${OUTSIDE.host}, and a namespace behind it plays the gateway ${OUTSIDE.gateway}.`,
          zh: `主机有网卡 ${OUTSIDE.uplink}，地址 ${OUTSIDE.host}；网卡后面的命名空间扮演网关 ${OUTSIDE.gateway}。`,
        },
        actions: simulateOutside(),
        checks: [check.reaches({ from: HOST, to: OUTSIDE.gateway })],
      },
      {
        id: 'networks',
        title: { en: 'Build two networks with a container each', zh: '搭建两个网络，各放一个容器' },
        why: {
          en: `\`docker network create\` makes a bridge with an address, and \`docker run --network\` a namespace with a cable to it and a default route. Docker names the bridge br- and twelve hexadecimal digits; here they are ${one.bridge} and ${two.bridge}.`,
          zh: `\`docker network create\` 建一个带地址的网桥，\`docker run --network\` 建一个命名空间，用一对 veth 接上网桥，并设好默认路由。Docker 给网桥起的名字是 br- 加十二位十六进制数；这里叫 ${one.bridge} 和 ${two.bridge}。`,
        },
        actions: networks.flatMap(({ bridge, gateway, ...member }) => [
          action.bridge({ name: bridge }),
          action.address({ dev: bridge, address: `${gateway}/${NETWORK_BITS}` }),
          action.up({ dev: bridge }),
          ...pluggedIn(member, bridge, NETWORK_BITS),
          action.route({ netns: member.netns, to: 'default', via: gateway }),
        ]),
        checks: networks.map(({ netns, gateway }) => check.reaches({ from: netns, to: gateway })),
      },
      {
        id: 'forwarding',
        title: { en: 'Let the host forward and masquerade: they are not apart', zh: '开启转发和源地址伪装：两个网络并没有隔开' },
        why: {
          en: 'Both containers need the outside, so the host forwards, and rewrites the source of what leaves their network. But forwarding knows no sides: from one bridge to the other is a way like any other.',
          zh: '两个容器都要访问外部，所以主机要转发，还要改写出网流量的源地址。但转发不分彼此：从一个网桥到另一个网桥，也只是一条普通的路。',
        },
        look: {
          en: `test1 and test2 reach each other, on different bridges. test2 hears from ${two.gateway}: for net-1, net-2 is as much elsewhere as the internet, so its source is rewritten too.`,
          zh: `test1 和 test2 在不同的网桥上，却互相 ping 通了。test2 看到的来源是 ${two.gateway}：对 net-1 来说，net-2 和互联网一样都是“别处”，所以源地址也被改写了。`,
        },
        actions: [
          action.sysctl({ key: 'net.ipv4.ip_forward', value: '1', was: '0' }),
          ...networks.map(({ subnet, bridge }) => action.masquerade({ source: subnet, exceptOut: bridge })),
          action.countSources({ netns: OUTSIDE.netns, name: COUNTER.outside }),
          action.countSources({ netns: two.netns, name: COUNTER.before }),
        ],
        checks: [
          check.sysctlIs({ key: 'net.ipv4.ip_forward', value: '1' }),
          ...reachesOutside,
          check.sourceSeen({ netns: OUTSIDE.netns, counter: COUNTER.outside, only: OUTSIDE.host }),
          ...reachesAcross,
          check.sourceSeen({ netns: two.netns, counter: COUNTER.before, only: two.gateway }),
        ],
      },
      {
        id: 'policy',
        title: { en: 'Drop what nobody accepts: still not apart', zh: '默认丢弃：仍然没有隔开' },
        why: {
          en: 'Docker sets the policy of FORWARD to DROP and accepts two things for each bridge: what its containers send elsewhere, and what answers them. That keeps strangers out who know a way in, such as the gateway here, which gets a route to net-1.',
          zh: 'Docker 把 FORWARD 的默认策略设为 DROP，再为每个网桥放行两类包：容器发往别处的，以及回给容器的应答。这能挡住知道路的外人，比如这里的网关，它会得到一条通往 net-1 的路由。',
        },
        look: {
          en: 'The gateway cannot begin anything with test1. test1 and test2 still reach each other: what goes from one bridge to the other is sent elsewhere by a container, and that is accepted.',
          zh: '网关无法主动访问 test1，而 test1 和 test2 仍然互通：从一个网桥到另一个网桥的包，正是“容器发往别处”的包，规则放行它。',
        },
        actions: [
          action.forwardPolicy({ policy: 'DROP', was: 'ACCEPT' }),
          ...networks.flatMap(({ bridge }) => [
            action.filterRule({ chain: 'FORWARD', out: bridge, states: ['RELATED', 'ESTABLISHED'], target: 'ACCEPT' }),
            action.filterRule({ chain: 'FORWARD', in: bridge, exceptOut: bridge, target: 'ACCEPT' }),
          ]),
          action.route({ netns: OUTSIDE.netns, to: one.subnet, via: OUTSIDE.host }),
        ],
        checks: [check.noReply({ from: OUTSIDE.netns, to: one.address, control: OUTSIDE.host }), ...reachesOutside, ...reachesAcross],
      },
      {
        id: 'isolation',
        title: { en: 'Add the isolation chains: now they are apart', zh: '加上隔离链：现在隔开了' },
        why: {
          en: `Before all other rules, what comes from a bridge and leaves by another device goes through ${STAGE.leaves} to ${STAGE.enters}. There it is dropped if it is about to enter a bridge. Two chains are enough for any number of networks: each is named once in either.`,
          zh: `在其他规则之前，凡是从某个网桥来、又不从该网桥出去的包，先经 ${STAGE.leaves} 进入 ${STAGE.enters}；在那里，只要它要进入某个网桥，就被丢弃。不管有多少个网络，两条链就够了：每个网络在两条链里各写一次。`,
        },
        look: {
          en: '100 % loss in both directions, and both still reach the outside. The counters tell who did it: each DROP rule has met the packets that were about to enter its bridge. Docker ends its chains with a RETURN, which they have without it too.',
          zh: '两个方向都是 100% 丢包，而两边仍能访问外部。计数器说明是谁干的：每条 DROP 规则都遇到了要进入对应网桥的包。Docker 会在链尾加一条 RETURN，其实不加效果也一样。',
        },
        actions: [
          action.filterChain({ name: STAGE.leaves }),
          action.filterChain({ name: STAGE.enters }),
          ...networks.map(({ bridge }) => action.filterRule({ chain: STAGE.leaves, in: bridge, exceptOut: bridge, target: STAGE.enters })),
          ...networks.map(({ bridge }) => action.filterRule({ chain: STAGE.enters, out: bridge, target: 'DROP' })),
          action.filterRule({ ...toIsolation, first: true }),
        ],
        checks: [
          ...silentAcross,
          ...networks.map(({ bridge }) => check.ruleCounted({ chain: STAGE.enters, out: bridge, target: 'DROP' })),
          ...reachesOutside,
        ],
      },
      {
        id: 'taken-away',
        title: { en: 'Take the one jump away: together again', zh: '拿掉那一条跳转：又通了' },
        why: {
          en: 'The chains stay as they are, but nothing leads there any more. If it were the bridges that kept the two apart, this would change nothing.',
          zh: '两条隔离链原样保留，只是没有规则再跳进去。如果隔离真是靠网桥，拿掉它应当毫无影响。',
        },
        look: {
          en: `The same pings that were lost arrive, and test2 counts who sends them, ${two.gateway} as before.`,
          zh: `刚才丢掉的同样的 ping 现在到了，test2 计到的来源和先前一样，是 ${two.gateway}。`,
        },
        actions: [action.removeFilterRule({ ...toIsolation, was: 1 }), action.countSources({ netns: two.netns, name: COUNTER.after })],
        checks: [...reachesAcross, check.sourceSeen({ netns: two.netns, counter: COUNTER.after, only: two.gateway })],
      },
      {
        id: 'back',
        title: { en: 'Put it back', zh: '放回去' },
        why: {
          en: 'It must stand before the rules that accept: the first rule that decides is the last that is asked. At the end of FORWARD it would never be reached by these packets.',
          zh: '它必须排在放行规则之前：第一条作出裁决的规则之后，不会再看别的。如果放在 FORWARD 末尾，这些包永远走不到它。',
        },
        actions: [action.filterRule({ ...toIsolation, first: true })],
        checks: [...silentAcross, ...reachesOutside],
      },
    ];
  },
});
