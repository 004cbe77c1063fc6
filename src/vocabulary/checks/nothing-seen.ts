import * as v from 'valibot';
import { label, place } from '../../model/names.ts';
import { han } from '../../model/text.ts';
import { defineCheck } from '../define.ts';
import { tool } from '../needs.ts';
import { NETNS_EXEC } from '../notes.ts';
import { inside, who } from '../where.ts';
import { fails, holds } from './verdicts.ts';

/** A counting set on the far side is there and has seen no packet: what was sent has not arrived. */
export const nothingSeen = defineCheck({
  kind: 'nothing-seen',
  params: v.strictObject({ netns: place, counter: label }),
  about: {
    netns: { en: 'the namespace that would receive; left out, the host', zh: '本应收到的命名空间；省略则为主机' },
    counter: { en: 'the name of the `countSources` there', zh: '那里的 `countSources` 的名字' },
  },
  purpose: {
    en: 'The far side itself says that no ping has arrived. It needs pings that were sent before, or it proves nothing: put it behind a `noReply`.',
    zh: '由对端自己说明没有收到任何 ping。之前必须真的发过 ping，否则说明不了问题：把它放在 `noReply` 之后。',
  },
  claim: ({ netns }) => ({ en: `no ping has arrived at ${netns}`, zh: han`没有 ping 到达 ${who(netns).zh}` }),
  probe: () => [],
  judge({ netns, counter }, { network }) {
    const found = network.netns[netns]?.counters.find(({ name }) => name === counter);
    const expected = { en: 'a counter that has counted nothing', zh: '一个什么都没数到的计数器' };
    if (!found)
      return fails({
        expected,
        actual: { en: `there is no counter ${counter}`, zh: `没有计数器 ${counter}` },
        reason: { en: `nobody counts at ${netns}, so nothing can be said`, zh: han`${inside(netns).zh}没有在计数，无从判断` },
      });
    const sources = Object.entries(found.seen ?? {});
    if (sources.length === 0) return holds({ en: 'the counter is there, and empty', zh: '计数器存在，且为空' });
    return fails({
      expected,
      actual: {
        en: sources.map(([source, packets]) => `${packets} from ${source}`).join(', '),
        zh: sources.map(([source, packets]) => `来自 ${source} 的 ${packets} 个`).join('，'),
      },
      reason: { en: 'pings have arrived', zh: '已有 ping 到达' },
    });
  },
  printed: ({ netns, counter }) => ({ by: 'nothing_counted', words: [[netns, counter]] }),
  see: ({ netns, counter }) => ({ template: 'see-counters', data: { netns, name: counter } }),
  shows: () => ({
    en: 'The set `sources` without a line `elements`: nothing was counted.',
    zh: '集合 `sources` 里没有 `elements` 一行：什么都没有数到。',
  }),
  flags: [
    NETNS_EXEC,
    { flag: 'list set inet', means: { en: 'print a set of a table with its elements', zh: '打印某个表中的集合及其元素' } },
  ],
  needs: () => [tool('nft')],
  places: ({ netns }) => [{ netns }],
  concurrent: false,
  wait: 'once',
  example: { netns: 'ns1', counter: 'who' },
});
