import { action, check, defineScenario, formatPrefix, HOST, hostAt, param } from '../src/authoring.ts';
import { OUTSIDE, outsideFaults, simulateOutside } from './parts/outside.ts';
import { pluggedIn } from './parts/plugged-in.ts';

const BRIDGE = 'br0';

/** Addresses that the outside's network has room for: one for each namespace, and the new one of the host. */
const ON_THE_LAN = { namespaces: ['192.168.80.80', '192.168.80.81'], host: '192.168.80.82' };

export default defineScenario({
  id: 'bridge-uplink',
  title: { en: "The host's own card as a port of a bridge", zh: '把主机自己的网卡接进网桥' },
  summary: {
    en: 'With the uplink plugged in, namespaces stand in the outside network by themselves, and the host loses its own way out until the bridge gets the address.',
    zh: '上行网卡接进网桥后，网络命名空间直接进入外部网段；主机自己却断了网，直到把地址配在网桥上。',
  },
  about: {
    en: 'This is how virtual machines get addresses of the real network: their switch has the physical card as one of its ports. It is also how people lock themselves out of a server. A port of a bridge is a piece of wire, and an address on a piece of wire is dead, though not at once, which makes the mistake so hard to see. The card here is a simulated ens33 inside the sandbox: never try the commands on the card by which you are logged in.',
    zh: '虚拟机要拿到真实网段的地址，就是这样做的：物理网卡成为虚拟交换机的一个端口。把自己锁在服务器外面，往往也是这样做的。网桥的端口只是一段链路，配在上面的地址是死的，只不过不会马上死，所以这个错误特别难发现。这里的网卡是沙箱里模拟的 ens33：千万不要在你登录所用的网卡上试这些命令。',
  },
  sources: ['S1'],
  tags: ['netns', 'veth', 'bridge', 'arp'],
  params: {
    subnet: param.subnet({
      initial: '1.1.1.0/24',
      hosts: 2,
      about: { en: 'the network that the namespaces are in at first', zh: '两个网络命名空间起初所在的网段' },
    }),
  },
  errata: [
    {
      id: 'address-dead-at-once',
      source: 'S1',
      mistake: {
        en: 'It says that the address of ens33 is void as soon as ens33 is a port of the bridge, and that this is why ns0 cannot ping the gateway.',
        zh: '文中说 ens33 接入 br0 后其 IP 会失效，并说这就是 ns0 ping 不通网关的原因。',
      },
      right: {
        en: 'The host goes on talking for as long as its ARP entry for the gateway lasts; with the entry flushed it is cut off at once. And ns0 fails for another reason: 1.1.1.1 is in no network of the gateway, so no answer finds its way back.',
        zh: '只要主机上网关的 ARP 表项还在，主机就照常通信；清空表项，立刻就断。ns0 ping 不通则另有原因：1.1.1.1 不在网关的网段里，应答找不到回来的路。',
      },
    },
    {
      id: 'host-cut-off',
      source: 'S1',
      mistake: {
        en: 'It gives br0 an address of the network of the gateway and still says that the host cannot reach the outside any more.',
        zh: '给 br0 配上了与网关同网段的地址，却仍说主机从此无法与外界连接。',
      },
      right: {
        en: 'With that address, and the default route that went with the old one added again, the host is as connected as before: only its device is now br0.',
        zh: '有了这个地址，再把随旧地址一起消失的默认路由加回来，主机的连通性和原来一样：只是出口设备变成了 br0。',
      },
    },
    {
      id: 'public-addresses',
      source: 'S1',
      mistake: { en: 'It uses 1.1.1.0/24 as if it were private.', zh: '把 1.1.1.0/24 当作私有网段来用。' },
      right: {
        en: 'That is public address space: harmless in a sandbox, but on a real host it hides the real 1.1.1.1. Take `--set subnet=10.1.1.0/24` there.',
        zh: '这是公网地址：在沙箱里无害，在真实主机上却会让真正的 1.1.1.1 无法访问。在真实主机上请用 `--set subnet=10.1.1.0/24`。',
      },
    },
  ],
  tryNext: [
    {
      en: `Give br0 the old address, ${OUTSIDE.host}/24, instead of a new one: nobody outside can tell the difference, and this is what distributions configure when one asks them for a bridge.`,
      zh: `给 br0 配原来的地址 ${OUTSIDE.host}/24，而不是新地址：外面看不出任何区别；各发行版配置网桥时也正是这样做的。`,
    },
    {
      en: 'Read `bridge fdb show br br0`: the MAC address of the gateway has been learnt behind ens33, like that of any neighbour.',
      zh: '看 `bridge fdb show br br0`：网关的 MAC 地址是在 ens33 后面学到的，和其他邻居没有两样。',
    },
    {
      en: 'Keep the card out of the bridge and let the host translate addresses instead: the lesson docker-bridge.',
      zh: '不把网卡接进网桥，改由主机做地址转换：见课程 docker-bridge。',
    },
  ],
  breakIt: [
    {
      en: 'Take ens33 out of the bridge again (`ip link set ens33 nomaster`): the namespaces keep their addresses, and their wire to the outside is gone.',
      zh: '把 ens33 从网桥上拔下来（`ip link set ens33 nomaster`）：网络命名空间的地址还在，通往外部的链路没了。',
    },
    {
      en: 'Set br0 down: the card is up and has a carrier, and neither the host nor a namespace reaches anything.',
      zh: '把 br0 停用：网卡仍处于 up 状态，也有载波，但主机和网络命名空间都哪儿也到不了。',
    },
  ],
  faults: ({ subnet: { prefix } }) => outsideFaults(prefix),
  steps({ subnet: { prefix } }) {
    const members = ON_THE_LAN.namespaces.map((lan, index) => ({
      netns: `ns${index}`,
      dev: `veth0_ns${index}`,
      port: `veth_ns${index}`,
      address: hostAt(prefix, index + 1),
      lan,
    }));
    const roles = members.map(({ netns, address }) => ({ netns, address }));
    const [left, right] = members as [(typeof members)[number], (typeof members)[number]];
    const gateway = { netns: OUTSIDE.netns, address: OUTSIDE.gateway };
    return [
      {
        id: 'outside',
        scene: true,
        title: { en: 'Simulate the card and the outside', zh: '模拟网卡和外部网络' },
        why: {
          en: `The host has the card ${OUTSIDE.uplink} with ${OUTSIDE.host} and a default route to ${OUTSIDE.gateway}, as in the tutorial. Behind the card is a namespace that plays the gateway.`,
          zh: `和教程里一样，主机有网卡 ${OUTSIDE.uplink}，地址 ${OUTSIDE.host}，默认路由指向 ${OUTSIDE.gateway}。网卡背后是一个扮演网关的网络命名空间。`,
        },
        actions: [...simulateOutside('moved'), action.route({ to: 'default', via: OUTSIDE.gateway })],
        checks: [check.reaches({ from: HOST, to: OUTSIDE.gateway }), check.routed({ netns: HOST, to: 'default', via: OUTSIDE.gateway })],
      },
      {
        id: 'bridge',
        title: { en: 'Join two namespaces by a bridge', zh: '用网桥连接两个网络命名空间' },
        why: {
          en: `This is the whole of the lesson bridge-2ns: a bridge, two cables, two addresses in ${formatPrefix(prefix)}. The namespaces reach each other, and nothing else.`,
          zh: `这一步就是课程 bridge-2ns 的全部：一个网桥、两根网线、${formatPrefix(prefix)} 里的两个地址。两个命名空间互相可达，除此之外哪儿也去不了。`,
        },
        actions: [
          action.bridge({ name: BRIDGE }),
          action.up({ dev: BRIDGE }),
          ...members.flatMap((member) => pluggedIn(member, BRIDGE, prefix.length)),
        ],
        checks: [
          check.joined({ by: 'bridge', members: roles }),
          check.reaches({ from: left.netns, to: right.address }),
          check.unreachable({ from: left.netns, to: OUTSIDE.gateway }),
        ],
      },
      {
        id: 'plug',
        title: { en: 'Plug the card into the bridge: nothing seems to happen', zh: '把网卡接进网桥：好像什么也没发生' },
        why: {
          en: `From now on all that ${OUTSIDE.uplink} receives goes to the bridge. Its address and its routes stay in the tables, and the host still knows the MAC address of the gateway, so it need not ask.`,
          zh: `从此 ${OUTSIDE.uplink} 收到的一切都交给网桥。它的地址和路由还留在表里，主机也还记得网关的 MAC 地址，用不着再问。`,
        },
        look: {
          en: `The host still reaches ${OUTSIDE.gateway}: an administrator who tests now believes that all is well.`,
          zh: `主机仍能到达 ${OUTSIDE.gateway}：此时做测试的管理员会以为一切正常。`,
        },
        actions: [action.bridgePort({ dev: OUTSIDE.uplink, bridge: BRIDGE }), action.show({ what: 'ports', dev: BRIDGE })],
        checks: [check.joined({ by: 'bridge', members: [...roles, gateway] }), check.reaches({ from: HOST, to: OUTSIDE.gateway })],
      },
      {
        id: 'flush',
        title: { en: 'Forget the ARP entry: the host is cut off', zh: '清掉 ARP 表项：主机断网了' },
        why: {
          en: `The host has to ask again for the MAC address of ${OUTSIDE.gateway}, through ${OUTSIDE.uplink}. The answer comes in by ${OUTSIDE.uplink} too, and is handed to the bridge: on ${OUTSIDE.uplink}, where the host waits for it, it never arrives.`,
          zh: `主机得重新通过 ${OUTSIDE.uplink} 询问 ${OUTSIDE.gateway} 的 MAC 地址。应答也从 ${OUTSIDE.uplink} 进来，却被交给了网桥：主机在 ${OUTSIDE.uplink} 上怎么也等不到它。`,
        },
        look: {
          en: `\`ip neigh\` says INCOMPLETE or FAILED for ${OUTSIDE.gateway} on ${OUTSIDE.uplink}. Without the flush, the same comes about by itself once the entry has grown old.`,
          zh: `\`ip neigh\` 显示 ${OUTSIDE.uplink} 上 ${OUTSIDE.gateway} 的状态为 INCOMPLETE 或 FAILED。即使不清空，表项老化之后结果也一样。`,
        },
        actions: [action.flushNeighbours({ dev: OUTSIDE.uplink })],
        checks: [check.noReply({ from: HOST, to: OUTSIDE.gateway, control: OUTSIDE.host })],
      },
      {
        id: 'lan-addresses',
        title: { en: 'Put the namespaces into the network of the outside', zh: '让网络命名空间进入外部网段' },
        why: {
          en: `Through ${OUTSIDE.uplink} the wire of the outside now ends in each namespace. With an address in ${OUTSIDE.network} they are neighbours of the gateway: no route, no forwarding, no translation.`,
          zh: `外部的链路现在经 ${OUTSIDE.uplink} 一直通到每个网络命名空间。只要有 ${OUTSIDE.network} 里的地址，它们就是网关的邻居：不需要路由、转发，也不需要地址转换。`,
        },
        look: {
          en: 'Both namespaces reach the gateway, and the host, whose card they use, does not.',
          zh: '两个网络命名空间都能到网关，而网卡的主人——主机——反而不能。',
        },
        actions: members.map(({ netns, dev, lan }) => action.address({ netns, dev, address: `${lan}/24` })),
        checks: [
          ...members.map(({ netns }) => check.reaches({ from: netns, to: OUTSIDE.gateway })),
          check.noReply({ from: OUTSIDE.netns, to: OUTSIDE.host, control: left.lan }),
        ],
      },
      {
        id: 'clear',
        title: { en: 'Take the dead address from the card', zh: '把失效的地址从网卡上拿掉' },
        why: {
          en: `As long as ${OUTSIDE.uplink} has ${OUTSIDE.host}, the host sends what is for ${OUTSIDE.network} by ${OUTSIDE.uplink} and waits in vain. It is the last address of the card, so its route to ${OUTSIDE.network} goes with it, and the default route too: this is what the host has lost.`,
          zh: `只要 ${OUTSIDE.uplink} 上还有 ${OUTSIDE.host}，主机就会把发往 ${OUTSIDE.network} 的包从 ${OUTSIDE.uplink} 送出去，然后白等。这是网卡的最后一个地址，删掉它，到 ${OUTSIDE.network} 的直连路由随之消失，默认路由也一起消失：主机失去的就是这些。`,
        },
        look: {
          en: '`ip route` prints nothing: the host says at once that the network is unreachable, instead of waiting for an answer.',
          zh: '`ip route` 什么也不输出：主机会立刻报告网络不可达，而不是白等应答。',
        },
        actions: [
          action.removeAddress({
            dev: OUTSIDE.uplink,
            address: `${OUTSIDE.host}/24`,
            loses: [{ to: 'default', via: OUTSIDE.gateway }],
          }),
        ],
        checks: [
          check.noRoute({ netns: HOST, to: 'default' }),
          check.noRoute({ netns: HOST, to: OUTSIDE.network }),
          check.unreachable({ from: HOST, to: OUTSIDE.gateway }),
        ],
      },
      {
        id: 'regain',
        title: { en: 'Give the bridge an address, and the host its route back', zh: '给网桥配地址，把默认路由还给主机' },
        why: {
          en: `A bridge is a switch, and the device of its name is the socket by which the host is plugged into it. An address belongs there: then answers arrive where the host waits for them.`,
          zh: `网桥是交换机，与它同名的设备就是主机插在这台交换机上的那个口。地址应该配在这里：这样应答才会到达主机等待的地方。`,
        },
        look: {
          en: `\`ip route\` names ${BRIDGE} where it named ${OUTSIDE.uplink}: both the route to ${OUTSIDE.network} and the default route.`,
          zh: `\`ip route\` 里原来写 ${OUTSIDE.uplink} 的地方现在都是 ${BRIDGE}：到 ${OUTSIDE.network} 的路由如此，默认路由也如此。`,
        },
        actions: [action.address({ dev: BRIDGE, address: `${ON_THE_LAN.host}/24` }), action.route({ to: 'default', via: OUTSIDE.gateway })],
        checks: [
          check.connected({ netns: HOST, to: OUTSIDE.network, source: ON_THE_LAN.host }),
          check.routed({ netns: HOST, to: 'default', via: OUTSIDE.gateway }),
          check.reaches({ from: HOST, to: OUTSIDE.gateway }),
          check.reaches({ from: OUTSIDE.netns, to: ON_THE_LAN.host }),
          ...members.map(({ netns }) => check.reaches({ from: netns, to: OUTSIDE.gateway })),
        ],
      },
    ];
  },
});
