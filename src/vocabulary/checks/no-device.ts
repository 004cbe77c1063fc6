import * as v from 'valibot';
import { han } from '../../model/text.ts';
import { defineCheck } from '../define.ts';
import { tool } from '../needs.ts';
import { inside } from '../where.ts';
import { fails, holds } from './verdicts.ts';

/** No namespace has a device of that kind, while there are others: where nothing is wired, nothing is proved. */
export const noDevice = defineCheck({
  kind: 'no-device',
  params: v.strictObject({ type: v.picklist(['veth', 'bridge']) }),
  about: {
    type: { en: 'the kind of device', zh: '设备类型' },
  },
  purpose: {
    en: 'The wiring does without devices of that kind. It fails where nothing is wired at all, since that proves nothing.',
    zh: '这种接法不需要该类型的设备。如果什么都没有接，检查会失败，因为那样说明不了问题。',
  },
  claim: ({ type }) => ({ en: `no ${type} exists in any namespace`, zh: `任何命名空间里都没有 ${type} 设备` }),
  probe: () => [],
  judge({ type }, { network }) {
    const all = Object.entries(network.netns).flatMap(([netns, { links }]) => Object.values(links).map((link) => ({ netns, link })));
    const found = all.filter(({ link }) => link.kind === type);
    if (all.every(({ link }) => link.kind === 'loopback'))
      return fails({
        expected: { en: `other devices, and no ${type}`, zh: `有别的设备，而没有 ${type}` },
        actual: { en: 'nothing but lo', zh: '除了 lo 什么也没有' },
        reason: { en: 'that nothing is wired proves nothing about how', zh: '什么都没有接，就说明不了是怎么接的' },
      });
    const places = Object.keys(network.netns).length;
    if (found.length === 0)
      return holds({
        en: `none among ${all.length} devices in ${places} namespaces`,
        zh: `${places} 个命名空间共有 ${all.length} 个设备，没有一个是`,
      });
    const shown = found.slice(0, 4);
    return fails({
      expected: { en: `no ${type}`, zh: `没有 ${type}` },
      actual: {
        en: shown.map(({ netns, link }) => `${link.name} on ${netns}`).join(', '),
        zh: shown.map(({ netns, link }) => han`${inside(netns).zh}的 ${link.name}`).join('，'),
      },
      reason: { en: 'the wiring asked for needs none', zh: '要求的接法用不着它' },
    });
  },
  printed: ({ type }) => ({ by: 'no_device', words: [[type]] }),
  see: ({ type }) => ({ template: 'see-all-links', data: { type } }),
  shows: ({ type }) => ({
    en: `The namespaces' names and nothing below any of them: no device is of the type ${type}.`,
    zh: `只有命名空间的名字，下面什么也没有：没有类型为 ${type} 的设备。`,
  }),
  flags: [
    {
      flag: '-all netns exec',
      means: {
        en: 'run the rest of the line in every namespace that has a name, one after the other',
        zh: '在每个有名字的命名空间里依次运行后面的程序',
      },
    },
    { flag: '-br', means: { en: 'brief: one line for each device', zh: '简洁输出：每个设备一行' } },
    { flag: 'link show', means: { en: 'list the devices', zh: '列出设备' } },
    { flag: 'type', means: { en: 'only devices of this kind', zh: '只列这种类型的设备' } },
  ],
  needs: () => [tool('ip')],
  places: () => [],
  concurrent: false,
  wait: 'until-holds',
  stands: 'as-judged',
  example: { type: 'veth' },
});
