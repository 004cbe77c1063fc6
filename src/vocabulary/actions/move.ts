import * as v from 'valibot';
import { addLink, changeLink, dropLink } from '../../model/edits.ts';
import { devName, netnsName, place } from '../../model/names.ts';
import { linkOf } from '../../model/network.ts';
import { DASH_N, defineAction, LINK_SET, tool } from '../define.ts';
import { netns } from './netns.ts';
import { veth } from './veth.ts';

/** Moves a device into another namespace; it arrives down and without addresses (`__dev_change_net_namespace`, net/core/dev.c). */
export const move = defineAction({
  kind: 'move',
  params: v.strictObject({ dev: devName, to: netnsName, netns: place }),
  about: {
    dev: { en: 'the device' },
    to: { en: 'the namespace that it goes to' },
    netns: { en: 'the namespace that it comes from; left out, the host' },
  },
  template: 'link-set-netns',
  undo: 'link-set-netns-back',
  effect(network, { dev, to, netns }) {
    const link = linkOf(network, netns, dev);
    if (link.kind === 'bridge' || link.kind === 'loopback')
      throw new RangeError(`'${dev}' is a ${link.kind} and cannot change its namespace`);
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
  title: ({ dev, to }) => ({ en: `Move ${dev} into ${to}` }),
  purpose: {
    en: 'A device lives in exactly one namespace. Moving it takes it out of sight of the rest of the machine; its addresses do not move with it.',
  },
  flags: [DASH_N, LINK_SET, { flag: 'netns', means: { en: 'the namespace that the device goes to' } }],
  mistakes: [
    {
      en: '"An interface with the same name exists in the target netns" says it itself; older kernels mean the same by "RTNETLINK answers: File exists" or "Invalid argument".',
    },
    { en: 'An address set before the move is gone after it.' },
  ],
  example: { given: [netns({ name: 'ns1' }), veth({ name: 'veth0', peer: 'veth1' })], params: { dev: 'veth0', to: 'ns1' } },
});
