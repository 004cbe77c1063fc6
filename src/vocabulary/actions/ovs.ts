import * as v from 'valibot';
import { addLink, addOvsBridge, addOvsPort, dropOvsBridge, dropOvsPort, startOvs } from '../../model/edits.ts';
import { HOST } from '../../model/host.ts';
import { devName } from '../../model/names.ts';
import { type Link, linkOf } from '../../model/network.ts';
import { han } from '../../model/text.ts';
import { defineAction, devicesMade } from '../define.ts';
import { tool } from '../needs.ts';
import type { FlagNote } from '../notes.ts';
import { veth } from './veth.ts';

/** What stands between two commands of ovs-vsctl. */
const AND_THEN: FlagNote = { flag: '--', means: { en: 'another command in the same transaction', zh: '同一事务里的下一条命令' } };

function internalLink(name: string): Link {
  return { name, kind: 'ovs-internal', up: false, addresses: [] };
}

/** Starts an ovsdb-server and an ovs-vswitchd of the run's own, with a database of their own (ovsdb-server(1), ovs-vswitchd(8)). */
export const ovsDaemons = defineAction({
  kind: 'ovs-daemons',
  params: v.strictObject({}),
  about: {},
  template: 'ovs-start',
  devicesStay: true,
  early: true,
  // The switch waits for the first record by itself.
  abreast: [3, 4],
  role: 'scene',
  undo: 'ovs-stop',
  makes: () => ['db.sock', 'conf.db'].map((file) => ({ what: 'file', name: `/run/openvswitch/${file}` })),
  effect: (network) => [startOvs(network)],
  needs: () => [...['ovsdb-tool', 'ovsdb-server', 'ovs-vswitchd', 'ovs-vsctl', 'ovs-appctl'].map(tool), { kind: 'ovs-datapath' }],
  title: () => ({ en: 'Start a private Open vSwitch', zh: '启动专用的 Open vSwitch' }),
  purpose: {
    en: 'Open vSwitch is two daemons: ovsdb-server keeps the configuration, ovs-vswitchd makes it true. `ovs-vsctl` only writes to the database. These two belong to this run; an Open vSwitch of the machine is not touched.',
    zh: 'Open vSwitch 有两个守护进程：ovsdb-server 保存配置，ovs-vswitchd 让配置生效。`ovs-vsctl` 只是写数据库。这两个进程只属于这次运行，不会动机器上原有的 Open vSwitch。',
  },
  flags: [
    { flag: '-p', means: { en: 'no error if the folder is there already', zh: '目录已经存在也不报错' } },
    { flag: 'create', means: { en: 'make an empty database by this schema', zh: '按这个模式创建空数据库' } },
    {
      flag: '--remote=punix:',
      means: {
        en: 'listen on this Unix socket, the one that ovs-vsctl uses by default',
        zh: '监听这个 Unix 套接字，ovs-vsctl 默认用的就是它',
      },
    },
    {
      flag: 'unix:',
      means: { en: 'the socket on which ovs-vswitchd finds ovsdb-server', zh: 'ovs-vswitchd 通过这个套接字找到 ovsdb-server' },
    },
    { flag: 'init', means: { en: 'write the first record into the database', zh: '写入数据库的第一条记录' } },
    {
      flag: '--no-wait',
      means: { en: 'do not wait for ovs-vswitchd, which need not be running yet', zh: '不等 ovs-vswitchd，它可能还没有运行' },
    },
    { flag: '--detach', means: { en: 'return once the daemon is ready', zh: '守护进程就绪后才返回' } },
    { flag: '--pidfile', means: { en: "write the daemon's process id beside the socket", zh: '把守护进程的进程号写在套接字旁边的文件里' } },
    {
      flag: '-vconsole:off -vsyslog:off -vfile:off',
      means: { en: 'no log on the console, in the system log or in a file', zh: '不在控制台、系统日志或文件里记日志' },
    },
  ],
  mistakes: [
    {
      en: '"database connection failed (No such file or directory)" means that ovsdb-server is not running.',
      zh: '“database connection failed (No such file or directory)”表示 ovsdb-server 没有运行。',
    },
  ],
  example: { given: [], params: {} },
});

/** Creates an OVS bridge, on the kernel's datapath where the module exists, else on the userspace one. */
export const ovsBridge = defineAction({
  kind: 'ovs-bridge',
  params: v.strictObject({ name: devName }),
  about: {
    name: { en: "the bridge's name", zh: '网桥的名字' },
  },
  template: 'ovs-br-add',
  devicesStay: true,
  early: true,
  creates: ({ name }) => `ovs ${name}`,
  undo: 'ovs-br-del',
  makes: ({ name }) => devicesMade(HOST, name),
  printed: 'script/ovs-br-add',
  data: ({ name }, { ovsDatapath }) => ({ name, userspace: ovsDatapath === 'netdev' }),
  effect: (network, { name }, { ovsDatapath }) => [addOvsBridge(network, name, ovsDatapath), addLink(network, HOST, internalLink(name))],
  needs: () => [tool('ovs-vsctl')],
  title: ({ name }) => ({ en: `Create the OVS bridge ${name}`, zh: `创建 OVS 网桥 ${name}` }),
  purpose: {
    en: 'An OVS bridge is a switch that learns like a Linux bridge until it is given OpenFlow rules. It brings a device of its own name, the local port.',
    zh: '没有 OpenFlow 规则时，OVS 网桥和 Linux 网桥一样，是会学习的交换机。它自带一个与自己同名的设备，即本地端口。',
  },
  flags: [
    { flag: 'add-br', means: { en: 'create a bridge', zh: '创建网桥' } },
    AND_THEN,
    { flag: 'set Bridge', means: { en: 'change the record of a bridge', zh: '修改网桥的记录' } },
    {
      flag: 'datapath_type=netdev',
      means: {
        en: 'forward in the daemon itself, since this kernel has no openvswitch module',
        zh: '由守护进程自己转发，因为这个内核没有 openvswitch 模块',
      },
    },
  ],
  mistakes: [
    {
      en: '`ip link` does not show which devices are ports of an OVS bridge; `ovs-vsctl show` does.',
      zh: '`ip link` 看不出哪些设备是 OVS 网桥的端口，要用 `ovs-vsctl show` 看。',
    },
  ],
  example: { given: [ovsDaemons({})], params: { name: 'ovs0' } },
});

/** Makes an existing device of the host a port of an OVS bridge. */
export const ovsPort = defineAction({
  kind: 'ovs-port',
  params: v.strictObject({ bridge: devName, dev: devName }),
  about: {
    bridge: { en: 'the OVS bridge', zh: 'OVS 网桥' },
    dev: { en: 'the device of the host that becomes a port', zh: '主机上要成为端口的设备' },
  },
  template: 'ovs-port-add',
  devicesStay: true,
  abreast: [0],
  creates: ({ dev }) => `port ${dev}`,
  undo: 'ovs-port-del',
  effect(network, { bridge, dev }) {
    linkOf(network, HOST, dev);
    return [addOvsPort(network, bridge, dev, { type: 'system' })];
  },
  needs: () => [tool('ovs-vsctl')],
  title: ({ bridge, dev }) => ({ en: `Plug ${dev} into ${bridge}`, zh: `把 ${dev} 接到 ${bridge}` }),
  purpose: {
    en: 'A port of the type "system" is a device that exists anyway, such as one end of a veth pair.',
    zh: '“system”类型的端口是本来就存在的设备，比如 veth 设备对的一端。',
  },
  flags: [{ flag: 'add-port', means: { en: 'make the device a port of the bridge', zh: '让设备成为网桥的端口' } }],
  mistakes: [
    {
      en: 'add-port takes devices of the namespace that ovs-vswitchd runs in: plug in the end that stayed there.',
      zh: 'add-port 只接受 ovs-vswitchd 所在命名空间里的设备：要接入的是留在那里的一端。',
    },
  ],
  example: {
    given: [ovsDaemons({}), ovsBridge({ name: 'ovs0' }), veth({ name: 'veth0', peer: 'veth1' })],
    params: { bridge: 'ovs0', dev: 'veth1' },
  },
});

/** Creates a port that is a device by itself, with no veth pair. */
export const ovsInternalPort = defineAction({
  kind: 'ovs-internal-port',
  params: v.strictObject({ bridge: devName, dev: devName }),
  about: {
    bridge: { en: 'the OVS bridge', zh: 'OVS 网桥' },
    dev: { en: 'the name of the device that is created', zh: '要创建的设备的名字' },
  },
  template: 'ovs-internal-port-add',
  devicesStay: true,
  abreast: [0],
  creates: ({ dev }) => `port ${dev}`,
  undo: 'ovs-port-del',
  makes: ({ dev }) => devicesMade(HOST, dev),
  effect: (network, { bridge, dev }) => [addOvsPort(network, bridge, dev, { type: 'internal' }), addLink(network, HOST, internalLink(dev))],
  needs: () => [tool('ovs-vsctl')],
  title: ({ bridge, dev }) => ({ en: `Create the internal port ${dev} of ${bridge}`, zh: `在 ${bridge} 上创建内部端口 ${dev}` }),
  purpose: {
    en: 'An internal port is a network card whose cable ends in the switch: one device where a veth pair needs two. It may be moved into a namespace.',
    zh: '内部端口像一块网卡，网线直接插在交换机里：veth 设备对要两个设备，它只要一个。它可以移入别的命名空间。',
  },
  flags: [
    { flag: 'add-port', means: { en: 'add a port to the bridge', zh: '给网桥添加端口' } },
    AND_THEN,
    { flag: 'set Interface', means: { en: "change the record of a port's device", zh: '修改端口设备的记录' } },
    {
      flag: 'type=internal',
      means: { en: 'create the device too, instead of looking for one of that name', zh: '同时创建这个设备，而不是去找同名的已有设备' },
    },
  ],
  mistakes: [
    {
      en: 'Deleting the namespace does not delete the port from the database: the bridge keeps waiting for its device.',
      zh: '删除命名空间不会把端口从数据库里删掉：网桥会一直等着它的设备。',
    },
  ],
  example: { given: [ovsDaemons({}), ovsBridge({ name: 'ovs0' })], params: { bridge: 'ovs0', dev: 'port1' } },
});

/** Takes a port off an OVS bridge, in the database, whether its device is still there or not. */
export const removeOvsPort = defineAction({
  kind: 'remove-ovs-port',
  params: v.strictObject({ bridge: devName, dev: devName }),
  about: {
    bridge: { en: 'the OVS bridge', zh: 'OVS 网桥' },
    dev: { en: 'the name of the port', zh: '端口名' },
  },
  template: 'ovs-port-del',
  abreast: [0],
  undo: null,
  final: true,
  effect: (network, { bridge, dev }) => dropOvsPort(network, bridge, dev),
  needs: () => [tool('ovs-vsctl')],
  title: ({ bridge, dev }) => ({ en: `Take the port ${dev} off ${bridge}`, zh: han`从 ${bridge} 上删除端口 ${dev}` }),
  purpose: {
    en: 'The database lists a port until somebody takes it off. The device of an internal port goes with it; a device that existed before stays.',
    zh: '端口会一直留在数据库里，直到有人把它删掉。内部端口的设备随之消失；原来就有的设备则留下。',
  },
  flags: [{ flag: 'del-port', means: { en: 'take the port off the bridge', zh: '从网桥上删除端口' } }],
  mistakes: [
    {
      en: 'A port whose device is gone is in the way of the next device of that name: take it off before you make that.',
      zh: '设备已经消失的端口会妨碍下一个同名设备：先删掉它，再创建新的。',
    },
  ],
  example: {
    given: [ovsDaemons({}), ovsBridge({ name: 'ovs0' }), ovsInternalPort({ bridge: 'ovs0', dev: 'port1' })],
    params: { bridge: 'ovs0', dev: 'port1' },
  },
});

/** Deletes an OVS bridge with all of its ports. */
export const removeOvsBridge = defineAction({
  kind: 'remove-ovs-bridge',
  params: v.strictObject({ name: devName }),
  about: {
    name: { en: 'the OVS bridge', zh: 'OVS 网桥' },
  },
  template: 'ovs-br-del',
  undo: null,
  final: true,
  effect: (network, { name }) => dropOvsBridge(network, name),
  needs: () => [tool('ovs-vsctl')],
  title: ({ name }) => ({ en: `Delete the OVS bridge ${name}`, zh: `删除 OVS 网桥 ${name}` }),
  purpose: {
    en: 'The bridge goes with all its ports. Devices that the switch made, its internal ports, go too, wherever they are; devices that were only plugged in stay.',
    zh: '网桥连同所有端口一起消失。由交换机创建的设备，也就是内部端口，不论在哪里都会消失；只是接在上面的设备则留下。',
  },
  flags: [{ flag: 'del-br', means: { en: 'delete the bridge, with its ports', zh: '删除网桥及其端口' } }],
  mistakes: [
    {
      en: 'It asks nothing: a namespace that lives by an internal port of the bridge loses its only network card.',
      zh: '它不会询问：靠这个网桥的内部端口联网的命名空间，会失去唯一的网卡。',
    },
  ],
  example: { given: [ovsDaemons({}), ovsBridge({ name: 'ovs0' })], params: { name: 'ovs0' } },
});
