import * as v from 'valibot';
import { ipv4, place } from '../../model/names.ts';
import { netnsOf } from '../../model/network.ts';
import { han } from '../../model/text.ts';
import { defineAction } from '../define.ts';
import { tool } from '../needs.ts';
import { IN_BACKGROUND, NETNS_EXEC } from '../notes.ts';
import { PING } from '../ping.ts';
import { who } from '../where.ts';
import { netns } from './netns.ts';

/**
 * Sends pings in the background as traffic for later checks; whether they are answered is a check's business.
 * `id` is the ICMP identifier (0 to 65535), `count` how many, 0.1 s apart.
 */
export const ping = defineAction({
  kind: 'ping',
  params: v.strictObject({
    from: place,
    to: ipv4,
    id: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65535)),
    count: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)), 3),
  }),
  about: {
    from: { en: 'the namespace that sends', zh: '发送方所在的命名空间' },
    to: { en: 'the address that is pinged', zh: '要 ping 的地址' },
    id: { en: 'the ICMP identifier', zh: 'ICMP 标识符' },
    count: { en: 'how many, a tenth of a second apart', zh: '发多少个，每隔十分之一秒发一个' },
  },
  template: 'ping-background',
  devicesStay: true,
  role: 'watch',
  undo: null,
  effect(network, { from }) {
    netnsOf(network, from);
    return [];
  },
  needs: () => [tool('ping')],
  title: ({ from, to, id }) => ({
    en: `Ping ${to} from ${from} with the ICMP identifier ${id}`,
    zh: han`从 ${who(from).zh} ping ${to}，ICMP 标识符为 ${id}`,
  }),
  purpose: {
    en: 'Several pings at once look alike but for the identifier in their ICMP header.',
    zh: '几个同时进行的 ping 看起来都一样，只有 ICMP 首部里的标识符不同。',
  },
  flags: [
    NETNS_EXEC,
    PING.quiet,
    PING.count,
    PING.interval,
    PING.id,
    { flag: '>/dev/null 2>&1', means: { en: 'throw away what it prints, errors too', zh: '丢弃它打印的内容，包括错误信息' } },
    IN_BACKGROUND,
  ],
  mistakes: [],
  example: { given: [netns({ name: 'ns1' })], params: { from: 'ns1', to: '10.0.0.1', id: 1001 } },
});
