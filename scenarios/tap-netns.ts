import { action, check, defineScenario, formatPrefix, HOST, hostAt, param } from '../src/authoring.ts';

const BRIDGE = 'br-test';
const TAP = { netns: 'ns1', dev: 'tap1' };
const VETH = { netns: 'ns2', dev: 'tap2', port: 'br-tap2' };

export default defineScenario({
  id: 'tap-netns',
  title: { en: 'Why a tap device joins no namespace to a switch', zh: '为什么 tap 设备不能把命名空间接到交换机上' },
  summary: {
    en: 'A tap device is plugged into a bridge, held by a program and moved into a namespace: at no point does it wire the two together.',
    zh: '把 tap 设备接到网桥上、交给程序持有、再移入命名空间：没有哪一步能把两边连起来。',
  },
  about: {
    en: 'A cable has two ends that are devices. A tap device has one: its other end is a file that a program reads and writes. Virtual machines are built on that, and so the idea comes up to plug a namespace in with it. It cannot work, and seeing why tells what a veth pair really is.',
    zh: '一根网线两端各是一个设备。tap 设备只有一端是设备，另一端是供程序读写的文件。虚拟机就建立在这上面，于是有人想用它来接命名空间。这行不通；看清楚为什么行不通，也就明白了 veth 设备对到底是什么。',
  },
  sources: ['S3e'],
  tags: ['netns', 'tap', 'bridge'],
  params: {
    subnet: param.subnet({
      initial: '10.10.10.0/24',
      hosts: 3,
      about: { en: 'the network that the host and both namespaces share', zh: '主机和两个命名空间共用的网段' },
    }),
  },
  errata: [
    {
      id: 'tap-unexplained',
      source: 'S3e',
      mistake: {
        en: 'It says that tap devices from `ip tuntap` cannot attach namespaces to a bridge, and leaves it at that.',
        zh: '只说 `ip tuntap` 创建的 tap 设备不能把命名空间接到网桥上，没有解释原因。',
      },
      right: {
        en: 'That is right. A tap device has a single end that is a device; on the bridge it is not in the namespace, in the namespace it is not on the bridge, and its other end is a program.',
        zh: '结论是对的。tap 设备只有一端是设备：留在网桥上就不在命名空间里，进了命名空间就不在网桥上，而另一端是程序。',
      },
    },
    {
      id: 'veth-named-tap',
      source: 'S3e',
      mistake: {
        en: 'Right after that its listings create `tap1` and `tap2`, which looks like the very thing that it has ruled out.',
        zh: '紧接着的几段命令却创建了 `tap1` 和 `tap2`，看起来正是刚刚否定的东西。',
      },
      right: {
        en: 'Those are ends of veth pairs, and further down internal ports of Open vSwitch. A name says nothing about the kind of a device; `ip -d link` does.',
        zh: '那些其实是 veth 设备对的一端，再往下是 Open vSwitch 的内部端口。名字不说明设备类型，`ip -d link` 才说明。',
      },
    },
    {
      id: 'no-addresses',
      source: 'S3e',
      mistake: {
        en: 'All four of its listings leave the addresses out; the first ends with the comment "now assign the ip addresses".',
        zh: '四段命令都没有设置地址；第一段写到注释 “now assign the ip addresses” 就结束了。',
      },
      right: {
        en: 'Each device needs an address before anything can be pinged. Here the host, tap1 and tap2 get one each.',
        zh: '设备要有地址才谈得上 ping。这里主机、tap1 和 tap2 各配一个。',
      },
    },
  ],
  tryNext: [
    {
      en: 'Ask each device what it is: `ip -n ns1 -d link show tap1` says `tun type tap`, `ip -n ns2 -d link show tap2` says `veth`.',
      zh: '问问每个设备是什么：`ip -n ns1 -d link show tap1` 显示 `tun type tap`，`ip -n ns2 -d link show tap2` 显示 `veth`。',
    },
    {
      en: 'The same wiring with veth pairs alone is the lesson bridge-3ns; a device that is a port of a switch and lies in a namespace is an internal port of Open vSwitch, in ovs-internal.',
      zh: '全用 veth 设备对的接法见 bridge-3ns；既是交换机端口又能放进命名空间的设备是 Open vSwitch 的内部端口，见 ovs-internal。',
    },
    {
      en: 'With a program that copies frames from one tap device to another, two of them do make a cable: `socat TUN,tun-type=tap,iff-no-pi,tun-name=a TUN,tun-type=tap,iff-no-pi,tun-name=b &`, then move `b` into a namespace. Every frame then passes through that program.',
      zh: '如果有个程序在两个 tap 设备之间搬运帧，它们也能当网线用：`socat TUN,tun-type=tap,iff-no-pi,tun-name=a TUN,tun-type=tap,iff-no-pi,tun-name=b &`，再把 `b` 移入命名空间。只是每一帧都要经过这个程序。',
    },
  ],
  breakIt: [
    {
      en: 'End the program, `xargs kill </tmp/tap-tap1.pid`, and look at `ip -n ns1 link show tap1`: NO-CARRIER is back.',
      zh: '结束那个程序：`xargs kill </tmp/tap-tap1.pid`，再看 `ip -n ns1 link show tap1`：NO-CARRIER 又出现了。',
    },
    {
      en: 'Take tap1 back to the host with `ip -n ns1 link set tap1 netns $$`: `bridge link` does not list it, for a port that has left does not return by itself.',
      zh: '用 `ip -n ns1 link set tap1 netns $$` 把 tap1 移回主机：`bridge link` 里没有它，离开的端口不会自己接回去。',
    },
  ],
  steps({ subnet: { prefix } }) {
    const address = { host: hostAt(prefix, 1), tap: hostAt(prefix, 2), veth: hostAt(prefix, 3) };
    const withLength = (bare: string) => `${bare}/${prefix.length}`;
    return [
      {
        id: 'bridge',
        title: { en: 'Create the switch', zh: '创建交换机' },
        why: {
          en: `A Linux bridge, with an address on it, so that the host is plugged in too and somebody is there to talk to in ${formatPrefix(prefix)}.`,
          zh: `一个 Linux 网桥，并给它配上地址：主机自己也接在上面，${formatPrefix(prefix)} 里就有了可以通信的对象。`,
        },
        actions: [
          action.bridge({ name: BRIDGE }),
          action.address({ dev: BRIDGE, address: withLength(address.host) }),
          action.up({ dev: BRIDGE }),
        ],
        checks: [],
      },
      {
        id: 'port',
        title: { en: 'Plug a tap device into it', zh: '把 tap 设备接到网桥上' },
        why: {
          en: 'The device can be created, plugged in and switched on like any other. But nobody is at its other end, so it has no carrier, and a port without a carrier passes nothing on.',
          zh: '它可以像别的设备一样创建、接入、启用。但另一端没有人，所以没有载波；没有载波的端口什么也不转发。',
        },
        look: {
          en: '`bridge link` shows `NO-CARRIER` and `state disabled`, though the device is `UP`.',
          zh: '`bridge link` 显示 `NO-CARRIER` 和 `state disabled`，尽管设备是 `UP`。',
        },
        actions: [action.tap({ name: TAP.dev }), action.bridgePort({ dev: TAP.dev, bridge: BRIDGE }), action.up({ dev: TAP.dev })],
        checks: [check.portsAre({ bridge: BRIDGE, disabled: [TAP.dev] })],
      },
      {
        id: 'program',
        title: { en: 'Let a program take the other end', zh: '让程序接管另一端' },
        why: {
          en: 'With a program that holds it, the device has a carrier and its port forwards. What the bridge sends out of that port, the program reads: it is where a virtual machine would sit.',
          zh: '有程序持有它，设备就有了载波，端口开始转发。网桥从这个端口发出去的帧，由程序读到：虚拟机就坐在这个位置上。',
        },
        look: {
          en: `The host asks for ${address.tap}, which nobody has. The bridge floods the ARP request, and the program reads it.`,
          zh: `主机询问 ${address.tap}，而没有人拥有它。网桥把 ARP 请求泛洪出去，程序读到了。`,
        },
        actions: [action.tapProgram({ dev: TAP.dev })],
        checks: [
          check.portsAre({ bridge: BRIDGE, forwarding: [TAP.dev] }),
          check.noReply({ from: HOST, to: address.tap, control: address.host }),
          check.asked({ dev: TAP.dev, for: address.tap }),
        ],
      },
      {
        id: 'move',
        title: { en: 'Move it into a namespace: it leaves the bridge', zh: '把它移入命名空间：它离开了网桥' },
        why: {
          en: 'A device is in one namespace, and a bridge has ports in its own namespace only. So the move ends the membership. The program keeps its end: what ns1 now sends still goes to that program, and the bridge is not involved any more.',
          zh: '一个设备只能在一个命名空间里，而网桥的端口只能在它自己的命名空间里，所以一移走就不再是端口了。程序手里的那一端不变：ns1 现在发出的帧仍旧交给那个程序，与网桥再无关系。',
        },
        look: {
          en: `ns1 has an address, a route and even a carrier, and asks for ${address.host} in vain: only the program reads the request.`,
          zh: `ns1 有地址、有路由，甚至有载波，却问不到 ${address.host}：读到请求的只有那个程序。`,
        },
        actions: [
          action.netns({ name: TAP.netns }),
          action.move({ dev: TAP.dev, to: TAP.netns }),
          action.address({ netns: TAP.netns, dev: TAP.dev, address: withLength(address.tap) }),
          action.up({ netns: TAP.netns, dev: TAP.dev }),
          action.up({ netns: TAP.netns, dev: 'lo' }),
        ],
        checks: [
          check.portsAre({ bridge: BRIDGE }),
          check.carrier({ netns: TAP.netns, address: address.tap }),
          check.noReply({ from: TAP.netns, to: address.host, control: address.tap }),
          check.asked({ dev: TAP.dev, for: address.host }),
        ],
      },
      {
        id: 'veth',
        title: { en: 'A cable with two ends does it', zh: '两端都是设备的网线才行' },
        why: {
          en: 'A veth pair is two devices. One goes into the namespace, the other stays and is the port, so neither has to be in two places. That one end is called tap2 changes nothing: it is a veth.',
          zh: 'veth 设备对是两个设备。一个进命名空间，另一个留下来当端口，谁也不必同时待在两处。其中一端叫 tap2 并不改变什么：它是 veth。',
        },
        look: {
          en: '`tap2@if…` has a peer behind the `@`; tap1 has none. The bridge has one port, and it is not tap1.',
          zh: '`tap2@if…` 的 `@` 后面是对端，tap1 没有。网桥有一个端口，但不是 tap1。',
        },
        actions: [
          action.netns({ name: VETH.netns }),
          action.veth({ name: VETH.dev, peer: VETH.port }),
          action.move({ dev: VETH.dev, to: VETH.netns }),
          action.bridgePort({ dev: VETH.port, bridge: BRIDGE }),
          action.up({ dev: VETH.port }),
          action.address({ netns: VETH.netns, dev: VETH.dev, address: withLength(address.veth) }),
          action.up({ netns: VETH.netns, dev: VETH.dev }),
          action.show({ what: 'link', netns: TAP.netns }),
          action.show({ what: 'link', netns: VETH.netns }),
        ],
        checks: [
          check.portsAre({ bridge: BRIDGE, forwarding: [VETH.port] }),
          check.noReply({ from: TAP.netns, to: address.veth, control: address.tap }),
          check.reaches({ from: VETH.netns, to: address.host }),
        ],
      },
    ];
  },
});
