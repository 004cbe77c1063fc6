import * as v from 'valibot';
import { ipv4, label, place } from '../../model/names.ts';
import { han } from '../../model/text.ts';
import { defineCheck } from '../define.ts';
import { tool } from '../needs.ts';
import { NETNS_EXEC } from '../notes.ts';
import { sourcesOf } from '../stands.ts';
import { inside, who } from '../where.ts';
import { fails, holds } from './verdicts.ts';

/** A counting set on the far side has seen packets from one source address and from no other. */
export const sourceSeen = defineCheck({
  kind: 'source-seen',
  params: v.strictObject({ netns: place, counter: label, only: ipv4 }),
  about: {
    netns: { en: 'the namespace that receives; left out, the host', zh: '接收方所在的命名空间；不写则为主机' },
    counter: { en: 'the name of the `countSources` there', zh: '那里的 `countSources` 的名字' },
    only: { en: 'the only source address that may be seen', zh: '唯一可以看到的源地址' },
  },
  purpose: {
    en: 'The far side itself says from whom the pings come that it receives, and so whether something has rewritten their source.',
    zh: '由对端自己说明收到的 ping 来自谁，从而知道源地址有没有被改写。',
  },
  claim: ({ netns, only }) => ({ en: `${netns} sees pings from ${only} alone`, zh: han`${who(netns).zh} 只看到来自 ${only} 的 ping` }),
  probe: () => [],
  judge({ netns, counter, only }, { network }) {
    const seen = network.netns[netns]?.counters.find(({ name }) => name === counter)?.seen ?? {};
    const sources = Object.entries(seen);
    const listed = {
      en: sources.map(([source, packets]) => `${packets} from ${source}`).join(', '),
      zh: sources.map(([source, packets]) => `来自 ${source} 的 ${packets} 个`).join('，'),
    };
    const others = Object.keys(seen).filter((source) => source !== only);
    const expected = { en: `pings from ${only} alone`, zh: `只有来自 ${only} 的 ping` };
    if (sources.length === 0)
      return fails({
        expected,
        actual: { en: 'nothing was counted', zh: '什么也没有计到' },
        reason: {
          en: `no ping has arrived at ${netns}, or nobody counts there`,
          zh: han`没有 ping 到达 ${who(netns).zh}，或者${inside(netns).zh}没有计数`,
        },
      });
    if (others.length > 0)
      return fails({
        expected,
        actual: listed,
        reason: {
          en: `${others.join(' and ')} arrived with its own source address: nothing rewrote it`,
          zh: `来自 ${others.join('、')} 的包到达时仍是原来的源地址：没有谁改写过它`,
        },
      });
    return holds(listed);
  },
  printed: ({ netns, counter, only }) => ({ by: 'counted', words: [[netns, counter, only]] }),
  see: ({ netns, counter }) => ({ template: 'see-counters', data: { netns, name: counter } }),
  shows: ({ only }) => ({
    en: `Among the \`elements\` stands ${only} with its count of packets and bytes, and no other address.`,
    zh: `\`elements\` 里有 ${only} 及其包数和字节数，没有别的地址。`,
  }),
  flags: [
    NETNS_EXEC,
    { flag: 'list set inet', means: { en: 'print a set of a table with its elements', zh: '打印表里的一个集合及其元素' } },
  ],
  needs: () => [tool('nft')],
  places: ({ netns }) => [{ netns }],
  concurrent: false,
  wait: 'until-holds',
  stands: ({ netns, only }, network) => sourcesOf(network, netns).includes(only),
  example: { netns: 'ns1', counter: 'who', only: '10.0.0.2' },
});
