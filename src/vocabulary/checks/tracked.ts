import * as v from 'valibot';
import { ipv4, place } from '../../model/names.ts';
import { say } from '../../model/say.ts';
import { han } from '../../model/text.ts';
import { defineCheck } from '../define.ts';
import { tool } from '../needs.ts';
import { NETNS_EXEC } from '../notes.ts';
import { arrives, holderOf } from '../stands.ts';
import { who } from '../where.ts';
import { fails, holds, tail } from './verdicts.ts';

interface Flow {
  readonly source: string;
  readonly to: string;
  readonly id: number;
  /** Where the answer is sent to: the translated source. */
  readonly answeredTo: string;
  readonly replyId: number;
}

/** Reads `conntrack -L -p icmp`, whose lines are key=value words: first the original direction, then the reply. */
function readFlows(text: string): readonly Flow[] {
  return text.split('\n').flatMap((line) => {
    const words = [...line.matchAll(/(\w+)=(\S+)/g)].map(([, key = '', value = '']) => [key, value] as const);
    const all = (key: string) => words.filter(([name]) => name === key).map(([, value]) => value);
    const [source, ...moreSources] = all('src');
    const [to, answeredTo] = all('dst');
    const [id, replyId] = all('id').map(Number);
    if (!source || moreSources.length === 0 || !to || !answeredTo || id === undefined || replyId === undefined) return [];
    return [{ source, to, id, answeredTo, replyId }];
  });
}

/** Connection tracking holds one entry per ping, each with its own source and identifier, all answered to one address. */
export const tracked = defineCheck({
  kind: 'tracked',
  params: v.strictObject({
    netns: place,
    to: ipv4,
    answeredTo: ipv4,
    flows: v.pipe(v.array(v.strictObject({ source: ipv4, id: v.number() })), v.minLength(2)),
  }),
  about: {
    netns: { en: 'the namespace that translates; left out, the host', zh: '做地址转换的命名空间；不写则为主机' },
    to: { en: 'the address that all of them ping', zh: '它们都在 ping 的地址' },
    answeredTo: { en: 'the translated source, to which the answers go', zh: '转换后的源地址，应答就发给它' },
    flows: { en: 'source address and ICMP identifier of each ping', zh: '每个 ping 的源地址和 ICMP 标识符' },
  },
  purpose: {
    en: 'Connection tracking keeps pings apart that look alike from outside: one entry for each, by its ICMP identifier.',
    zh: '从外面看一模一样的几个 ping，连接跟踪能分清：按 ICMP 标识符，每个各有一条记录。',
  },
  claim: ({ flows, answeredTo }) => ({
    en: `conntrack tells ${flows.length} pings to one address apart by their ICMP ids, all answered to ${answeredTo}`,
    zh: `${flows.length} 个 ping 发往同一地址，conntrack 凭 ICMP id 区分它们，应答都发往 ${answeredTo}`,
  }),
  probe: ({ netns }) => [{ template: 'check-conntrack', data: { netns } }],
  judge({ flows, to, answeredTo, netns }, { results: [result] }) {
    const entries = readFlows(result?.stdout ?? '');
    const found = flows.map(({ source, id }) =>
      entries.find((flow) => flow.source === source && flow.id === id && flow.to === to && flow.answeredTo === answeredTo),
    );
    const expected = flows.map(({ source, id }) => `${source} id ${id}`).join(', ');
    const shown = entries.slice(0, 6).map((flow) =>
      say({
        en: `${flow.source} id ${flow.id} to ${flow.to}, answered to ${flow.answeredTo} id ${flow.replyId}`,
        zh: `${flow.source} id ${flow.id} 发往 ${flow.to}，应答发往 ${flow.answeredTo} id ${flow.replyId}`,
      }),
    );
    const missing = flows.filter((_, index) => !found[index]);
    const replyIds = new Set(found.map((flow) => flow?.replyId));
    if (missing.length === 0 && replyIds.size === flows.length) {
      return holds({
        en: found.map((flow) => `${flow?.source} id ${flow?.id} as ${answeredTo} id ${flow?.replyId}`).join('; '),
        zh: found.map((flow) => `${flow?.source} id ${flow?.id} 变为 ${answeredTo} id ${flow?.replyId}`).join('；'),
      });
    }
    const sources = missing.map(({ source }) => source);
    return fails({
      expected: { en: `${expected}, each answered to ${answeredTo}`, zh: `${expected}，应答都发往 ${answeredTo}` },
      actual: {
        en: `${entries.length} tracked pings, ${missing.length} of the expected ones missing`,
        zh: `跟踪到 ${entries.length} 个 ping，应有的缺 ${missing.length} 个`,
      },
      reason:
        sources.length > 0
          ? {
              en: `${netns} has not translated a ping of ${sources.join(' and ')}`,
              zh: han`${who(netns).zh} 没有转换过来自 ${sources.join('、')} 的 ping`,
            }
          : { en: 'two pings share one identifier towards the outside', zh: '两个 ping 对外用了同一个标识符' },
      evidence: shown.length > 0 ? shown : tail(result),
    });
  },
  printed: ({ netns, to, answeredTo, flows }) => ({
    by: 'tracked',
    words: [[netns, to, answeredTo], ...flows.map(({ source, id }) => [source, String(id)])],
  }),
  see: ({ netns }) => ({ template: 'check-conntrack', data: { netns } }),
  shows: ({ answeredTo }) => ({
    en: `A line for each ping. The first \`src=\`, \`dst=\` and \`id=\` are the request as it was sent; the second are the answer as it is awaited, to ${answeredTo}, and each has an \`id=\` of its own.`,
    zh: `每个 ping 一行。第一组 \`src=\`、\`dst=\`、\`id=\` 是发出的请求；第二组是预期的应答，发往 ${answeredTo}，各有自己的 \`id=\`。`,
  }),
  flags: [
    NETNS_EXEC,
    { flag: '-L', means: { en: 'list the connections that the kernel tracks', zh: '列出内核跟踪的连接' } },
    { flag: '-p icmp', means: { en: 'only those of ICMP', zh: '只列 ICMP 的' } },
  ],
  needs: () => [tool('conntrack'), { kind: 'netfilter', part: 'conntrack' }],
  places: ({ netns }) => [{ netns }],
  concurrent: 'looks',
  wait: 'until-holds',
  stands: ({ to, flows }, network) => flows.every(({ source }) => arrives(network, { from: holderOf(network, source), to })),
  example: {
    to: '198.51.100.1',
    answeredTo: '198.51.100.2',
    flows: [
      { source: '10.0.0.2', id: 1001 },
      { source: '10.0.0.3', id: 1002 },
    ],
  },
});
