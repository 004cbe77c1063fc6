import { action, check, defineScenario, formatPrefix, HOST, hostAt, param } from '../src/authoring.ts';
import { OUTSIDE, outsideFaults, simulateOutside } from './parts/outside.ts';

const BRIDGE = 'br0';

/** Two countings outside: before the source is rewritten, and after. */
const COUNTER = { before: 'untranslated', after: 'translated' };

/** Where the bridge's own address lies in the subnet; the namespaces have the first two. */
const GATEWAY_HOST = 3;

export default defineScenario({
  id: 'docker-bridge',
  title: { en: "Docker's bridge network, built by hand", zh: '手工搭建 Docker 的网桥网络' },
  summary: {
    en: 'Two namespaces on a bridge reach the outside through the host: a default route, forwarding and masquerading.',
    zh: '网桥上的两个命名空间经过主机访问外部：靠默认路由、转发和源地址伪装。',
  },
  about: {
    en: 'Containers on the default network of Docker reach the world although the world has never heard of their addresses. Four things make it so: a bridge with an address of its own, a default route to it, a host that forwards, and one rule that rewrites the source. Here they are put together one by one, with a simulated outside that knows no way back to the containers and counts who it hears from.',
    zh: '外面的世界从没听说过容器的地址，Docker 默认网络里的容器却能访问外面。这靠的是四样东西：有自己地址的网桥、指向网桥的默认路由、开启转发的主机，还有一条改写源地址的规则。这里把它们一样一样搭起来，并模拟一个外部：它不知道回到容器的路，还统计自己收到了谁的包。',
  },
  sources: ['S0', 'S1', 'S2'],
  tags: ['netns', 'veth', 'bridge', 'nat', 'docker'],
  params: {
    subnet: param.subnet({ initial: '1.1.1.0/24', hosts: 3, about: { en: 'the network behind the bridge', zh: '网桥后面的网段' } }),
  },
  errata: [
    {
      id: 'gateway-without-address',
      source: 'S1',
      mistake: {
        en: 'It routes through 1.1.1.3 but never gives br0 that address, and adds a veth pair and a host route to make up for it.',
        zh: '路由指向 1.1.1.3，却从没把这个地址配给 br0；为了弥补，又加了一个 veth 设备对和一条主机路由。',
      },
      right: {
        en: 'With the address on br0 the connected route is there by itself; pair and route are not needed.',
        zh: '地址配在 br0 上，直连路由自然就有了；设备对和路由都不需要。',
      },
    },
    {
      id: 'public-addresses',
      source: 'S1',
      mistake: { en: 'It uses 1.1.1.0/24 as if it were private.', zh: '把 1.1.1.0/24 当成私有网段来用。' },
      right: {
        en: 'That is public address space: harmless in a sandbox, but on a real host it hides the real 1.1.1.1. Take a subnet of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16 there.',
        zh: '那是公网地址：在沙箱里无妨，在真实主机上会让人访问不到真正的 1.1.1.1。真实主机上请从 10.0.0.0/8、172.16.0.0/12 或 192.168.0.0/16 里选子网。',
      },
    },
    {
      id: 'replies-by-dnat',
      source: 'S2',
      mistake: { en: 'It says that answers are brought back by DNAT rules.', zh: '说应答是靠 DNAT 规则送回来的。' },
      right: {
        en: 'No rule is involved: connection tracking remembers the translation and reverses it for every packet of the answer.',
        zh: '这里不需要任何规则：连接跟踪记得地址转换，对应答的每个包做反向转换。',
      },
    },
  ],
  tryNext: [
    {
      en: 'Look at the rule with its counters: `iptables -t nat -L POSTROUTING -v -n`. It counts connections, not packets.',
      zh: '看看这条规则和它的计数：`iptables -t nat -L POSTROUTING -v -n`。它数的是连接，不是包。',
    },
    {
      en: 'Ping the outside from both namespaces with the same identifier (`ping -e 7`) and see in `conntrack -L` which one is given another.',
      zh: '在两个命名空间里用同一个标识符 ping 外部（`ping -e 7`），再用 `conntrack -L` 看哪一个被换成了别的标识符。',
    },
  ],
  breakIt: [
    {
      en: 'Delete the rule and ping: the request still arrives outside (its counter moves), the answer has no way back.',
      zh: '删掉这条规则再 ping：请求仍然到达外部（那里的计数在涨），应答却没有回来的路。',
    },
    {
      en: 'Set net.ipv4.ip_forward to 0 and watch the request die on the host.',
      zh: '把 net.ipv4.ip_forward 设为 0，看请求怎样止步于主机。',
    },
  ],
  faults: ({ subnet: { prefix } }) => outsideFaults(prefix),
  steps({ subnet: { prefix } }) {
    const members = [0, 1].map((index) => ({
      netns: `ns${index}`,
      dev: `veth0_ns${index}`,
      port: `veth_ns${index}`,
      address: hostAt(prefix, index + 1),
      id: 1001 + index,
    }));
    const roles = members.map(({ netns, address }) => ({ netns, address }));
    const gateway = hostAt(prefix, GATEWAY_HOST);
    const [first] = members;
    return [
      {
        id: 'outside',
        scene: true,
        title: { en: 'Simulate the outside', zh: '模拟外部' },
        why: {
          en: `The host has the card ${OUTSIDE.uplink} with ${OUTSIDE.host} and a gateway at ${OUTSIDE.gateway}, as in the tutorial. Behind the card is a namespace that plays the gateway. It has no route to the containers' network, and it counts who pings it.`,
          zh: `和教程里一样，主机有网卡 ${OUTSIDE.uplink}，地址 ${OUTSIDE.host}，网关是 ${OUTSIDE.gateway}。网卡另一头是一个扮演网关的命名空间。它没有到容器网段的路由，并且统计谁在 ping 它。`,
        },
        actions: [...simulateOutside('moved'), action.route({ to: 'default', via: OUTSIDE.gateway })],
        checks: [check.reaches({ from: HOST, to: OUTSIDE.gateway }), check.routed({ netns: HOST, to: 'default', via: OUTSIDE.gateway })],
      },
      {
        id: 'namespaces',
        title: { en: 'Add two namespaces, as Docker does for two containers', zh: '创建两个命名空间，就像 Docker 为两个容器做的那样' },
        why: { en: 'To the network, a container is a namespace and nothing else.', zh: '对网络来说，容器就是一个命名空间，仅此而已。' },
        actions: members.map(({ netns }) => action.netns({ name: netns })),
        checks: [],
      },
      {
        id: 'bridge',
        title: { en: 'Create the bridge and give it an address', zh: '创建网桥并给它配置地址' },
        why: {
          en: `A bridge with an address is a switch with the host plugged in: the host becomes a member of ${formatPrefix(prefix)} as ${gateway}, and can be the gateway of the others. Docker calls this bridge docker0.`,
          zh: `配了地址的网桥，相当于主机自己也接到了这台交换机上：主机以 ${gateway} 的身份加入 ${formatPrefix(prefix)}，可以当其他成员的网关。Docker 把这个网桥叫作 docker0。`,
        },
        actions: [
          action.bridge({ name: BRIDGE }),
          action.address({ dev: BRIDGE, address: `${gateway}/${prefix.length}` }),
          action.up({ dev: BRIDGE }),
        ],
        checks: [],
      },
      {
        id: 'cables',
        title: { en: 'Plug the namespaces in', zh: '把命名空间接到网桥上' },
        why: {
          en: 'Inside a container the device is called eth0, and its peer on the host veth and some digits: the same pair as here.',
          zh: '容器里这个设备叫 eth0，它在主机上的对端叫 veth 加一串字符：和这里的设备对是一回事。',
        },
        actions: members.flatMap(({ netns, dev, port, address }) => [
          action.veth({ name: dev, peer: port }),
          action.move({ dev, to: netns }),
          action.bridgePort({ dev: port, bridge: BRIDGE }),
          action.up({ dev: port }),
          action.address({ netns, dev, address: `${address}/${prefix.length}` }),
          action.up({ netns, dev }),
        ]),
        checks: [
          check.joined({ by: 'bridge', members: roles }),
          ...members.map(({ netns }) => check.reaches({ from: netns, to: gateway })),
        ],
      },
      {
        id: 'default-routes',
        title: { en: 'Give the namespaces a default route, and let the host forward', zh: '给命名空间配置默认路由，并让主机转发' },
        why: {
          en: 'The namespaces send what they do not know to the bridge; the host passes it on only once ip_forward says so. Now the request arrives outside, but the outside has no route back: the answer is lost.',
          zh: '命名空间把不认识的目的地都交给网桥；ip_forward 打开之后，主机才会继续转发。现在请求能到外部了，但外部没有回来的路由：应答丢了。',
        },
        look: {
          en: 'No answer yet, though every hop on the way there works: the way back is what is missing.',
          zh: '还没有应答，尽管去程的每一跳都通：缺的是回程。',
        },
        actions: [
          ...members.map(({ netns }) => action.route({ netns, to: 'default', via: gateway })),
          action.sysctl({ key: 'net.ipv4.ip_forward', value: '1', was: '0' }),
          action.countSources({ netns: OUTSIDE.netns, name: COUNTER.before }),
        ],
        checks: [
          check.sysctlIs({ key: 'net.ipv4.ip_forward', value: '1' }),
          ...(first
            ? [
                check.noReply({ from: first.netns, to: OUTSIDE.gateway, control: gateway }),
                check.sourceSeen({ netns: OUTSIDE.netns, counter: COUNTER.before, only: first.address }),
              ]
            : []),
        ],
      },
      {
        id: 'masquerade',
        title: { en: 'Rewrite the source of what leaves', zh: '改写出去的包的源地址' },
        why: {
          en: `With the host's own address ${OUTSIDE.host} as its source, the request can be answered. Connection tracking notes who really asked, and turns the answer back.`,
          zh: `源地址换成主机自己的 ${OUTSIDE.host}，外部就能应答这个请求了。连接跟踪记下真正的请求方，再把应答转换回去。`,
        },
        actions: [
          action.masquerade({ source: formatPrefix(prefix), exceptOut: BRIDGE }),
          action.countSources({ netns: OUTSIDE.netns, name: COUNTER.after }),
        ],
        checks: [
          ...members.map(({ netns }) => check.reaches({ from: netns, to: OUTSIDE.gateway })),
          check.sourceSeen({ netns: OUTSIDE.netns, counter: COUNTER.after, only: OUTSIDE.host }),
        ],
      },
      {
        id: 'conntrack',
        title: { en: 'Two pings at once, told apart', zh: '两个 ping 同时进行，也分得清' },
        why: {
          en: 'Both pings leave with the same source and the same destination, and ICMP has no ports. What tells their answers apart is the identifier in the ICMP header, which connection tracking stores with each entry.',
          zh: '两个 ping 出去时源地址相同，目的地址也相同，而 ICMP 没有端口。能区分应答的是 ICMP 首部里的标识符，连接跟踪把它存在每条记录里。',
        },
        look: {
          en: '`conntrack -L -p icmp` has one line for each ping: first the direction in which it was sent, then the one in which its answer comes.',
          zh: '`conntrack -L -p icmp` 里每个 ping 占一行：先是发出的方向，后是应答的方向。',
        },
        actions: members.map(({ netns, id }) => action.ping({ from: netns, to: OUTSIDE.gateway, id })),
        checks: [
          check.tracked({
            to: OUTSIDE.gateway,
            answeredTo: OUTSIDE.host,
            flows: members.map(({ address, id }) => ({ source: address, id })),
          }),
        ],
      },
    ];
  },
});
