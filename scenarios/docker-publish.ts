import { action, check, defineScenario, formatPrefix, HOST, hostAt, param } from '../src/authoring.ts';
import { OUTSIDE, outsideFaults, simulateOutside } from './parts/outside.ts';
import { pluggedIn } from './parts/plugged-in.ts';

const BRIDGE = 'br0';

/** Where the other lessons have a gateway, there is a client here. */
const CLIENT = OUTSIDE.gateway;

const SERVER_PORT = 80;
const COUNTER = 'translated';

/** Where the bridge's own address lies in the subnet; the namespaces have the first two. */
const GATEWAY_HOST = 3;

export default defineScenario({
  id: 'docker-publish',
  title: { en: 'A published port, built by hand', zh: '手工实现端口发布（docker run -p）' },
  summary: {
    en: 'A client outside connects to port 8080 of the host and is served by a namespace behind it: one DNAT rule, and connection tracking.',
    zh: '外部客户端连接主机的 8080 端口，由主机后面的命名空间提供服务：只靠一条 DNAT 规则和连接跟踪。',
  },
  about: {
    en: '`docker run -p 8080:80` lets the world into a container that it has no route to. One rule does it: what comes for port 8080 of the host gets the address of the container as its new destination before the host looks for a route. The answer needs no rule. Connection tracking remembers how the connection was called, and gives every packet of the answer the source that the client expects.',
    zh: '`docker run -p 8080:80` 能让外界访问一个它根本没有路由可达的容器。靠的是一条规则：发往主机 8080 端口的包，在主机查路由之前，目的地址就被换成容器的地址。应答不需要规则：连接跟踪记得这个连接当初访问的是谁，会把每个应答包的源地址换成客户端期待的那个。',
  },
  sources: ['S1', 'S2'],
  tags: ['netns', 'veth', 'bridge', 'nat', 'docker'],
  params: {
    subnet: param.subnet({ initial: '1.1.1.0/24', hosts: 3, about: { en: 'the network behind the bridge', zh: '网桥后面的网段' } }),
    port: param.integer({
      min: 1,
      max: 65535,
      initial: 8080,
      about: { en: 'the port of the host that is published', zh: '主机上对外发布的端口' },
    }),
  },
  errata: [
    {
      id: 'replies-by-dnat',
      source: 'S2',
      mistake: {
        en: 'It says that the packets of the answer are given their old address by DNAT rules.',
        zh: '说应答包是靠 DNAT 规则换回原来的地址的。',
      },
      right: {
        en: 'The rules see the first packet of a connection and no other. Connection tracking reverses what they did for every packet of the answer; here one rule is enough to be served, and the table shows the entry that does the rest.',
        zh: 'nat 表的规则只看连接的第一个包。对应答的每个包，是连接跟踪在做反向转换；这里一条规则就能提供服务，其余的事由 conntrack 表里的那条记录完成。',
      },
    },
    {
      id: 'public-addresses',
      source: 'S1',
      mistake: {
        en: 'The tutorial whose bridge is built here uses 1.1.1.0/24 as if it were private.',
        zh: '这里的网桥取自另一篇教程，它把 1.1.1.0/24 当成私有网段来用。',
      },
      right: {
        en: 'That is public address space: harmless in a sandbox, but on a real host it hides the real 1.1.1.1. Take a private network there, `--set subnet=10.1.1.0/24`.',
        zh: '那是公网地址：在沙箱里无妨，在真实主机上会让人访问不到真正的 1.1.1.1。真实主机上请换成私有网段，`--set subnet=10.1.1.0/24`。',
      },
    },
  ],
  tryNext: [
    {
      en: 'Connect twice and list the rules with their counters, `iptables -t nat -L PREROUTING -v -n`: they count connections, not packets.',
      zh: '连接两次，再列出规则和计数 `iptables -t nat -L PREROUTING -v -n`：它们数的是连接，不是包。',
    },
    {
      en: 'Start a second server in ns1 and publish it by another port of the host.',
      zh: '在 ns1 里再启动一个服务器，用主机的另一个端口发布它。',
    },
    {
      en: 'Let ns0 connect to its own published port. The answer does not pass the host, so nobody turns it back: Docker has a MASQUERADE rule for just this case.',
      zh: '让 ns0 访问自己发布的端口。应答不经过主机，没有谁把地址换回来：Docker 为此专门加了一条 MASQUERADE 规则。',
    },
  ],
  breakIt: [
    {
      en: 'Delete the default route of ns0. The request arrives, the server answers into the void, and the client waits.',
      zh: '删掉 ns0 的默认路由。请求能到，服务器的应答却无路可走，客户端只能一直等。',
    },
    {
      en: 'Set net.ipv4.ip_forward to 0: the destination is rewritten all the same, and the packet dies on the host.',
      zh: '把 net.ipv4.ip_forward 设为 0：目的地址照样被改写，但包会死在主机上。',
    },
  ],
  faults: ({ subnet: { prefix } }) => outsideFaults(prefix),
  steps({ subnet: { prefix }, port }) {
    const members = [0, 1].map((index) => ({
      netns: `ns${index}`,
      dev: `veth0_ns${index}`,
      port: `veth_ns${index}`,
      address: hostAt(prefix, index + 1),
    }));
    const gateway = hostAt(prefix, GATEWAY_HOST);
    const [server, neighbour] = [hostAt(prefix, 1), hostAt(prefix, 2)];
    const published = { to: OUTSIDE.host, port, server: 'ns0' };
    return [
      {
        id: 'outside',
        scene: true,
        title: { en: 'Simulate the outside', zh: '模拟外部网络' },
        why: {
          en: `The host has the card ${OUTSIDE.uplink} with ${OUTSIDE.host}. Behind it is a namespace with ${CLIENT}, which plays the client. It knows ${OUTSIDE.network} and nothing else.`,
          zh: `主机有网卡 ${OUTSIDE.uplink}，地址 ${OUTSIDE.host}。网卡后面是一个地址为 ${CLIENT} 的命名空间，扮演客户端。它只认识 ${OUTSIDE.network}，别的一概不知。`,
        },
        actions: simulateOutside(),
        checks: [check.reaches({ from: OUTSIDE.netns, to: OUTSIDE.host })],
      },
      {
        id: 'containers',
        title: { en: 'Build the bridge and plug two namespaces in', zh: '搭好网桥，接入两个命名空间' },
        why: {
          en: `This is the network of the lesson docker-bridge: a bridge with the address ${gateway}, and two namespaces with a default route to it. The host forwards.`,
          zh: `这就是 docker-bridge 那一课的网络：网桥的地址是 ${gateway}，两个命名空间的默认路由都指向它，主机开启转发。`,
        },
        actions: [
          action.bridge({ name: BRIDGE }),
          action.address({ dev: BRIDGE, address: `${gateway}/${prefix.length}` }),
          action.up({ dev: BRIDGE }),
          ...members.flatMap((member) => [
            ...pluggedIn(member, BRIDGE, prefix.length),
            action.route({ netns: member.netns, to: 'default', via: gateway }),
          ]),
          action.sysctl({ key: 'net.ipv4.ip_forward', value: '1', was: '0' }),
        ],
        checks: [
          check.joined({ by: 'bridge', members: members.map(({ netns, address }) => ({ netns, address })) }),
          ...members.map(({ netns }) => check.routed({ netns, to: 'default', via: gateway })),
          check.sysctlIs({ key: 'net.ipv4.ip_forward', value: '1' }),
        ],
      },
      {
        id: 'server',
        title: { en: 'Start a server in ns0', zh: '在 ns0 里启动服务器' },
        why: {
          en: `The server listens on port ${SERVER_PORT} inside ns0. It says who it is and from which address it is called, so that one can see what it sees.`,
          zh: `服务器在 ns0 里监听 ${SERVER_PORT} 端口。它会报出自己是谁、客户端来自哪个地址，这样就能知道它看到了什么。`,
        },
        look: {
          en: 'Who is on the bridge is served. Outside, port and address are strangers: the host has no program at that port, and nobody has told the client a way to the network behind it.',
          zh: '网桥上的都能得到服务。外面则不行：主机的那个端口上没有程序，客户端也没有通往后面那个网段的路由。',
        },
        actions: [action.serve({ netns: 'ns0', port: SERVER_PORT })],
        checks: [
          check.served({ from: 'ns1', to: server, port: SERVER_PORT, server: 'ns0', client: neighbour }),
          check.served({ from: HOST, to: server, port: SERVER_PORT, server: 'ns0', client: gateway }),
          check.refused({ from: OUTSIDE.netns, to: OUTSIDE.host, port }),
          check.unreachable({ from: OUTSIDE.netns, to: server }),
        ],
      },
      {
        id: 'publish',
        title: { en: 'Publish it: one rule', zh: '发布端口：一条规则' },
        why: {
          en: `What comes to ${OUTSIDE.host} for port ${port} gets a new destination, ${server}:${SERVER_PORT}, before the host looks for a route. Then it is no longer for the host, and is forwarded. Two captures watch, one on each side of the host.`,
          zh: `到达 ${OUTSIDE.host}、目的端口为 ${port} 的包，在主机查路由之前就换了目的地：${server}:${SERVER_PORT}。于是它不再是发给主机的，而要转发出去。主机两侧各有一个抓包在看着。`,
        },
        look: {
          en: `There is one rule that translates and no other, yet both directions are translated. Outside, the connection is between ${CLIENT} and ${OUTSIDE.host}; on the bridge it is between ${CLIENT} and ${server}. The SYN-ACK that the server sent as ${server} comes to the client from ${OUTSIDE.host}: the entry of connection tracking says how. The server sees the real client, since nothing rewrites the source.`,
          zh: `做地址转换的规则只有这一条，两个方向却都转换了。在外面，连接的两端是 ${CLIENT} 和 ${OUTSIDE.host}；在网桥上，则是 ${CLIENT} 和 ${server}。服务器以 ${server} 发出的 SYN-ACK，到客户端时来自 ${OUTSIDE.host}：怎么换的，连接跟踪的记录里写着。服务器看到的是真正的客户端，因为没有谁改写源地址。`,
        },
        actions: [
          action.capture({ name: 'outside', netns: OUTSIDE.netns, dev: OUTSIDE.dev }),
          action.capture({ name: 'bridge', dev: BRIDGE }),
          action.dnat({ destination: OUTSIDE.host, port, to: server, toPort: SERVER_PORT }),
        ],
        checks: [
          check.served({ from: OUTSIDE.netns, ...published, client: CLIENT }),
          check.refused({ from: HOST, to: OUTSIDE.host, port }),
          check.natRules({ count: 1 }),
          check.redirected({ client: CLIENT, to: OUTSIDE.host, port, server, serverPort: SERVER_PORT }),
          check.captured({
            capture: 'outside',
            on: `${OUTSIDE.dev} (${CLIENT}, ${OUTSIDE.host})`,
            between: [CLIENT, OUTSIDE.host],
            sees: ['tcp-syn', 'tcp-syn-ack'],
          }),
          check.captured({
            capture: 'bridge',
            on: `${BRIDGE} (${CLIENT}, ${server})`,
            between: [CLIENT, server],
            sees: ['tcp-syn', 'tcp-syn-ack'],
          }),
        ],
      },
      {
        id: 'host-itself',
        title: { en: 'The host is a client too', zh: '主机自己也是客户端' },
        why: {
          en: 'What the host itself sends never passes PREROUTING, so the rule is nothing to it. The chain OUTPUT is the place for that; Docker puts a jump there as well.',
          zh: '主机自己发出的包不经过 PREROUTING，那条规则对它不起作用。要管它，得在 OUTPUT 链里加规则；Docker 在那里也放了一条跳转。',
        },
        actions: [action.dnat({ chain: 'OUTPUT', destination: OUTSIDE.host, port, to: server, toPort: SERVER_PORT })],
        checks: [check.served({ from: HOST, ...published, client: OUTSIDE.host })],
      },
      {
        id: 'way-out',
        title: { en: 'And the way out, as before', zh: '出去的路，和以前一样' },
        why: {
          en: 'Publishing lets connections in. Those that a container begins itself still need their source rewritten, by the rule of the lesson docker-bridge. The two do not get in the way of each other: each is for connections that begin on its side.',
          zh: '发布端口只管进来的连接。容器主动发起的连接仍然要改写源地址，靠的是 docker-bridge 那一课的规则。两条规则互不干扰：各管从自己那一侧发起的连接。',
        },
        actions: [
          action.masquerade({ source: formatPrefix(prefix), exceptOut: BRIDGE }),
          action.countSources({ netns: OUTSIDE.netns, name: COUNTER }),
        ],
        checks: [
          ...members.map(({ netns }) => check.reaches({ from: netns, to: CLIENT })),
          check.sourceSeen({ netns: OUTSIDE.netns, counter: COUNTER, only: OUTSIDE.host }),
          check.served({ from: OUTSIDE.netns, ...published, client: CLIENT }),
        ],
      },
    ];
  },
});
