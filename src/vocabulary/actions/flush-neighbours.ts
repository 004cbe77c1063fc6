import * as v from 'valibot';
import { devName, place } from '../../model/names.ts';
import { linkOf } from '../../model/network.ts';
import { defineAction } from '../define.ts';
import { tool } from '../needs.ts';
import { DASH_N, WHERE } from '../notes.ts';
import { veth } from './veth.ts';

/** Forgets the MAC addresses that ARP has found out through a device (ip-neighbour(8)). */
export const flushNeighbours = defineAction({
  kind: 'flush-neighbours',
  params: v.strictObject({ dev: devName, netns: place }),
  about: {
    dev: { en: 'the device whose neighbours are forgotten', zh: '要清空其邻居表项的设备' },
    netns: WHERE,
  },
  template: 'neigh-flush',
  devicesStay: true,
  role: 'watch',
  undo: null,
  effect(network, { dev, netns }) {
    linkOf(network, netns, dev);
    return [];
  },
  needs: () => [tool('ip')],
  title: ({ dev }) => ({ en: `Forget the neighbours of ${dev}`, zh: `清空 ${dev} 的邻居表项` }),
  purpose: {
    en: 'What ARP has found out is kept for a while. Forgetting it now shows at once what would otherwise show later, when the entry has grown old.',
    zh: 'ARP 问到的结果会保留一段时间。现在就清空，原本要等表项老化后才会暴露的问题会立刻显现。',
  },
  flags: [DASH_N, { flag: 'neigh flush dev', means: { en: 'delete the ARP entries of this device', zh: '删除这个设备的 ARP 表项' } }],
  mistakes: [
    {
      en: 'A change that seems to do no harm may only be living on ARP entries: test it with an empty table.',
      zh: '某个改动看似没有影响，可能只是靠旧的 ARP 表项撑着：清空之后再测。',
    },
  ],
  example: { given: [veth({ name: 'veth0', peer: 'veth1' })], params: { dev: 'veth0' } },
});
