import * as v from 'valibot';
import { addLink, changeLink } from '../../model/edits.ts';
import { devName, place } from '../../model/names.ts';
import { linkOf } from '../../model/network.ts';
import { say } from '../../model/say.ts';
import { defineAction, devicesMade } from '../define.ts';
import { tool } from '../needs.ts';
import { DASH_N, LINK_SET, NETNS_EXEC, WHERE } from '../notes.ts';
import { veth } from './veth.ts';

/** Creates a Linux bridge; `stp` switches spanning tree on. */
export const bridge = defineAction({
  kind: 'bridge',
  params: v.strictObject({ name: devName, stp: v.optional(v.boolean(), false), netns: place }),
  about: {
    name: { en: "the bridge's name", zh: '网桥的名字' },
    stp: { en: 'whether spanning tree is on', zh: '是否开启生成树' },
    netns: WHERE,
  },
  template: 'bridge-add',
  creates: ({ name }) => `dev ${name}`,
  undo: 'bridge-del',
  dialect: 'ip',
  forms: {
    short: { template: 'dialect/short-bridge-add', undo: 'dialect/short-link-del', abbreviates: true },
    brctl: {
      template: 'dialect/brctl-bridge-add',
      undo: 'dialect/brctl-bridge-del',
      devicesStay: true,
      needs: () => [tool('brctl'), tool('ip'), { kind: 'link', type: 'bridge' }],
      flags: [
        NETNS_EXEC,
        { flag: 'addbr', means: { en: 'create a bridge', zh: '创建网桥' } },
        {
          flag: 'stp',
          means: {
            en: 'spanning tree: off, so that a port forwards as soon as it has a carrier instead of listening for loops first',
            zh: '生成树：关闭后端口一有载波就转发，不必先侦听环路',
          },
        },
      ],
      mistakes: [
        {
          en: '`brctl delbr` refuses a bridge that is up: set it down first.',
          zh: '网桥还处于 up 状态时 `brctl delbr` 会拒绝删除：先把它设为 down。',
        },
        {
          en: 'brctl only knows bridges: it can neither set one up nor give it an address, and is no longer developed.',
          zh: 'brctl 只管网桥本身：不能启用网桥，也不能给它配地址，而且早已停止开发。',
        },
      ],
    },
  },
  makes: ({ name, netns }) => devicesMade(netns, name),
  effect: (network, { name, stp, netns }) => [addLink(network, netns, { name, kind: 'bridge', up: false, addresses: [], stp })],
  needs: () => [tool('ip'), { kind: 'link', type: 'bridge' }],
  title: ({ name }) => ({ en: `Create the bridge ${name}`, zh: `创建网桥 ${name}` }),
  purpose: {
    en: 'A bridge is a switch made of software. It learns from the frames that arrive which MAC address lives behind which port.',
    zh: '网桥是用软件实现的交换机。它从收到的帧里学习哪个 MAC 地址在哪个端口后面。',
  },
  flags: [
    DASH_N,
    { flag: 'link add', means: { en: 'create a network device', zh: '创建网络设备' } },
    { flag: 'type bridge', means: { en: 'of the kind "Linux bridge"', zh: '类型是“Linux 网桥”' } },
    {
      flag: 'stp_state',
      means: {
        en: 'spanning tree: 0 is off, so a port forwards as soon as it has a carrier instead of listening for loops first',
        zh: '生成树：0 表示关闭，端口一有载波就转发，不必先监听是否有环路',
      },
    },
  ],
  mistakes: [
    {
      en: 'A bridge that is down forwards nothing, however many ports it has.',
      zh: '网桥处于 down 状态时什么都不转发，有多少端口也没用。',
    },
  ],
  example: { given: [], params: { name: 'br0' } },
});

/** Makes a device a port of a bridge. */
export const bridgePort = defineAction({
  kind: 'bridge-port',
  params: v.strictObject({ dev: devName, bridge: devName, netns: place }),
  about: {
    dev: { en: 'the device that becomes a port', zh: '要成为端口的设备' },
    bridge: { en: 'the bridge, in the same namespace', zh: '同一命名空间里的网桥' },
    netns: WHERE,
  },
  template: 'link-set-master',
  undo: 'link-set-nomaster',
  dialect: 'ip',
  forms: {
    short: { template: 'dialect/short-link-master', undo: 'dialect/short-link-nomaster', abbreviates: true },
    brctl: {
      template: 'dialect/brctl-addif',
      undo: 'dialect/brctl-delif',
      devicesStay: true,
      needs: () => [tool('brctl')],
      flags: [NETNS_EXEC, { flag: 'addif', means: { en: 'make the device a port of the bridge', zh: '把设备接为网桥的端口' } }],
    },
  },
  goesWith: ({ netns, dev }) => ({ netns, dev }),
  effect(network, { dev, bridge: master, netns }) {
    if (linkOf(network, netns, master).kind !== 'bridge')
      throw new RangeError(say({ en: `'${master}' in ${netns} is not a bridge`, zh: `${netns} 里的 '${master}' 不是网桥` }));
    return [changeLink(network, netns, dev, { master })];
  },
  needs: () => [tool('ip')],
  title: ({ dev, bridge: master }) => ({ en: `Plug ${dev} into ${master}`, zh: `把 ${dev} 接到 ${master}` }),
  purpose: {
    en: 'A port hands every frame that it receives to the bridge; the host itself no longer sees them as traffic of that device.',
    zh: '端口收到的每个帧都交给网桥；主机不再把它们当作这个设备的流量。',
  },
  flags: [
    DASH_N,
    LINK_SET,
    {
      flag: 'master',
      means: {
        en: 'the bridge that the device becomes a port of; `brctl addif` does the same',
        zh: '让设备成为这个网桥的端口；`brctl addif` 效果相同',
      },
    },
  ],
  mistakes: [
    { en: 'An address on a port is dead weight: it belongs on the bridge.', zh: '配在端口上的地址不起作用：地址应该配在网桥上。' },
  ],
  example: { given: [bridge({ name: 'br0' }), veth({ name: 'veth0', peer: 'veth1' })], params: { dev: 'veth1', bridge: 'br0' } },
});
