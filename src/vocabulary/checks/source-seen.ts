import * as v from 'valibot';
import { ipv4, label, place } from '../../model/names.ts';
import { defineCheck, NETNS_EXEC, tool } from '../define.ts';
import { fails, holds } from './verdicts.ts';

/** A counting set on the far side has seen packets from one source address and from no other. */
export const sourceSeen = defineCheck({
  kind: 'source-seen',
  params: v.strictObject({ netns: place, counter: label, only: ipv4 }),
  about: {
    netns: { en: 'the namespace that receives; left out, the host' },
    counter: { en: 'the name of the `countSources` there' },
    only: { en: 'the only source address that may be seen' },
  },
  purpose: {
    en: 'The far side itself says from whom the pings come that it receives, and so whether something has rewritten their source.',
  },
  claim: ({ netns, only }) => ({ en: `${netns} sees pings from ${only} alone` }),
  probe: () => [],
  judge({ netns, counter, only }, { network }) {
    const seen = network.netns[netns]?.counters.find(({ name }) => name === counter)?.seen ?? {};
    const listed = Object.entries(seen).map(([source, packets]) => `${packets} from ${source}`);
    const others = Object.keys(seen).filter((source) => source !== only);
    const expected = `pings from ${only} alone`;
    if (listed.length === 0)
      return fails({ expected, actual: 'nothing was counted', reason: `no ping has arrived at ${netns}, or nobody counts there` });
    if (others.length > 0)
      return fails({
        expected,
        actual: listed.join(', '),
        reason: `${others.join(' and ')} arrived with its own source address: nothing rewrote it`,
      });
    return holds(listed.join(', '));
  },
  printed: ({ netns, counter, only }) => ({ by: 'counted', words: [[netns, counter, only]] }),
  see: ({ netns, counter }) => ({ template: 'see-counters', data: { netns, name: counter } }),
  shows: ({ only }) => ({ en: `Among the \`elements\` stands ${only} with its count of packets and bytes, and no other address.` }),
  flags: [NETNS_EXEC, { flag: 'list set inet', means: { en: 'print a set of a table with its elements' } }],
  needs: () => [tool('nft')],
  places: ({ netns }) => [{ netns }],
  concurrent: false,
  wait: 'until-holds',
  example: { netns: 'ns1', counter: 'who', only: '10.0.0.2' },
});
