import { action, check, defineScenario, HOST } from '../src/authoring.ts';

const [NS0, NS1] = ['ns0', 'ns1'];
const LOOPBACK = '127.0.0.1';

/** Another address of lo: all of 127.0.0.0/8 is there once it is up. */
const OTHER_LOOPBACK = '127.0.0.2';

/** A network for documentation, which nobody has (RFC 5737). */
const NETWORK = '192.0.2.0/24';
const PORT = 8080;
const FORWARD = 'net.ipv4.ip_forward';

export default defineScenario({
  id: 'netns-basics',
  title: { en: 'What a network namespace has of its own', zh: '网络命名空间里有哪些东西是自己的' },
  summary: {
    en: 'Two fresh namespaces: each with its own devices, routes, settings, sockets and firewall, and with a loopback that is down.',
    zh: '两个新建的网络命名空间：各有各的设备、路由、内核参数、套接字和防火墙，lo 也都没有启用。',
  },
  about: {
    en: 'A container is a process that lives in namespaces, and its network is one of them. Before wires are laid it is worth seeing what a network namespace is: not a filter on the network of the machine but a second network stack, empty at first. Whatever is done in one here is looked for in the other, and is not there.',
    zh: '容器就是活在若干命名空间里的进程，网络是其中之一。在接线之前，值得先看清网络命名空间是什么：它不是给主机网络加的一层过滤，而是另一套网络栈，而且一开始是空的。这一课在一个命名空间里做的每一件事，都会到另一个里去找，结果都找不到。',
  },
  sources: ['S0', 'S2'],
  tags: ['netns', 'sysctl', 'firewall'],
  params: {},
  errata: [
    {
      id: 'six-kinds',
      source: 'S2',
      mistake: { en: 'It counts six kinds of namespace.', zh: '文中说 namespace 共有 6 种。' },
      right: {
        en: 'There are eight: mount, UTS, IPC, PID, network and user, and since Linux 4.6 cgroup, since 5.6 time. `ls /proc/self/ns` lists them.',
        zh: '现在有 8 种：mount、UTS、IPC、PID、network、user；Linux 4.6 起增加了 cgroup，Linux 5.6 起增加了 time。`ls /proc/self/ns` 可以列出它们。',
      },
    },
    {
      id: 'copy-of-the-stack',
      source: 'S0',
      mistake: { en: 'It calls a namespace a copy of the network stack.', zh: '文中说网络命名空间是网络栈的副本。' },
      right: {
        en: 'Nothing is copied of devices, routes, rules or sockets: a new namespace is a stack of its own that begins empty. Only IPv4 settings are taken over from the first namespace (`net.core.devconf_inherit_init_net`), which is why each lesson sets those that matter.',
        zh: '设备、路由、规则和套接字一样都没有复制：新的命名空间是一套从零开始的网络栈。只有 IPv4 的内核参数会沿用第一个命名空间的值，这由 `net.core.devconf_inherit_init_net` 决定，所以每一课都会先设定用得到的参数。',
      },
    },
  ],
  tryNext: [
    {
      en: 'Ask which namespace a process is in: `ip netns identify $$`, and `readlink /proc/self/ns/net` inside and outside of `ip netns exec ns0`.',
      zh: '看看进程在哪个命名空间里：`ip netns identify $$`，再比较在 `ip netns exec ns0` 里面和外面执行 `readlink /proc/self/ns/net` 的结果。',
    },
    {
      en: '`ip netns exec ns0 bash` opens a shell whose network is that of ns0: everything else, files and processes, is still the host’s.',
      zh: '`ip netns exec ns0 bash` 打开一个 shell，它的网络是 ns0 的，其余的一切——文件、进程——仍是主机的。',
    },
    {
      en: 'Lay the first wire between two namespaces: the lesson veth-direct.',
      zh: '在两个命名空间之间接上第一根网线：见课程 veth-direct。',
    },
  ],
  breakIt: [
    {
      en: 'Set lo of ns0 down: the server still listens, and its own namespace cannot reach it any more.',
      zh: '把 ns0 的 lo 停用：服务器还在监听，但它自己的命名空间里也连不上它了。',
    },
    {
      en: 'Delete ns0 while its server runs: the name is gone from `ip netns`, and the namespace lives on until its last process ends.',
      zh: '服务器还在运行时删掉 ns0：`ip netns` 里已经没有这个名字，但命名空间要到最后一个进程结束才会消失。',
    },
  ],
  steps: () => [
    {
      id: 'namespaces',
      title: { en: 'Add two namespaces', zh: '创建两个网络命名空间' },
      why: {
        en: 'Each is a network stack of its own from the start. What the kernel puts into it is one loopback device, and that is switched off.',
        zh: '它们从一开始就是各自独立的网络栈。内核只放进去一个回环设备 lo，而且处于 down 状态。',
      },
      look: {
        en: 'No device of the host is in them, no address and no route: an empty machine without even a cable.',
        zh: '里面没有主机的任何设备，没有地址，也没有路由：像一台连网线都没有的空机器。',
      },
      actions: [NS0, NS1].map((name) => action.netns({ name })),
      checks: [NS0, NS1].map((netns) => check.onlyLoopback({ netns })),
    },
    {
      id: 'not-even-itself',
      title: { en: 'Not even 127.0.0.1 answers', zh: '连 127.0.0.1 都没有应答' },
      why: {
        en: 'The address 127.0.0.1 comes with lo when it is switched on. As long as it is down, a namespace cannot reach itself; the host, whose lo is up, can.',
        zh: '127.0.0.1 这个地址是启用 lo 时才有的。lo 没启用，命名空间连自己都到不了；主机的 lo 是启用的，所以可以。',
      },
      look: {
        en: 'Not silence but a refusal: "Network is unreachable". The kernel has no route that fits and sends nothing at all.',
        zh: '不是没有应答，而是被拒绝：“Network is unreachable”。内核没有匹配的路由，什么也没有发出去。',
      },
      actions: [],
      checks: [...[NS0, NS1].map((from) => check.unreachable({ from, to: LOOPBACK })), check.reaches({ from: HOST, to: LOOPBACK })],
    },
    {
      id: 'loopback',
      title: { en: 'Switch lo on in one of them', zh: '只在其中一个里启用 lo' },
      why: {
        en: 'Each namespace has its own lo. Programs that talk to themselves by 127.0.0.1 fail in a namespace where nobody has switched it on.',
        zh: '每个命名空间都有自己的 lo。没人启用它的话，靠 127.0.0.1 与自己通信的程序在里面都会失败。',
      },
      actions: [action.up({ netns: NS0, dev: 'lo' })],
      checks: [
        check.onlyLoopback({ netns: NS0, up: true }),
        check.reaches({ from: NS0, to: LOOPBACK }),
        check.unreachable({ from: NS1, to: LOOPBACK }),
      ],
    },
    {
      id: 'routes',
      title: { en: 'A route in one is not in the other', zh: '路由：这边有，那边没有' },
      why: {
        en: `lo of ns1 is switched on too, so that both are alike again. Then ns0 gets a route to ${NETWORK}, a network that is kept for examples. It leads nowhere; what counts is in whose table it stands.`,
        zh: `先把 ns1 的 lo 也启用，让两边重新一致。然后给 ns0 加一条到 ${NETWORK} 的路由，这是专供示例使用的网段。路由通向哪里不要紧，要紧的是它写在谁的表里。`,
      },
      look: {
        en: '`ip -n ns0 route` has one line, `ip -n ns1 route` none, and the host has not noticed either.',
        zh: '`ip -n ns0 route` 有一行，`ip -n ns1 route` 一行也没有，主机也毫无察觉。',
      },
      actions: [action.up({ netns: NS1, dev: 'lo' }), action.route({ netns: NS0, to: NETWORK, dev: 'lo' })],
      checks: [
        check.connected({ netns: NS0, to: NETWORK }),
        check.onlyLoopback({ netns: NS1, up: true }),
        check.noRoute({ netns: NS1, to: NETWORK }),
        check.noRoute({ netns: HOST, to: NETWORK }),
      ],
    },
    {
      id: 'settings',
      title: { en: 'A setting of one is not that of the other', zh: '内核参数：各有各的值' },
      why: {
        en: 'Each namespace has its own `/proc/sys/net`: the same path shows another value, depending on who reads it. So one namespace can be a router while the next is none.',
        zh: '每个命名空间都有自己的 `/proc/sys/net`：同一个路径，谁来读就显示谁的值。所以一个命名空间可以是路由器，另一个不是。',
      },
      actions: [action.sysctl({ netns: NS0, key: FORWARD, value: '1', was: '0' })],
      checks: [
        check.sysctlIs({ netns: NS0, key: FORWARD, value: '1' }),
        check.sysctlIs({ netns: NS1, key: FORWARD, value: '0' }),
        check.sysctlIs({ netns: HOST, key: FORWARD, value: '0' }),
      ],
    },
    {
      id: 'sockets',
      title: { en: 'A server in one is not in the other', zh: '套接字：服务器只在一边' },
      why: {
        en: `A socket belongs to the namespace that its program was in when it made it. The server of ns0 listens at every address of ns0, ${LOOPBACK} included; that of ns1 is another ${LOOPBACK}.`,
        zh: `套接字属于创建它时程序所在的命名空间。ns0 的服务器监听 ns0 的所有地址，包括 ${LOOPBACK}；而 ns1 的 ${LOOPBACK} 是另一个。`,
      },
      look: {
        en: '`ip netns exec ns0 ss -ltn` lists the socket; in ns1 the list is empty, and the connection is refused.',
        zh: '`ip netns exec ns0 ss -ltn` 能列出这个套接字；在 ns1 里列表是空的，连接被拒绝。',
      },
      actions: [action.serve({ netns: NS0, port: PORT })],
      checks: [
        check.served({ from: NS0, to: LOOPBACK, port: PORT, server: NS0, client: LOOPBACK }),
        check.refused({ from: NS1, to: LOOPBACK, port: PORT }),
      ],
    },
    {
      id: 'same-port',
      title: { en: `Both listen on port ${PORT}`, zh: `两边都监听 ${PORT} 端口` },
      why: {
        en: 'Within one stack a port has one owner: the second server would end with "Address already in use". In another namespace the port is free, which is why ten containers may each have a server on port 80.',
        zh: '在同一套网络栈里，一个端口只能有一个主人：第二个服务器会报 “Address already in use”。换一个命名空间，端口就是空闲的，所以十个容器可以各有一个监听 80 端口的服务器。',
      },
      actions: [action.serve({ netns: NS1, port: PORT })],
      checks: [
        check.served({ from: NS1, to: LOOPBACK, port: PORT, server: NS1, client: LOOPBACK }),
        check.served({ from: NS0, to: LOOPBACK, port: PORT, server: NS0, client: LOOPBACK }),
      ],
    },
    {
      id: 'firewall',
      title: { en: 'A firewall rule of one does not bind the other', zh: '防火墙：这边的规则管不到那边' },
      why: {
        en: `iptables, too, has its tables in each namespace. All of 127.0.0.0/8 is at lo, so that ${OTHER_LOOPBACK} answers like ${LOOPBACK}, until ns0 drops what is for it.`,
        zh: `iptables 的表也是每个命名空间各一份。整个 127.0.0.0/8 都在 lo 上，所以 ${OTHER_LOOPBACK} 和 ${LOOPBACK} 一样有应答，直到 ns0 把发往它的包丢掉。`,
      },
      look: {
        en: `In ns0 ${LOOPBACK} answers and ${OTHER_LOOPBACK} does not; in ns1 both do. \`iptables -S\` prints the rule in ns0 alone.`,
        zh: `在 ns0 里，${LOOPBACK} 有应答，${OTHER_LOOPBACK} 没有；在 ns1 里两个都有。\`iptables -S\` 只在 ns0 里打印出这条规则。`,
      },
      actions: [action.filterRule({ netns: NS0, chain: 'INPUT', destination: `${OTHER_LOOPBACK}/32`, target: 'DROP' })],
      checks: [check.noReply({ from: NS0, to: OTHER_LOOPBACK, control: LOOPBACK }), check.reaches({ from: NS1, to: OTHER_LOOPBACK })],
    },
  ],
});
