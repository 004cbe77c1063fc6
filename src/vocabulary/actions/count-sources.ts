import * as v from 'valibot';
import { HOST, label, place } from '../../model/names.ts';
import { updateNetns } from '../../model/network.ts';
import { defineAction, NETNS_EXEC, tool, WHERE } from '../define.ts';
import { netns } from './netns.ts';

/** Counts the echo requests that a namespace receives, by source address, in an nftables set. */
export const countSources = defineAction({
  kind: 'count-sources',
  params: v.strictObject({ name: label, netns: place }),
  about: {
    name: { en: 'the name of the nftables table, by which checks find the counter' },
    netns: WHERE,
  },
  template: 'count-sources-add',
  undo: 'count-sources-del',
  goesWith: ({ netns }) => ({ netns }),
  makes: ({ name, netns }) =>
    netns === HOST
      ? [{ what: 'rule', name: `the nftables table ${name}`, probe: { template: 'see-counters', data: { netns, name } } }]
      : [],
  effect: (network, { name, netns }) => updateNetns(network, netns, (state) => ({ ...state, counters: [...state.counters, { name }] })),
  needs: () => [tool('nft')],
  title: ({ netns }) => ({ en: `Count who pings ${netns}, by source address` }),
  purpose: { en: 'A witness: the far side notes which source addresses it really sees.' },
  flags: [
    NETNS_EXEC,
    { flag: 'hook input', means: { en: 'look at the packets that are for this namespace itself' } },
    { flag: 'flags dynamic', means: { en: 'rules may add elements to the set while packets pass' } },
    { flag: 'counter', means: { en: 'count packets and bytes of each element' } },
  ],
  mistakes: [],
  example: { given: [netns({ name: 'ns1' })], params: { name: 'who', netns: 'ns1' } },
});
