/** What is noted at the probes of printed scripts: English and Chinese; see `translate.ts`. */
export const PROBE_COMMENTS: readonly (readonly [english: string, chinese: string])[] = [
  // What checks are made of.
  [
    'holds CLAIM PROBE…: tries the probe until it holds, or until $DEADLINE seconds have passed. A probe prints what it has seen. What it prints when it does not hold comes from differs.',
    'holds CLAIM PROBE…：反复尝试探测，直到成立，或过了 $DEADLINE 秒。探测会打印它看到的内容；不成立时打印的内容来自 differs。',
  ],
  ['1 is worth another try, all else is final.', '1 值得再试一次，其余都是最终结果。'],
  [
    'differs ACTUAL REASON [EVIDENCE]: ends a probe that does not hold. What it EXPECTED, and the command with which one SEES it, it has noted before.',
    'differs ACTUAL REASON [EVIDENCE]：结束一次不成立的探测。期望（EXPECTED）和查看用的命令（SEES）事先已经记下。',
  ],
  [
    'on NETNS COMMAND…: runs it in a namespace; host is the one that all starts from.',
    'on NETNS COMMAND…：在某个命名空间里执行命令；host 是一切开始的那个命名空间。',
  ],
  ['cannot_hold REASON: a claim to which the commands of the lesson do not lead.', 'cannot_hold REASON：课程的命令得不出的结论。'],
  ['prints TEXT COMMAND…: the command prints this and nothing else.', 'prints TEXT COMMAND…：命令打印的正是这些，没有别的。'],
  ['begins TEXT COMMAND…: what the command prints begins with this.', 'begins TEXT COMMAND…：命令打印的内容以此开头。'],

  // Who reaches whom.
  ['answered PING…: each ping is answered.', 'answered PING…：每个 ping 都有应答。'],
  [
    'unanswered FROM CONTROL PING…: none of the pings is answered, though a control ping from the same place is: it proves that sender, tool and ICMP work, so that silence means something. Tried once: waiting could only make it hold by accident.',
    'unanswered FROM CONTROL PING…：这些 ping 都没有应答，而从同一处发出的对照 ping 有应答：对照证明发送方、工具和 ICMP 都正常，没有应答才说明问题。只试一次：等下去只会让它碰巧成立。',
  ],
  ['ping(8): 1 means that no reply came, 2 that something else went wrong.', '见 ping(8)：1 表示没有收到应答，2 表示出了别的错。'],
  [
    'why_unreachable FROM TO [oif DEV]: the first thing on the way that keeps packets from arriving, as far as the state of devices, addresses and routes tells.',
    'why_unreachable FROM TO [oif DEV]：就设备、地址和路由的状态而言，沿途第一个让包到不了的原因。',
  ],
  [
    'link_fault NETNS DEV: says what is wrong with a device; fails where nothing is.',
    'link_fault NETNS DEV：说明设备有什么问题；没有问题时返回失败。',
  ],
  ['no_way PING: the kernel refuses to send, since no route fits.', 'no_way PING：没有匹配的路由，内核拒绝发送。'],
  [
    'served ANSWER CONNECT…: what the command connects to says this and nothing else.',
    'served ANSWER CONNECT…：命令连上的一方说的正是这些，没有别的。',
  ],
  [
    'refused CONNECT…: there is somebody at the address, but nobody listens at the port. Tried once: waiting could only make it hold by accident.',
    'refused CONNECT…：这个地址有人，但端口上没有人监听。只试一次：等下去只会让它碰巧成立。',
  ],

  // Devices, addresses, routes.
  [
    'find_device NETNS ADDRESS: looks for the device that holds an address. It notes its name in DEV, and in LINK the line that `ip -d link` prints: it begins with its number.',
    'find_device NETNS ADDRESS：寻找持有某个地址的设备。名字记在 DEV 里，`ip -d link` 打印的那一行记在 LINK 里，行首是它的编号。',
  ],
  ['find_device_up NETNS ADDRESS: the same, and the device must be up.', 'find_device_up NETNS ADDRESS：同上，而且设备必须已启用。'],
  ['is_up LINK: whether a line of `ip link` says that the device is switched on.', 'is_up LINK：`ip link` 的一行是否表明设备已启用。'],
  [
    'is_peer NETNS LINK OTHER-NETNS DEV INDEX: whether LINK, a line of `ip -d link` in NETNS, is that of a veth whose other end is the device DEV, number INDEX, of OTHER-NETNS. `ip` shows the other end by its name in the same namespace (veth0@veth1), else by its number (veth0@if5) and its namespace.',
    'is_peer NETNS LINK OTHER-NETNS DEV INDEX：LINK 是 NETNS 里 `ip -d link` 的一行，看它是否属于一个 veth，其对端是 OTHER-NETNS 里编号为 INDEX 的设备 DEV。对端在同一个命名空间里时，`ip` 显示它的名字（veth0@veth1），否则显示编号（veth0@if5）和所在的命名空间。',
  ],
  [
    'port_to PORT NETNS OTHER-NETNS DEV INDEX: the name of the port; where PORT is ?, that of the device of NETNS whose other end is the device DEV of OTHER-NETNS.',
    'port_to PORT NETNS OTHER-NETNS DEV INDEX：端口的名字；PORT 写成 ? 时，是 NETNS 里对端为 OTHER-NETNS 中设备 DEV 的那个设备。',
  ],
  [
    'two_ends NETNS ADDRESS NETNS ADDRESS: the devices that hold the addresses are the two ends of one veth pair, since each names the other as its peer.',
    'two_ends NETNS ADDRESS NETNS ADDRESS：持有这两个地址的设备互为对端，是一个 veth 设备对的两端。',
  ],
  [
    'carrier NETNS ADDRESS yes|no: the device that holds the address is up, and there is or is not something alive at the other end of its wire.',
    'carrier NETNS ADDRESS yes|no：持有该地址的设备已启用，链路另一头有（或没有）活着的设备。',
  ],
  [
    'only_loopback NETNS up|down: lo is the only device, it is up, or is down and has no address, and the main table has no route.',
    'only_loopback NETNS up|down：只有 lo 一个设备，它已启用，或者未启用且没有地址，main 路由表里没有路由。',
  ],
  [
    'connected NETNS NETWORK [SOURCE]: the main table sends the network out of a device, with no gateway between, and with this own address as the source.',
    'connected NETNS NETWORK [SOURCE]：main 路由表让发往该网段的包直接从某个设备出去，不经过网关，并以这个自己的地址为源地址。',
  ],
  [
    'no_route NETNS DESTINATION: the main table has no route to exactly this destination.',
    'no_route NETNS DESTINATION：main 路由表里没有到这个目的地的路由。',
  ],
  [
    'no_device TYPE: no namespace of the lesson has a device of that kind, while there are others: where nothing is wired, nothing is proved.',
    'no_device TYPE：课程的命名空间里没有这种设备，却有别的设备：什么都没接，也就什么都证明不了。',
  ],
  [
    'no_holder ADDRESS: no device of any namespace holds the address, while others are held.',
    'no_holder ADDRESS：任何命名空间里都没有设备持有这个地址，而别的地址有人持有。',
  ],
  [
    'gone DEV: no namespace of the lesson has a device of that name, while there are others.',
    'gone DEV：课程的命名空间里没有叫这个名字的设备，却有别的设备。',
  ],

  // Switches.
  [
    'bridge_joins NETNS BRIDGE [NETNS ADDRESS PORT]…: the bridge is up without spanning tree. The device that holds each address is up, and its other end is plugged in as that port, which forwards. A PORT of ? is whatever the other end is called.',
    'bridge_joins NETNS BRIDGE [NETNS ADDRESS PORT]…：网桥已启用，没有开生成树。持有各个地址的设备都已启用，它们的对端就是网桥上的那个端口，端口在转发。PORT 写成 ? 表示对端叫什么都行。',
  ],
  [
    'bridge_learnt NETNS BRIDGE [NETNS ADDRESS PORT]…: the bridge has learnt from frames that the device which holds each address is behind that port; ? is whatever port its other end is.',
    'bridge_learnt NETNS BRIDGE [NETNS ADDRESS PORT]…：网桥已经从帧里学到，持有各个地址的设备在那个端口后面；? 表示它的对端是哪个端口都行。',
  ],
  ['What is permanent or static is not learnt.', 'permanent 和 static 的条目不是学来的。'],
  [
    'ports_are NETNS BRIDGE [PORT STATE]…: the bridge has these ports and no others, and each is in that state: forwarding, or disabled.',
    'ports_are NETNS BRIDGE [PORT STATE]…：网桥有这些端口，没有别的，每个端口都处于所给的状态：forwarding 或 disabled。',
  ],
  [
    "ovs_joins HOW BRIDGE [NETNS ADDRESS PORT]…: the device that holds each address is up and plugged into the OVS bridge by that port. HOW is `veth` where the port is the device's other end, `internal` where it is the device itself.",
    'ovs_joins HOW BRIDGE [NETNS ADDRESS PORT]…：持有各个地址的设备都已启用，并通过那个端口接在 OVS 网桥上。端口是设备的对端时 HOW 为 `veth`，端口就是设备本身时为 `internal`。',
  ],
  [
    'ovs_learnt BRIDGE [NETNS ADDRESS PORT]…: the OVS bridge has learnt from frames that the device which holds each address is behind that port.',
    'ovs_learnt BRIDGE [NETNS ADDRESS PORT]…：OVS 网桥已经从帧里学到，持有各个地址的设备在那个端口后面。',
  ],
  [
    "The listing has a port's OpenFlow number: port, VLAN, MAC address, age.",
    '列表里是端口的 OpenFlow 编号：端口、VLAN、MAC 地址、存在时间。',
  ],
  [
    'ovs_ports BRIDGE [PORT]…: the database of Open vSwitch lists these ports of the bridge and no others, its local port aside; whether they have devices is another question.',
    'ovs_ports BRIDGE [PORT]…：除本地端口外，Open vSwitch 的数据库里该网桥有这些端口，没有别的；端口有没有设备是另一回事。',
  ],
  [
    'port_devices NETNS ADDRESS PORT COUNT: the device that holds the address is the port itself (COUNT is 1, and the host has no such device), or its other end is (2).',
    'port_devices NETNS ADDRESS PORT COUNT：持有该地址的设备就是端口本身（COUNT 为 1，主机上没有这个设备），或者它的对端是端口（2）。',
  ],
  [
    "datapath: what Open vSwitch forwards with here. `system` is the kernel's module; without it the daemon does it by itself, which is called `netdev`.",
    'datapath：这里的 Open vSwitch 用什么转发。`system` 是内核模块；没有模块时由守护进程自己转发，叫作 `netdev`。',
  ],

  // What was captured, counted, translated, measured.
  [
    'capturing NAME…: waits until the captures have begun: their files are there then.',
    'capturing NAME…：等到抓包已经开始：那时它们的文件就有了。',
  ],
  [
    'captured NAME ADDRESS ADDRESS KIND… [-- KIND…]: the capture has frames of each kind between the two addresses, and none of the kinds behind the dashes.',
    'captured NAME ADDRESS ADDRESS KIND… [-- KIND…]：抓到的包里，两个地址之间每一种帧都有，而横线后面的种类一个也没有。',
  ],
  [
    'asked DEV ADDRESS: the program that holds the tap device has read an ARP request for the address: type 0806, hardware 1, protocol 0800, lengths 6 and 4, operation 1.',
    'asked DEV ADDRESS：持有 tap 设备的程序读到了询问该地址的 ARP 请求：类型 0806，硬件 1，协议 0800，长度 6 和 4，操作 1。',
  ],
  [
    "The addresses behind that: sender's MAC and IP, then those that are asked for.",
    '后面依次是地址：发送方的 MAC 和 IP，然后是被询问的那一对。',
  ],
  [
    'holding DEV…: waits until a program holds each of these tap devices: the file into which it writes what it reads is there then.',
    'holding DEV…：等到每个 tap 设备都有程序持有：那时它写入所读内容的文件就有了。',
  ],
  [
    'listening NETNS:PORT…: waits until the servers have begun: their sockets listen then.',
    'listening NETNS:PORT…：等到服务器已经启动：那时它们的套接字在监听。',
  ],
  [
    'counted NETNS TABLE SOURCE: the set `sources` of that nftables table has counted packets from this address and from no other.',
    'counted NETNS TABLE SOURCE：该 nftables 表的集合 `sources` 只数到来自这个地址的包，没有别的。',
  ],
  [
    'nothing_counted NETNS TABLE: the set `sources` of that nftables table is there, and has counted nothing. Tried once: what has not arrived by now was not sent here.',
    'nothing_counted NETNS TABLE：该 nftables 表的集合 `sources` 在那里，却什么也没数到。只试一次：到现在还没到的，就不是发往这里的。',
  ],
  [
    'tracked NETNS TO ANSWERED-TO [SOURCE ID]…: conntrack has an entry for the ping of each source with that ICMP id. All are answered to one address, each by an id of its own.',
    'tracked NETNS TO ANSWERED-TO [SOURCE ID]…：conntrack 里每个源的 ping 都有一条带那个 ICMP id 的记录。应答都发往同一个地址，各有各的 id。',
  ],
  [
    'redirected CLIENT ADDRESS PORT SERVER PORT LIST…: conntrack, as the command lists it, has a connection of the client to the address that the server answers.',
    'redirected CLIENT ADDRESS PORT SERVER PORT LIST…：按命令列出的 conntrack，有一条客户端到该地址、由服务器应答的连接。',
  ],
  [
    'nat_rules COUNT LIST…: so many rules of the ruleset that the command lists translate addresses.',
    'nat_rules COUNT LIST…：命令列出的规则集里，转换地址的规则正好有这么多条。',
  ],
  [
    'rule_counted RULE LIST…: the rule is among those that the command lists, and packets have come to it.',
    'rule_counted RULE LIST…：命令列出的规则里有这一条，而且有包命中过它。',
  ],
  [
    'measure NAME ROUNDS SECONDS [PATH NETNS ADDRESS]…: measures the paths in turns: the mean of 50 pings, what one TCP stream of iperf3 carries, and how busy all processors are meanwhile. MEASURED keeps the name, the path, the round and these numbers.',
    'measure NAME ROUNDS SECONDS [PATH NETNS ADDRESS]…：轮流测量各条路径：50 个 ping 的平均值、iperf3 一条 TCP 流的吞吐，以及其间所有处理器有多忙。名字、路径、轮次和这些数值都记在 MEASURED 里。',
  ],
  ['With -J, iperf3 says that it failed, and ends as if it had not.', '加上 -J，iperf3 会说自己失败了，退出码却像没有失败一样。'],
  [
    'busy: what all processors were busy with since the machine started, in hundredths of a second: all but idle, iowait and steal.',
    'busy：开机以来所有处理器忙碌的时间，单位百分之一秒：除 idle、iowait 和 steal 之外的全部。',
  ],
  [
    'measured NAME ROUNDS PATH…: every path has carried data in each round, and every value is above 0.',
    'measured NAME ROUNDS PATH…：每条路径在每一轮都传过数据，每个数值都大于 0。',
  ],
];
