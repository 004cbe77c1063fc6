import * as v from 'valibot';
import { place } from '../../model/names.ts';
import { han } from '../../model/text.ts';
import { defineCheck } from '../define.ts';
import { tool } from '../needs.ts';
import { DASH_N, WHERE } from '../notes.ts';
import { inside } from '../where.ts';
import { fails, holds, noNetns } from './verdicts.ts';

/** A namespace has no device but lo, in the given state, and its main table no route. */
export const onlyLoopback = defineCheck({
  kind: 'only-loopback',
  params: v.strictObject({ netns: place, up: v.optional(v.boolean(), false) }),
  about: {
    netns: WHERE,
    up: { en: 'whether lo is up', zh: 'lo 是否已启用' },
  },
  purpose: {
    en: 'The namespace is as the kernel makes it: no device but lo, no route. Without `up`, lo must be down and hold no address.',
    zh: '命名空间还是内核刚创建时的样子：除 lo 外没有别的设备，也没有路由。不写 `up` 时，lo 必须处于 down 状态，且没有地址。',
  },
  claim: ({ netns, up }) => ({
    en: `${netns} holds nothing but lo, which is ${up ? 'up' : 'down'}`,
    zh: han`${inside(netns).zh}只有 lo，且处于 ${up ? 'up' : 'down'} 状态`,
  }),
  probe: () => [],
  judge({ netns, up }, { network }) {
    const expected = { en: `lo alone, ${up ? 'up' : 'down'}`, zh: `只有 lo，${up ? 'up' : 'down'}` };
    const state = network.netns[netns];
    if (!state) {
      const reason = { en: 'it was never added, or is gone', zh: '它没有被创建，或者已经删除' };
      return fails({ expected, actual: noNetns(netns), reason });
    }
    const others = Object.values(state.links).filter(({ kind }) => kind !== 'loopback');
    if (others.length > 0) {
      const names = others.map(({ name }) => name).join(', ');
      return fails({
        expected,
        actual: { en: `${names} too`, zh: `还有 ${names}` },
        reason: { en: 'a device was made here or moved in', zh: '有设备在这里创建，或被移了进来' },
      });
    }
    const lo = state.links['lo'];
    if (lo?.up !== up || (!up && lo.addresses.length > 0)) {
      const is = lo?.up ? 'up' : 'down';
      const addresses = lo?.addresses.join(' ') ?? '';
      return fails({
        expected,
        actual: { en: `lo is ${is} ${addresses}`, zh: `lo 处于 ${is} 状态 ${addresses}`.trimEnd() },
        reason: up
          ? { en: 'nobody has switched it on here', zh: '没有人在这里启用它' }
          : { en: 'somebody has changed it already', zh: '已经有人改动过它' },
      });
    }
    const [route] = state.routes;
    if (route)
      return fails({
        expected,
        actual: { en: `a route to ${route.dst}`, zh: `有一条到 ${route.dst} 的路由` },
        reason: { en: 'somebody has added it', zh: '有人添加了它' },
      });
    return holds({
      en: `lo is ${up ? 'up' : 'down'}, no other device, no route`,
      zh: `lo ${up ? 'up' : 'down'}，没有别的设备，没有路由`,
    });
  },
  printed: ({ netns, up }) => ({ by: 'only_loopback', words: [[netns, up ? 'up' : 'down']] }),
  see: ({ netns }) => ({ template: 'show', data: { netns, fdb: false, words: ['address'] } }),
  shows: ({ up }) => ({
    en: up
      ? 'One device, lo, with `UP` between the angle brackets and the address 127.0.0.1/8. Its state is called UNKNOWN, since a loopback has no carrier to report.'
      : 'One device, lo, without `UP` between the angle brackets and without an address: `state DOWN`.',
    zh: up
      ? '只有一个设备 lo，尖括号里有 `UP`，地址是 127.0.0.1/8。它的 state 显示为 UNKNOWN，因为回环设备没有载波可报告。'
      : '只有一个设备 lo，尖括号里没有 `UP`，也没有地址：`state DOWN`。',
  }),
  flags: [DASH_N, { flag: 'address', means: { en: 'list the devices with their addresses', zh: '列出设备及其地址' } }],
  needs: () => [tool('ip')],
  places: ({ netns }) => [{ netns }],
  concurrent: false,
  wait: 'until-holds',
  stands: 'as-judged',
  example: { netns: 'ns1' },
});
