import * as v from 'valibot';
import { addNetns } from '../../model/edits.ts';
import { netnsName } from '../../model/names.ts';
import { defineAction } from '../define.ts';
import { tool } from '../needs.ts';

/** Adds a named network namespace (ip-netns(8)). */
export const netns = defineAction({
  kind: 'netns',
  params: v.strictObject({ name: netnsName }),
  about: {
    name: { en: "the namespace's name", zh: '命名空间的名字' },
  },
  template: 'netns-add',
  devicesStay: true,
  early: true,
  housekeeping: 'netns-pin',
  housekeepingAtOnce: true,
  creates: ({ name }) => `netns ${name}`,
  undo: 'netns-del',
  dialect: 'ip',
  forms: {
    short: { template: 'dialect/short-netns-add', undo: 'dialect/short-netns-del', abbreviates: true },
  },
  makes: ({ name }) => [{ what: 'netns', name }],
  printedAfter: { by: 'same_settings', word: ({ name }) => name },
  effect: (network, { name }) => [addNetns(network, name)],
  needs: () => [tool('ip'), tool('sysctl')],
  title: ({ name }) => ({ en: `Add the namespace ${name}`, zh: `创建网络命名空间 ${name}` }),
  purpose: {
    en: 'A network namespace is a network stack of its own: devices, addresses, routes, neighbours, firewall, sockets. A new one holds nothing but a loopback device that is down.',
    zh: '网络命名空间是一套独立的网络协议栈：设备、地址、路由、邻居表、防火墙、套接字都是自己的。新建的命名空间里只有一个处于 down 状态的回环设备。',
  },
  flags: [
    {
      flag: 'netns add',
      means: {
        en: 'create a namespace and keep it under its name in /run/netns, so that it outlives every process in it',
        zh: '创建命名空间，并以它的名字保存在 /run/netns 下，这样里面的进程全部结束后它仍然存在',
      },
    },
    {
      flag: 'sysctl -qep',
      means: {
        en: 'give the namespace the kernel settings from which every lesson starts; it would inherit those of the machine',
        zh: '把命名空间的内核参数设成每个课程统一的初始值；否则它会继承这台机器的设置',
      },
    },
  ],
  mistakes: [
    {
      en: '`ip netns del` returns before the kernel has freed the devices inside; creating the same names again at once can fail with "File exists".',
      zh: '`ip netns del` 返回时，内核可能还没有释放里面的设备；马上再创建同名的设备，可能报“File exists”。',
    },
  ],
  example: { given: [], params: { name: 'ns1' } },
});
