import * as v from 'valibot';
import { place, prefix } from '../../model/names.ts';
import { han, sameInAll } from '../../model/text.ts';
import { defineCheck } from '../define.ts';
import { tool } from '../needs.ts';
import { DASH_N, WHERE } from '../notes.ts';
import { who } from '../where.ts';
import { fails, holds, noNetns } from './verdicts.ts';

/** A namespace's main table has no route to exactly this destination. */
export const noRoute = defineCheck({
  kind: 'no-route',
  params: v.strictObject({ netns: place, to: v.union([v.literal('default'), prefix]) }),
  about: {
    netns: WHERE,
    to: { en: 'the destination that no route may name', zh: '不允许出现在路由里的目的网络' },
  },
  purpose: {
    en: 'The main routing table names no such destination. A route to a larger network may still fit.',
    zh: '主路由表里没有指向这个目的网络的路由。范围更大的路由仍可能匹配。',
  },
  claim: ({ netns, to }) =>
    to === 'default'
      ? { en: `${netns} has no default route`, zh: han`${who(netns).zh} 没有默认路由` }
      : { en: `${netns} has no route to ${to}`, zh: han`${who(netns).zh} 没有到 ${to} 的路由` },
  probe: () => [],
  judge({ netns, to }, { network }) {
    const expected = { en: `no route to ${to}`, zh: `没有到 ${to} 的路由` };
    const state = network.netns[netns];
    if (!state) {
      const reason = { en: 'where nothing is, an absence proves nothing', zh: '什么都没有的地方，“没有”说明不了问题' };
      return fails({ expected, actual: noNetns(netns), reason });
    }
    const found = state.routes.find(({ dst }) => dst === to);
    if (!found)
      return holds({ en: `${state.routes.length} routes, none to ${to}`, zh: `共 ${state.routes.length} 条路由，没有到 ${to} 的` });
    const shown = `${to}${found.via ? ` via ${found.via}` : ''} dev ${found.dev}`;
    return fails({ expected, actual: sameInAll(shown), reason: { en: 'the route is there', zh: '这条路由存在' } });
  },
  printed: ({ netns, to }) => ({ by: 'no_route', words: [[netns, to]] }),
  see: ({ netns }) => ({ template: 'see-routes', data: { netns } }),
  shows: ({ to }) => ({ en: `No line that begins with \`${to}\`.`, zh: `没有以 \`${to}\` 开头的行。` }),
  flags: [DASH_N, { flag: 'route show', means: { en: 'list the routes of the table main', zh: '列出主路由表 main 的路由' } }],
  needs: () => [tool('ip')],
  places: ({ netns }) => [{ netns }],
  concurrent: false,
  wait: 'until-holds',
  stands: 'as-judged',
  example: { netns: 'ns1', to: 'default' },
});
