import * as v from 'valibot';
import { ipv4, place, prefix } from '../../model/names.ts';
import { han, sameInAll } from '../../model/text.ts';
import { defineCheck } from '../define.ts';
import { tool } from '../needs.ts';
import { DASH_N, WHERE } from '../notes.ts';
import { who } from '../where.ts';
import { fails, holds } from './verdicts.ts';

/** A namespace's main table sends a network out of a device of its own, with no gateway between. */
export const connected = defineCheck({
  kind: 'connected',
  params: v.strictObject({ netns: place, to: prefix, source: v.optional(ipv4) }),
  about: {
    netns: WHERE,
    to: { en: 'the network', zh: '目的网络' },
    source: {
      en: 'the own address with which the namespace speaks to that network; left out, any',
      zh: '该命名空间与这个网络通信时所用的自身地址；省略则不限',
    },
  },
  purpose: {
    en: 'The network is directly at one of the own devices: packets for it go to no gateway. It does not tell whether anybody is there.',
    zh: '该网络直接挂在自己的某个设备上，发往它的包不经过网关。至于那边有没有人，它并不说明。',
  },
  claim: ({ netns, to, source }) => ({
    en: `${netns} has ${to} directly at a device of its own${source ? `, and speaks to it as ${source}` : ''}`,
    zh: han`${who(netns).zh} 与 ${to} 直连${source ? `，并以 ${source} 与它通信` : ''}`,
  }),
  probe: () => [],
  judge({ netns, to, source }, { network }) {
    const from = source ? ` src ${source}` : '';
    const expected = { en: `${to} without a gateway${from}`, zh: `${to}，不经网关${from}` };
    const found = network.netns[netns]?.routes.find(({ dst }) => dst === to);
    if (!found) {
      const reason = {
        en: 'no device that is up has an address in it, and nobody has added the route',
        zh: '没有已启用的设备持有该网段的地址，也没有人添加这条路由',
      };
      return fails({ expected, actual: { en: `no route to ${to}`, zh: `没有到 ${to} 的路由` }, reason });
    }
    const shown = `${to}${found.via ? ` via ${found.via}` : ''} dev ${found.dev}${found.src ? ` src ${found.src}` : ''}`;
    if (found.via !== undefined)
      return fails({ expected, actual: sameInAll(shown), reason: { en: 'it goes to a gateway', zh: '它走的是网关' } });
    if (source !== undefined && found.src !== source)
      return fails({ expected, actual: sameInAll(shown), reason: { en: 'another address is the source', zh: '源地址是另一个' } });
    return holds(sameInAll(shown));
  },
  printed: ({ netns, to, source }) => ({ by: 'connected', words: [[netns, to.replace(/\/32$/, ''), ...(source ? [source] : [])]] }),
  see: ({ netns }) => ({ template: 'see-routes', data: { netns } }),
  shows: ({ to, source }) => ({
    en: `A line \`${to} dev …\` without \`via\`${source ? `, and \`src ${source}\` in it` : ''}. \`proto kernel\` says that the kernel has added it, by itself, when the device had an address and was up.`,
    zh: `一行 \`${to} dev …\`，没有 \`via\`${source ? `，并带有 \`src ${source}\`` : ''}。\`proto kernel\` 表示它是内核在设备有地址且启用时自动添加的。`,
  }),
  flags: [DASH_N, { flag: 'route show', means: { en: 'list the routes of the table main', zh: '列出主路由表 main 的路由' } }],
  needs: () => [tool('ip')],
  places: ({ netns }) => [{ netns }],
  concurrent: false,
  wait: 'until-holds',
  stands: 'as-judged',
  example: { netns: 'ns1', to: '10.0.0.0/24', source: '10.0.0.1' },
});
