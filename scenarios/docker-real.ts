import { action, check, defineScenario, HOST, hostAt, parsePrefix } from '../src/authoring.ts';
import { OUTSIDE, simulateOutside } from './parts/outside.ts';

const COUNTER = 'pings';
const IMAGE = 'busybox';

/** The container on the default network, and the port by which the outside reaches it. */
const WEB = { name: 'web', gateway: '172.17.0.1', publish: { port: 8080, to: 80 } };

const MY_BR = { name: 'my_br', subnet: '172.1.1.0/24' };
const CENTOS = ['centos0', 'centos1'].map((netns, index) => ({ netns, address: hostAt(parsePrefix(MY_BR.subnet), index + 2) }));

const ISOLATED = ['172.80.1.0/24', '172.80.2.0/24'].map((subnet, index) => ({
  ...{ subnet, network: `net-${index + 1}`, netns: `test${index + 1}` },
  gateway: hostAt(parsePrefix(subnet), 1),
  address: hostAt(parsePrefix(subnet), 2),
}));

/** Where the real Docker differs from what the lessons docker-bridge, docker-publish and docker-isolation build, and in nothing else. */
export const DIFFERENCES = [
  {
    id: 'loopback',
    text: {
      en: 'Docker sets `lo` up in each container; the emulations leave it down.',
      zh: 'Docker 会在每个容器里启用 `lo`，手工搭建的几课没有启用。',
    },
  },
  {
    id: 'device-name',
    text: {
      en: "Inside, Docker's device is always `eth0`; docker-bridge and docker-publish keep the names of their tutorials.",
      zh: '容器里的设备总叫 `eth0`；docker-bridge 和 docker-publish 沿用教程里的名字。',
    },
  },
  {
    id: 'address',
    text: {
      en: 'Docker gives the bridge the first address and the containers those that follow; in docker-bridge and docker-publish the bridge comes third, after the namespaces.',
      zh: 'Docker 把第一个地址给网桥，后面的依次给容器；docker-bridge 和 docker-publish 里，网桥的地址排第三，在两个命名空间之后。',
    },
  },
  {
    id: 'nat-chain',
    text: {
      en: 'Docker keeps what rewrites destinations in a chain DOCKER, which PREROUTING and OUTPUT ask for whatever is addressed to the host; docker-publish writes its rules into PREROUTING and OUTPUT themselves.',
      zh: 'Docker 把改写目的地址的规则放在自己的 DOCKER 链里，凡是发给主机的包，PREROUTING 和 OUTPUT 都跳到那里去查；docker-publish 则直接写进 PREROUTING 和 OUTPUT。',
    },
  },
  {
    id: 'hairpin',
    text: {
      en: 'For each published port Docker adds a MASQUERADE rule from the container to itself, so that a container can call its own published port.',
      zh: '每发布一个端口，Docker 还会加一条从容器到它自己的 MASQUERADE 规则，让容器也能访问自己发布的端口。',
    },
  },
  {
    id: 'filter',
    text: {
      en: 'Docker drops by default what the host forwards, and lets each network through by rules of its own. docker-bridge and docker-publish filter nothing; docker-isolation has the policy and the two stages, and leaves out the chains DOCKER-USER, for rules of yours, and DOCKER, for published ports.',
      zh: 'Docker 默认丢弃主机转发的流量，再用自己的规则逐个放行各网络。docker-bridge 和 docker-publish 不做任何过滤；docker-isolation 有同样的默认策略和两级隔离，但省去了留给用户自定义规则的 DOCKER-USER 链和用于发布端口的 DOCKER 链。',
    },
  },
] as const;

export default defineScenario({
  id: 'docker-real',
  title: { en: 'The real Docker, beside its emulation', zh: '真正的 Docker，与手工搭建的对照' },
  summary: {
    en: 'A real Docker daemon in the sandbox: the same bridges, veth pairs, routes and rules that the other lessons build by hand.',
    zh: '在沙箱里运行真正的 Docker 守护进程：网桥、veth 设备对、路由和规则，和前面几课手工搭建的一样。',
  },
  about: {
    en: "Other lessons build Docker's networks by hand. Is the real thing the same? Here a Docker daemon runs inside the sandbox, with an image made on the spot, and the same checks that grade the emulations are put to its containers. A run of it needs root, since the daemon starts programs as root and mounts over the sandbox's files; in a lab the daemon is the learner's own and takes no root. The machine itself, and a Docker that it may have, stay as they are.",
    zh: '前面几课用手工命令搭出了 Docker 的网络。真正的 Docker 也是这样吗？这一课在沙箱里运行 Docker 守护进程，镜像当场制作，再用检查手工搭建结果的同一套检查来检查真正的容器。运行这一课需要 root 权限，因为守护进程要以 root 身份启动程序，还要在沙箱的文件上挂载；在实验里，守护进程属于学习者自己，不需要 root。机器本身，以及机器上可能已有的 Docker，都不受影响。',
  },
  sources: ['S0', 'S1'],
  tags: ['netns', 'veth', 'bridge', 'nat', 'docker'],
  params: {},
  errata: [
    {
      id: 'exec-test1-twice',
      source: 'S0',
      mistake: { en: 'It shows `docker exec test1 ip a` twice.', zh: '它两次写的都是 `docker exec test1 ip a`。' },
      right: {
        en: 'The second listing has the address 172.80.0.3, so it is that of test2: `docker exec test2 ip a`.',
        zh: '第二次输出的地址是 172.80.0.3，属于 test2，命令应为 `docker exec test2 ip a`。',
      },
    },
    {
      id: 'networks-never-removed',
      source: 'S0',
      mistake: {
        en: 'It removes test1 and test2 at the end, but never net-1 and net-2.',
        zh: '结尾只删除了 test1 和 test2，没有删除 net-1 和 net-2。',
      },
      right: {
        en: 'A network outlives its containers, with its bridge and its rules: `docker network rm net-1 net-2` takes them away.',
        zh: '网络不会随容器消失，它的网桥和规则都还在：要用 `docker network rm net-1 net-2` 删除。',
      },
    },
    {
      id: 'ping-without-timeout',
      source: 'S0',
      mistake: {
        en: 'Its first ping across networks, `ping -c 2 -i 1`, hangs and has to be stopped with Ctrl-C.',
        zh: '第一次跨网络的 `ping -c 2 -i 1` 一直卡住，只能按 Ctrl-C 结束。',
      },
      right: {
        en: '`-i` is the time between two requests. How long to wait for an answer is `-W`: `ping -c 2 -W 1`.',
        zh: '`-i` 是两次请求之间的间隔；等待应答的时间由 `-W` 指定：`ping -c 2 -W 1`。',
      },
    },
    {
      id: 'public-default-pool',
      source: 'S0',
      mistake: { en: 'Its Docker deals out 172.80.0.0/16 as if it were private.', zh: '它的 Docker 把 172.80.0.0/16 当作私有地址来分配。' },
      right: {
        en: 'Only 172.16.0.0 to 172.31.255.255 are private (172.16.0.0/12). Harmless in a sandbox; on a real host the real owners of 172.80.0.0/16 cannot be reached any more.',
        zh: '只有 172.16.0.0 到 172.31.255.255（172.16.0.0/12）是私有的。在沙箱里无妨；在真实主机上，172.80.0.0/16 真正的主人就再也访问不到了。',
      },
    },
    {
      id: 'public-subnet',
      source: 'S1',
      mistake: { en: 'It takes 172.1.1.0/24 for its own network.', zh: '它把 172.1.1.0/24 用作自己的网段。' },
      right: {
        en: 'That is public address space too. On a real host take a subnet of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16.',
        zh: '这同样是公网地址。在真实主机上请从 10.0.0.0/8、172.16.0.0/12 或 192.168.0.0/16 中选择网段。',
      },
    },
  ],
  tryNext: [
    {
      en: 'Every container has its own veth pair: compare `docker exec web ip link` with `ip link show master docker0`.',
      zh: '每个容器都有自己的 veth 设备对：对比 `docker exec web ip link` 和 `ip link show master docker0`。',
    },
    {
      en: 'Plug a container into a second network, `docker network connect net-2 test1`, and look at its devices.',
      zh: '把容器接入第二个网络：`docker network connect net-2 test1`，再看它的设备。',
    },
    {
      en: 'Names are found on networks of your own only: `docker exec centos0 ping -c 1 centos1`.',
      zh: '只有自定义网络才能按名字访问：`docker exec centos0 ping -c 1 centos1`。',
    },
  ],
  breakIt: [
    {
      en: 'Let net-1 and net-2 talk: `iptables -I DOCKER-USER -i net-1 -o net-2 -j ACCEPT` and the same the other way round.',
      zh: '让 net-1 和 net-2 互通：`iptables -I DOCKER-USER -i net-1 -o net-2 -j ACCEPT`，再反方向加一条。',
    },
    {
      en: 'Take the rule away that publishes the port: `iptables -t nat -F DOCKER`, and connect again from outside.',
      zh: '删掉发布端口的规则：`iptables -t nat -F DOCKER`，再从外面连接试试。',
    },
  ],
  steps: () => [
    {
      id: 'outside',
      scene: true,
      title: { en: 'Simulate the outside', zh: '模拟外部网络' },
      why: {
        en: `The host has the card ${OUTSIDE.uplink} with ${OUTSIDE.host} and a gateway at ${OUTSIDE.gateway}, as in the tutorial. The namespace that plays the gateway has no route to any container, and counts who pings it.`,
        zh: `和教程里一样，主机有网卡 ${OUTSIDE.uplink}，地址 ${OUTSIDE.host}，网关是 ${OUTSIDE.gateway}。扮演网关的命名空间没有通往任何容器的路由，并统计是谁在 ping 它。`,
      },
      actions: [
        ...simulateOutside(),
        action.route({ to: 'default', via: OUTSIDE.gateway }),
        action.countSources({ netns: OUTSIDE.netns, name: COUNTER }),
      ],
      checks: [check.routed({ netns: HOST, to: 'default', via: OUTSIDE.gateway })],
    },
    {
      id: 'daemon',
      scene: true,
      title: { en: 'Start a Docker daemon and make an image', zh: '启动 Docker 守护进程并制作镜像' },
      why: {
        en: 'Before it has started a single container the daemon has changed the network: there is docker0, an empty switch with the host plugged in as 172.17.0.1; the host forwards; and what 172.17.0.0/16 sends elsewhere will be masqueraded.',
        zh: '还没启动任何容器，守护进程就已经改动了网络：出现了 docker0，这是一台空交换机，主机以 172.17.0.1 接在上面；主机开始转发；172.17.0.0/16 发往别处的流量将做源地址伪装。',
      },
      look: {
        en: 'docker0 is up without carrier (`NO-CARRIER`), since nothing is plugged in yet.',
        zh: 'docker0 已启用但没有载波（`NO-CARRIER`），因为还没有设备插上来。',
      },
      actions: [action.dockerDaemon({}), action.dockerImage({ name: IMAGE }), action.dockerShow({ what: 'networks' })],
      checks: [check.sysctlIs({ key: 'net.ipv4.ip_forward', value: '1' }), check.reaches({ from: HOST, to: WEB.gateway })],
    },
    {
      id: 'default-network',
      title: { en: 'Run a container on the default network, and publish a port', zh: '在默认网络上运行容器，并发布端口' },
      why: {
        en: "The container's `eth0` is one end of a veth pair; the other end, with a name that Docker makes up, is a port of docker0. The default route is the bridge's address. `-p` adds one DNAT rule, and the outside reaches a server whose address it does not know.",
        zh: '容器里的 `eth0` 是 veth 设备对的一端；另一端由 Docker 随机起名，是 docker0 的端口。默认路由就是网桥的地址。`-p` 加上一条 DNAT 规则，外部就能访问一个自己并不知道地址的服务器。',
      },
      look: {
        en: 'In the list of rules the MASQUERADE rule for 172.17.0.0/16 stands beside the DNAT rule for port 8080. The rule from 172.17.0.2 to itself is for a container that calls its own published port.',
        zh: '规则列表里，172.17.0.0/16 的 MASQUERADE 规则旁边就是 8080 端口的 DNAT 规则。源和目的都是 172.17.0.2 的那条，是给容器访问自己发布的端口用的。',
      },
      actions: [
        action.dockerRun({ name: WEB.name, image: IMAGE, publish: WEB.publish }),
        action.serve({ netns: WEB.name, port: WEB.publish.to }),
        action.dockerShow({ what: 'nat' }),
      ],
      checks: [
        check.routed({ netns: WEB.name, to: 'default', via: WEB.gateway }),
        check.reaches({ from: WEB.name, to: OUTSIDE.gateway }),
        check.sourceSeen({ netns: OUTSIDE.netns, counter: COUNTER, only: OUTSIDE.host }),
        check.served({
          ...{ from: OUTSIDE.netns, to: OUTSIDE.host, port: WEB.publish.port },
          ...{ server: WEB.name, client: OUTSIDE.gateway },
        }),
      ],
    },
    {
      id: 'own-network',
      title: { en: 'Two containers on a network of your own', zh: '两个容器接入自定义网络' },
      why: {
        en: `A user-defined network is another bridge with a subnet of its own. Both containers are ports of it and send everything else to ${hostAt(parsePrefix(MY_BR.subnet), 1)}, the bridge.`,
        zh: `自定义网络就是另一个网桥，有自己的网段。两个容器都是它的端口，其余流量都发给 ${hostAt(parsePrefix(MY_BR.subnet), 1)}，也就是网桥。`,
      },
      look: {
        en: 'The default route inside is the same as in the lesson docker-bridge, where it was set by hand.',
        zh: '容器里的默认路由和 docker-bridge 一课里手工设置的一样。',
      },
      actions: [
        action.dockerNetwork(MY_BR),
        ...CENTOS.map(({ netns }) => action.dockerRun({ name: netns, image: IMAGE, network: MY_BR.name })),
        action.dockerShow({ what: 'network', network: MY_BR.name }),
        ...CENTOS.map(({ netns }) => action.dockerShow({ what: 'link', container: netns })),
        ...CENTOS.slice(0, 1).map(({ netns }) => action.dockerShow({ what: 'route', container: netns })),
      ],
      checks: [
        check.joined({ by: 'bridge', members: CENTOS }),
        ...CENTOS.flatMap(({ netns }) => [
          check.routed({ netns, to: 'default', via: hostAt(parsePrefix(MY_BR.subnet), 1) }),
          check.reaches({ from: netns, to: OUTSIDE.gateway }),
        ]),
        check.reaches({ from: 'centos0', to: CENTOS[1]?.address ?? '' }),
      ],
    },
    {
      id: 'isolation',
      title: { en: 'Two networks are kept apart', zh: '两个网络相互隔离' },
      why: {
        en: "The host has a route to both networks and forwards, so by its routes it would carry packets across. Docker's chains DOCKER-ISOLATION-STAGE-1 and -2 drop whatever comes from one of its bridges and would leave by another. Both networks reach the outside all the same.",
        zh: '主机有通往两个网络的路由，也开着转发，光看路由，报文是能互通的。是 Docker 的 DOCKER-ISOLATION-STAGE-1 和 -2 链把从一个网桥进来、要从另一个网桥出去的报文丢掉了。而两个网络都照样能访问外部。',
      },
      look: {
        en: 'Stage 1 catches what comes from a bridge and leaves by something else, stage 2 drops it where that is a bridge too.',
        zh: '第一级挑出从某个网桥进来、从别处出去的报文；如果出口也是网桥，第二级就把它丢弃。',
      },
      actions: [
        ...ISOLATED.map(({ network, subnet }) => action.dockerNetwork({ name: network, subnet })),
        ...ISOLATED.map(({ network, netns }) => action.dockerRun({ name: netns, image: IMAGE, network })),
        ...ISOLATED.map(({ netns }) => action.dockerShow({ what: 'address', container: netns })),
        action.dockerShow({ what: 'filter' }),
      ],
      checks: ISOLATED.flatMap(({ netns, gateway }, index) => {
        const other = ISOLATED[1 - index];
        return [
          ...(other ? [check.noReply({ from: netns, to: other.address, control: gateway })] : []),
          check.reaches({ from: netns, to: OUTSIDE.gateway }),
        ];
      }),
    },
    {
      id: 'compared',
      title: { en: 'What the emulations leave out', zh: '手工搭建省去了什么' },
      why: {
        en: `Devices, bridges, routes and the MASQUERADE rule of each network are those that the other lessons build by hand. These things differ. ${DIFFERENCES.map(({ text }) => text.en).join(' ')}`,
        zh: `设备、网桥、路由，以及每个网络的 MASQUERADE 规则，都与手工搭建的几课相同。不同之处如下。${DIFFERENCES.map(({ text }) => text.zh).join('')}`,
      },
      look: {
        en: '`docker ps` lists the five containers; to the kernel each is a process in namespaces of its own, and `ip netns` lists the network ones.',
        zh: '`docker ps` 列出五个容器；在内核看来，每个容器就是一个处在自己那套命名空间里的进程，`ip netns` 列出的是其中的网络命名空间。',
      },
      actions: [action.dockerShow({ what: 'containers' })],
      checks: [],
    },
  ],
});
