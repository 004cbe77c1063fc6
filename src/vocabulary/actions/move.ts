import * as v from 'valibot';
import { addLink, changeLink, dropLink } from '../../model/edits.ts';
import { devName, netnsName, place } from '../../model/names.ts';
import { linkOf } from '../../model/network.ts';
import { say } from '../../model/say.ts';
import { defineAction } from '../define.ts';
import { tool } from '../needs.ts';
import { DASH_N, LINK_SET } from '../notes.ts';
import { netns } from './netns.ts';
import { veth } from './veth.ts';

/** Moves a device into another namespace; it arrives down and without addresses (`__dev_change_net_namespace`, net/core/dev.c). */
export const move = defineAction({
  kind: 'move',
  params: v.strictObject({ dev: devName, to: netnsName, netns: place }),
  about: {
    dev: { en: 'the device', zh: '设备' },
    to: { en: 'the namespace that it goes to', zh: '要移入的命名空间' },
    netns: { en: 'the namespace that it comes from; left out, the host', zh: '原来所在的命名空间；不写则为主机' },
  },
  template: 'link-set-netns',
  undoes: ({ dev }) => `dev ${dev}`,
  undo: 'link-set-netns-back',
  dialect: 'ip',
  forms: {
    short: { template: 'dialect/short-link-netns', undo: 'dialect/short-link-netns-back', abbreviates: true },
  },
  effect(network, { dev, to, netns }) {
    const link = linkOf(network, netns, dev);
    if (link.kind === 'bridge' || link.kind === 'loopback')
      throw new RangeError(
        say({ en: `'${dev}' is a ${link.kind} and cannot change its namespace`, zh: `'${dev}' 是 ${link.kind}，不能换网络命名空间` }),
      );
    // To the kernel that is nothing to do (`__dev_change_net_namespace`, net/core/dev.c).
    if (to === netns) return [];
    const { peer } = link;
    return [
      dropLink(network, netns, dev),
      addLink(network, to, { ...link, up: false, addresses: [], master: undefined }),
      ...(peer ? [changeLink(network, peer.netns, peer.dev, { peer: { netns: to, dev } })] : []),
    ];
  },
  needs: () => [tool('ip')],
  title: ({ dev, to }) => ({ en: `Move ${dev} into ${to}`, zh: `把 ${dev} 移入 ${to}` }),
  purpose: {
    en: 'A device lives in exactly one namespace. Moving it takes it out of sight of the rest of the machine; its addresses do not move with it.',
    zh: '一个设备只能在一个命名空间里。移走之后，机器的其余部分就看不到它了；它的地址不会跟着走。',
  },
  flags: [DASH_N, LINK_SET, { flag: 'netns', means: { en: 'the namespace that the device goes to', zh: '设备要移入的命名空间' } }],
  mistakes: [
    {
      en: '"An interface with the same name exists in the target netns" says it itself; older kernels mean the same by "RTNETLINK answers: File exists" or "Invalid argument".',
      zh: '“An interface with the same name exists in the target netns”：目标命名空间里已有同名设备；较旧的内核报“RTNETLINK answers: File exists”或“Invalid argument”，意思相同。',
    },
    { en: 'An address set before the move is gone after it.', zh: '移动之前配置的地址，移动之后就没有了。' },
  ],
  example: { given: [netns({ name: 'ns1' }), veth({ name: 'veth0', peer: 'veth1' })], params: { dev: 'veth0', to: 'ns1' } },
});
