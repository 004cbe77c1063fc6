import * as v from 'valibot';
import { ipv4, place, prefix } from '../../model/names.ts';
import { han, sameInAll } from '../../model/text.ts';
import { defineCheck } from '../define.ts';
import { tool } from '../needs.ts';
import { DASH_N, WHERE } from '../notes.ts';
import { who } from '../where.ts';
import { fails, holds } from './verdicts.ts';

/** A namespace's main table sends a destination through a gateway. */
export const routed = defineCheck({
  kind: 'routed',
  params: v.strictObject({ netns: place, to: v.union([v.literal('default'), prefix]), via: ipv4 }),
  about: {
    netns: WHERE,
    to: { en: 'where to', zh: '目的地' },
    via: { en: 'the gateway', zh: '网关' },
  },
  purpose: {
    en: 'The main routing table sends a destination through a gateway. It does not tell whether anything arrives.',
    zh: 'main 路由表把发往某个目的地的包交给网关。至于能不能到达，它不保证。',
  },
  claim: ({ netns, to, via }) => ({
    en: `${netns} sends ${to === 'default' ? 'everything else' : to} to ${via}`,
    zh: han`${who(netns).zh} 把${to === 'default' ? '其余的包都' : `发往 ${to} 的包`}交给 ${via}`,
  }),
  probe: () => [],
  judge({ netns, to, via }, { network }) {
    const found = network.netns[netns]?.routes.find(({ dst }) => dst === to);
    if (found?.via === via) return holds(sameInAll(`${to} via ${via} dev ${found.dev}`));
    return fails({
      expected: sameInAll(`${to} via ${via}`),
      actual: found
        ? sameInAll(`${to}${found.via ? ` via ${found.via}` : ''} dev ${found.dev}`)
        : { en: `no route to ${to}`, zh: `没有到 ${to} 的路由` },
      reason: found ? { en: 'another way is taken', zh: '走的是另一条路' } : { en: 'the route is missing', zh: '缺少这条路由' },
    });
  },
  printed: ({ netns, to, via }) => {
    const dst = to.replace(/\/32$/, '');
    return { by: 'begins', words: [[`${dst} via ${via} `]], command: { template: 'see-route', data: { netns, to } } };
  },
  see: ({ netns }) => ({ template: 'see-routes', data: { netns } }),
  shows: ({ to, via }) => ({ en: `A line \`${to} via ${via} dev …\`.`, zh: `有一行 \`${to} via ${via} dev …\`。` }),
  flags: [DASH_N, { flag: 'route show', means: { en: 'list the routes of the table main', zh: '列出 main 表的路由' } }],
  needs: () => [tool('ip')],
  places: ({ netns }) => [{ netns }],
  concurrent: false,
  wait: 'until-holds',
  stands: 'as-judged',
  example: { netns: 'ns1', to: 'default', via: '10.0.0.1' },
});
