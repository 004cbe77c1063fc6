import * as v from 'valibot';
import { devName, place } from '../../model/names.ts';
import { defineAction, type Place } from '../define.ts';
import { setLinkState } from '../effects.ts';
import { tool } from '../needs.ts';
import { DASH_N, LINK_SET, NETNS_EXEC, WHERE } from '../notes.ts';
import { address } from './address.ts';
import { veth } from './veth.ts';

const params = v.strictObject({ dev: devName, netns: place });

function goesWith({ netns, dev }: v.InferOutput<typeof params>): Place {
  return { netns, dev };
}

/** Sets a device up. */
export const up = defineAction({
  kind: 'up',
  params,
  about: {
    dev: { en: 'the device', zh: '设备' },
    netns: WHERE,
  },
  template: 'link-set-up',
  undo: 'link-set-down',
  dialect: 'ip',
  forms: {
    short: { template: 'dialect/short-link-up', undo: 'dialect/short-link-down', abbreviates: true },
    ifconfig: {
      template: 'dialect/ifconfig-up',
      undo: 'dialect/ifconfig-down',
      devicesStay: true,
      needs: () => [tool('ifconfig')],
      flags: [NETNS_EXEC, { flag: 'up', means: { en: 'switch the device on', zh: '启用设备' } }],
    },
  },
  goesWith,
  effect: (network, { dev, netns }) => setLinkState(network, netns, dev, true),
  needs: () => [tool('ip')],
  title: ({ dev }) => ({ en: `Set ${dev} up`, zh: `启用 ${dev}` }),
  purpose: {
    en: 'A device carries traffic only while it is up, and a veth only while both of its ends are.',
    zh: '设备处于 up 状态才收发流量；veth 要两端都 up 才行。',
  },
  flags: [DASH_N, LINK_SET, { flag: 'up', means: { en: 'switch the device on', zh: '启用设备' } }],
  mistakes: [{ en: 'NO-CARRIER on a veth means that the other end is down.', zh: 'veth 上的 NO-CARRIER 表示对端处于 down 状态。' }],
  example: { given: [veth({ name: 'veth0', peer: 'veth1' }), address({ dev: 'veth0', address: '10.0.0.1/24' })], params: { dev: 'veth0' } },
});

/** Sets a device down; its routes go with it. */
export const down = defineAction({
  kind: 'down',
  params,
  about: {
    dev: { en: 'the device', zh: '设备' },
    netns: WHERE,
  },
  template: 'link-set-down',
  undo: 'link-set-up',
  dialect: 'ip',
  forms: {
    short: { template: 'dialect/short-link-down', undo: 'dialect/short-link-up', abbreviates: true },
    ifconfig: {
      template: 'dialect/ifconfig-down',
      undo: 'dialect/ifconfig-up',
      devicesStay: true,
      needs: () => [tool('ifconfig')],
      flags: [NETNS_EXEC, { flag: 'down', means: { en: 'switch the device off', zh: '关闭设备' } }],
    },
  },
  goesWith,
  effect: (network, { dev, netns }) => setLinkState(network, netns, dev, false),
  needs: () => [tool('ip')],
  title: ({ dev }) => ({ en: `Set ${dev} down`, zh: `停用 ${dev}` }),
  purpose: {
    en: 'A device that is down sends and receives nothing, and the kernel drops every route through it.',
    zh: '设备处于 down 状态时不收也不发，内核还会删掉经过它的所有路由。',
  },
  flags: [DASH_N, LINK_SET, { flag: 'down', means: { en: 'switch the device off', zh: '停用设备' } }],
  mistakes: [
    {
      en: 'Setting the device up again brings back the connected routes only; others must be added again.',
      zh: '重新启用设备只会恢复直连路由，其他路由必须重新添加。',
    },
  ],
  example: {
    given: [veth({ name: 'veth0', peer: 'veth1' }), address({ dev: 'veth0', address: '10.0.0.1/24' }), up({ dev: 'veth0' })],
    params: { dev: 'veth0' },
  },
});
