import { action, check, defineScenario, formatPrefix, HOST, hostAt, param } from '../src/authoring.ts';
import { OUTSIDE, outsideFaults, simulateOutside } from './parts/outside.ts';
import { pluggedIn } from './parts/plugged-in.ts';

const BRIDGE = 'test-bridge';

/** Two countings outside: while the host does not forward, and once it does. */
const COUNTER = { before: 'unforwarded', after: 'forwarded' };

export default defineScenario({
  id: 'bridge-gateway',
  title: { en: 'A bridge with an address: the gateway of its namespaces', zh: '带地址的网桥：网络命名空间的网关' },
  summary: {
    en: 'With an address on the bridge the host is a member of the subnet and its gateway; the request then gets outside, and the reply has no way back.',
    zh: '网桥配上地址，主机就成了子网的一员和网关；请求能到外部，应答却没有回来的路。',
  },
  about: {
    en: 'A bridge without an address is a switch in a cupboard: the machine that it runs on is not plugged in. One address changes that, and with a default route and forwarding the host becomes a router. This lesson takes the four conditions one after the other and shows after each how far a packet gets, up to the point where only the way back is missing. That gap is what NAT fills.',
    zh: '没有地址的网桥就像机柜里的一台交换机：运行它的机器自己并没有插上去。配上一个地址就不同了；再加上默认路由和转发，主机就成了路由器。这一课把这几个条件逐一补上，每补一个就看看包能走到哪里，直到只差回来的路。NAT 要补的正是这个缺口。',
  },
  sources: ['S2'],
  tags: ['netns', 'veth', 'bridge', 'routing'],
  params: {
    subnet: param.subnet({ initial: '192.168.1.0/24', hosts: 3, about: { en: 'the network behind the bridge', zh: '网桥后面的网段' } }),
  },
  errata: [
    {
      id: 'subnet-changes',
      source: 'S2',
      mistake: {
        en: 'It builds with 192.168.1.0/24, and two sentences later says that nothing outside of "172.14" can be reached.',
        zh: '前面搭建时用的是 192.168.1.0/24，隔了两句却说无法到达“172.14 范围”之外。',
      },
      right: {
        en: 'It is one subnet throughout, here 192.168.1.0/24. (172.14.0.0/16 would be public address space; of 172.0.0.0/8 only 172.16.0.0/12 is private.)',
        zh: '从头到尾是同一个子网，这里就是 192.168.1.0/24。（172.14.0.0/16 属于公网；172.0.0.0/8 里只有 172.16.0.0/12 是私有的。）',
      },
    },
    {
      id: 'bridge-forwards-to-card',
      source: 'S2',
      mistake: {
        en: 'It says that the bridge forwards the packets to eth0, by ip_forward.',
        zh: '文中说网桥借助 ip_forward 把数据包转发到 eth0。',
      },
      right: {
        en: 'The bridge hands frames that are for its own MAC address up to the host and knows nothing of eth0. It is the host that routes them there, and ip_forward is a setting of routing; between its ports a bridge forwards without it.',
        zh: '网桥只是把目的 MAC 是自己的帧交给主机，并不知道 eth0。把包转到 eth0 的是主机的路由，ip_forward 管的也是路由；网桥在端口之间转发用不着它。',
      },
    },
    {
      id: 'brctl',
      source: 'S2',
      mistake: {
        en: 'It manages the bridge with `brctl` of the package bridge-utils.',
        zh: '用 bridge-utils 软件包里的 `brctl` 管理网桥。',
      },
      right: {
        en: '`ip link … type bridge` and `bridge` from iproute2 do all of it; brctl is no longer developed.',
        zh: 'iproute2 的 `ip link … type bridge` 和 `bridge` 可以完全代替它；brctl 早已停止开发。',
      },
    },
  ],
  tryNext: [
    {
      en: `Tell the outside the way back: \`ip -n outside route add 192.168.1.0/24 via ${OUTSIDE.host}\`. The ping is answered, without NAT: routes are enough where one may set them on both sides.`,
      zh: `告诉外部怎么回来：\`ip -n outside route add 192.168.1.0/24 via ${OUTSIDE.host}\`。不用 NAT，ping 就有应答了：两边的路由都能自己配置时，路由就够了。`,
    },
    {
      en: 'Where one may not, the source has to be rewritten: the lesson docker-bridge goes on from here.',
      zh: '配置不了对方的路由时，就只能改写源地址：课程 docker-bridge 从这里接着讲。',
    },
    {
      en: `Look at both requests with \`tcpdump -ni ${OUTSIDE.uplink} icmp\`: the source is still the namespace's own address.`,
      zh: `用 \`tcpdump -ni ${OUTSIDE.uplink} icmp\` 看请求：源地址仍是网络命名空间自己的地址。`,
    },
  ],
  breakIt: [
    {
      en: `Ping ${OUTSIDE.host} from ns1 with net.ipv4.ip_forward 0: it answers, though it is an address of another network. It is the host's own, so nothing has to be forwarded.`,
      zh: `把 net.ipv4.ip_forward 设为 0，从 ns1 ping ${OUTSIDE.host}：有应答，虽然它属于另一个网段。它是主机自己的地址，无需转发。`,
    },
    {
      en: `Set ${BRIDGE} down and look at \`ip route\` on the host: the connected route is gone, and with it the gateway.`,
      zh: `把 ${BRIDGE} 停用，再看主机的 \`ip route\`：直连路由没了，网关也就没了。`,
    },
  ],
  faults: ({ subnet: { prefix } }) => outsideFaults(prefix),
  steps({ subnet: { prefix } }) {
    const gateway = hostAt(prefix, 1);
    const members = [1, 2].map((number) => ({
      netns: `ns${number}`,
      dev: `veth${number}`,
      port: `br-veth${number}`,
      address: hostAt(prefix, number + 1),
    }));
    const roles = members.map(({ netns, address }) => ({ netns, address }));
    const [first, second] = roles as [(typeof roles)[number], (typeof roles)[number]];
    const lost = check.noReply({ from: first.netns, to: OUTSIDE.gateway, control: gateway });
    return [
      {
        id: 'outside',
        scene: true,
        title: { en: 'Simulate the outside', zh: '模拟外部网络' },
        why: {
          en: `The host has the card ${OUTSIDE.uplink} with ${OUTSIDE.host} and a default route. Behind the card is a namespace that plays the gateway ${OUTSIDE.gateway}: it knows its own wire and no way to ${formatPrefix(prefix)}, like any router of the outside.`,
          zh: `主机有网卡 ${OUTSIDE.uplink}，地址 ${OUTSIDE.host}，还有默认路由。网卡背后的网络命名空间扮演网关 ${OUTSIDE.gateway}：和外部任何一台路由器一样，它只认识自己那条链路，不知道怎么到 ${formatPrefix(prefix)}。`,
        },
        actions: [...simulateOutside(), action.route({ to: 'default', via: OUTSIDE.gateway })],
        checks: [check.reaches({ from: HOST, to: OUTSIDE.gateway }), check.routed({ netns: HOST, to: 'default', via: OUTSIDE.gateway })],
      },
      {
        id: 'switch',
        title: { en: 'Two namespaces on a bridge, the host not among them', zh: '两个网络命名空间接上网桥，主机不在其中' },
        why: {
          en: 'The bridge joins the namespaces. The host runs it, but is not plugged into it: it has no address in that network and no route to it.',
          zh: '网桥把两个命名空间连在一起。主机虽然运行着网桥，自己却没有插上去：它没有这个网段的地址，也没有到那里的路由。',
        },
        look: {
          en: `\`ip route\` on the host has no line for ${formatPrefix(prefix)}: a ping to ${first.address} would leave by ${OUTSIDE.uplink}, although the cable ends next to it.`,
          zh: `主机的 \`ip route\` 里没有 ${formatPrefix(prefix)}：去 ping ${first.address}，包会从 ${OUTSIDE.uplink} 出去，尽管网线的另一头就在旁边。`,
        },
        actions: [
          action.bridge({ name: BRIDGE }),
          action.up({ dev: BRIDGE }),
          ...members.flatMap((member) => pluggedIn(member, BRIDGE, prefix.length)),
        ],
        checks: [
          check.joined({ by: 'bridge', members: roles }),
          check.reaches({ from: first.netns, to: second.address }),
          check.noRoute({ netns: HOST, to: formatPrefix(prefix) }),
        ],
      },
      {
        id: 'address',
        title: { en: 'Give the bridge an address: the host is plugged in', zh: '给网桥配地址：主机也插上了' },
        why: {
          en: `${gateway} on ${BRIDGE} makes the host a member of ${formatPrefix(prefix)}. The kernel adds the connected route by itself: what is for that network goes out by the bridge, and ARP finds out behind which port.`,
          zh: `在 ${BRIDGE} 上配置 ${gateway}，主机就成了 ${formatPrefix(prefix)} 的一员。内核会自动添加直连路由：发往该网段的包从网桥出去，再由 ARP 问出对方在哪个端口后面。`,
        },
        look: {
          en: `Host and namespaces reach each other. Beyond the subnet the namespaces still know no way: ${OUTSIDE.gateway} is unreachable, and so is even ${OUTSIDE.host}, the other address of the same host.`,
          zh: `主机与命名空间互相可达。但出了子网，命名空间仍然无路可走：${OUTSIDE.gateway} 不可达，连同一台主机的另一个地址 ${OUTSIDE.host} 也不可达。`,
        },
        actions: [action.address({ dev: BRIDGE, address: `${gateway}/${prefix.length}` })],
        checks: [
          check.connected({ netns: HOST, to: formatPrefix(prefix), source: gateway }),
          ...members.map(({ netns }) => check.reaches({ from: netns, to: gateway })),
          check.reaches({ from: HOST, to: first.address }),
          check.unreachable({ from: first.netns, to: OUTSIDE.gateway }),
          check.unreachable({ from: first.netns, to: OUTSIDE.host }),
        ],
      },
      {
        id: 'default-route',
        title: { en: 'A default route in each namespace: as far as the host', zh: '给命名空间加默认路由：能走到主机' },
        why: {
          en: `Everything that is not in ${formatPrefix(prefix)} now goes to ${gateway}, which is the host. Packets for an address of the host itself have arrived there. All others it drops, since a host is no router until it is told to be.`,
          zh: `不在 ${formatPrefix(prefix)} 里的一切现在都交给 ${gateway}，也就是主机。发往主机自身地址的包到这里就算到了；其余的它一律丢弃，因为没有人让它当路由器。`,
        },
        look: {
          en: `${OUTSIDE.host} answers, ${OUTSIDE.gateway} does not, and the counter outside stays empty: the packets die on the host.`,
          zh: `${OUTSIDE.host} 有应答，${OUTSIDE.gateway} 没有，外部的计数器也一直是空的：包在主机上就被丢弃了。`,
        },
        actions: [
          ...members.map(({ netns }) => action.route({ netns, to: 'default', via: gateway })),
          action.countSources({ netns: OUTSIDE.netns, name: COUNTER.before }),
        ],
        checks: [
          ...members.map(({ netns }) => check.routed({ netns, to: 'default', via: gateway })),
          ...members.map(({ netns }) => check.reaches({ from: netns, to: OUTSIDE.host })),
          lost,
          check.nothingSeen({ netns: OUTSIDE.netns, counter: COUNTER.before }),
        ],
      },
      {
        id: 'forwarding',
        title: { en: 'Let the host forward: there, and not back', zh: '让主机转发：去得了，回不来' },
        why: {
          en: `With ip_forward the host passes the request on by ${OUTSIDE.uplink}. It arrives with ${first.address} as its source. The outside would have to answer to that address, and it knows no way there.`,
          zh: `打开 ip_forward 后，主机把请求从 ${OUTSIDE.uplink} 转发出去。请求到达时源地址是 ${first.address}；外部要应答就得发往这个地址，可它不知道怎么走。`,
        },
        look: {
          en: `The ping looks as lost as before, and yet everything has changed: the counter outside names ${first.address}. What is missing is a way back, and NAT is how one does without it.`,
          zh: `ping 看上去和之前一样没有应答，其实情况完全变了：外部的计数器里出现了 ${first.address}。缺的是回来的路，而 NAT 就是绕开这条路的办法。`,
        },
        actions: [
          action.countSources({ netns: OUTSIDE.netns, name: COUNTER.after }),
          action.sysctl({ key: 'net.ipv4.ip_forward', value: '1', was: '0' }),
        ],
        checks: [
          check.sysctlIs({ key: 'net.ipv4.ip_forward', value: '1' }),
          lost,
          check.sourceSeen({ netns: OUTSIDE.netns, counter: COUNTER.after, only: first.address }),
          check.unreachable({ from: OUTSIDE.netns, to: first.address }),
        ],
      },
    ];
  },
});
