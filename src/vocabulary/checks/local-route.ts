import * as v from 'valibot';
import { ipv4, place } from '../../model/names.ts';
import { han, sameInAll } from '../../model/text.ts';
import { defineCheck } from '../define.ts';
import { tool } from '../needs.ts';
import { DASH_N, WHERE } from '../notes.ts';
import { inside, who } from '../where.ts';
import { fails, holds, tail } from './verdicts.ts';

interface LocalRoute {
  readonly type: string;
  readonly dst: string;
  readonly dev: string;
}

/** The table `local` delivers an address to the namespace itself, which is why packets to it travel on lo. */
export const deliveredLocally = defineCheck({
  kind: 'delivered-locally',
  params: v.strictObject({ netns: place, address: ipv4 }),
  about: {
    netns: WHERE,
    address: { en: 'the address', zh: '地址' },
  },
  purpose: {
    en: 'The kernel delivers packets to the address to the namespace itself, so that they travel on lo and on no wire.',
    zh: '内核把发往该地址的包交给命名空间自己，所以它们走 lo，不经过任何线缆。',
  },
  claim: ({ netns, address }) => ({
    en: `the table local of ${netns} delivers ${address} to itself`,
    zh: han`${who(netns).zh} 的 local 路由表把发往 ${address} 的包交给自己`,
  }),
  probe: ({ netns }) => [{ template: 'check-local-route', data: { netns } }],
  judge({ netns, address }, { results: [result] }) {
    const routes = result?.exitCode === 0 ? (JSON.parse(result.stdout || '[]') as LocalRoute[]) : [];
    const found = routes.find(({ type, dst }) => type === 'local' && dst === address);
    return found
      ? holds(sameInAll(`local ${address} dev ${found.dev}`))
      : fails({
          expected: sameInAll(`local ${address}`),
          actual: { en: `${routes.length} routes, none for it`, zh: `有 ${routes.length} 条路由，但没有它的` },
          reason: {
            en: `no device of ${netns} that is up holds ${address}`,
            zh: han`${inside(netns).zh}没有处于 up 状态的设备持有 ${address}`,
          },
          evidence: result?.exitCode === 0 ? [] : tail(result),
        });
  },
  printed: ({ netns, address }) => ({
    by: 'begins',
    words: [[`local ${address} dev `]],
    command: { template: 'see-local-route', data: { netns, address } },
  }),
  see: ({ netns }) => ({ template: 'show', data: { netns, fdb: false, words: ['route', 'show', 'table', 'local'] } }),
  shows: ({ address }) => ({
    en: `\`local ${address} dev …\`: the address is one of this namespace, so what is sent to it stays here. The device says where the address is set, not the way that packets to it take: that is lo.`,
    zh: `\`local ${address} dev …\`：这是本命名空间自己的地址，发给它的包就留在这里。这里的设备是配置该地址的设备，不是包走的路：包走的是 lo。`,
  }),
  flags: [
    DASH_N,
    { flag: 'route show', means: { en: 'list the routes of a table', zh: '列出一张表里的路由' } },
    {
      flag: 'table local',
      means: { en: 'the table that the kernel fills with its own addresses and asks first', zh: '内核用自己的地址填写、并且最先查询的表' },
    },
  ],
  needs: () => [tool('ip')],
  places: ({ netns }) => [{ netns }],
  concurrent: 'looks',
  wait: 'until-holds',
  example: { address: '10.0.0.1' },
});
