import * as v from 'valibot';
import { ipv4, place } from '../../model/names.ts';
import { han, sameInAll } from '../../model/text.ts';
import { defineCheck } from '../define.ts';
import { tool } from '../needs.ts';
import { NETNS_EXEC } from '../notes.ts';
import { PING } from '../ping.ts';
import type { Shell } from '../shell.ts';
import { who } from '../where.ts';
import { fails, holds, tail } from './verdicts.ts';

/** What the kernel says where no route fits (ENETUNREACH), in the words of the C library. */
const REFUSAL = 'Network is unreachable';

const REFUSED = sameInAll(REFUSAL);

const pingOnce = ({ from, to }: { readonly from: string; readonly to: string }): Shell => ({
  template: 'check-ping',
  data: { from, to, count: 1, dev: undefined, many: false, seconds: 1 },
});

/** The kernel refuses to send from a namespace to an address, since none of its routes fits: not one packet leaves. */
export const unreachable = defineCheck({
  kind: 'unreachable',
  params: v.strictObject({ from: place, to: ipv4 }),
  about: {
    from: { en: 'the namespace that tries to send', zh: '尝试发送的命名空间' },
    to: { en: 'the address to which no route may lead', zh: '不应有路由可达的地址' },
  },
  purpose: {
    en: 'No route fits, so the kernel refuses at once and nothing leaves. That is another thing than an answer that does not come (`noReply`).',
    zh: '没有匹配的路由，内核当场拒绝，一个包也发不出去。这与“发出去了但没有应答”（`noReply`）是两回事。',
  },
  claim: ({ from, to }) => ({ en: `${from} has no way to ${to}`, zh: han`${who(from).zh} 没有通往 ${to} 的路` }),
  probe: (params) => [pingOnce(params)],
  judge({ from, to }, { results: [result] }) {
    const said = `${result?.stdout ?? ''}${result?.stderr ?? ''}`;
    if (result !== undefined && result.exitCode !== 0 && said.includes(REFUSAL)) return holds(REFUSED);
    const [last = ''] = tail(result, 1);
    if (result?.exitCode === 0)
      return fails({
        expected: REFUSED,
        actual: { en: 'the ping was answered', zh: 'ping 得到了应答' },
        reason: { en: `${from} reaches ${to} already`, zh: han`${who(from).zh} 已经能到达 ${to}` },
        evidence: tail(result),
      });
    return fails({
      expected: REFUSED,
      actual: last !== '' ? sameInAll(last) : { en: `exit code ${result?.exitCode ?? 'none'}`, zh: `退出码 ${result?.exitCode ?? '无'}` },
      reason:
        result?.exitCode === 1
          ? {
              en: `a route fits, so packets leave ${from}, though no answer comes`,
              zh: han`有匹配的路由，包从 ${who(from).zh} 发出去了，只是没有应答`,
            }
          : { en: 'the ping failed for another reason', zh: 'ping 因别的原因失败' },
      evidence: tail(result),
    });
  },
  printed: (params) => ({ by: 'no_way', words: [], command: pingOnce(params) }),
  see: pingOnce,
  shows: () => ({
    en: '`Network is unreachable`, at once: the routing table has nothing that fits, so no packet was sent.',
    zh: '立刻显示 `Network is unreachable`：路由表里没有匹配项，所以一个包也没有发出。',
  }),
  flags: [NETNS_EXEC, PING.count, PING.deadline],
  needs: () => [tool('ping')],
  places: ({ from }) => [{ netns: from }],
  concurrent: 'sends',
  wait: 'until-holds',
  probesFail: true,
  example: { from: 'ns1', to: '192.0.2.1' },
});
