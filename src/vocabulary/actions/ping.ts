import * as v from 'valibot';
import { ipv4, place } from '../../model/names.ts';
import { netnsOf } from '../../model/network.ts';
import { defineAction, IN_BACKGROUND, NETNS_EXEC, PING, tool } from '../define.ts';
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
    from: { en: 'the namespace that sends' },
    to: { en: 'the address that is pinged' },
    id: { en: 'the ICMP identifier' },
    count: { en: 'how many, a tenth of a second apart' },
  },
  template: 'ping-background',
  devicesStay: true,
  undo: null,
  effect(network, { from }) {
    netnsOf(network, from);
    return [];
  },
  needs: () => [tool('ping')],
  title: ({ from, to, id }) => ({ en: `Ping ${to} from ${from} with the ICMP identifier ${id}` }),
  purpose: { en: 'Several pings at once look alike but for the identifier in their ICMP header.' },
  flags: [
    NETNS_EXEC,
    PING.quiet,
    PING.count,
    PING.interval,
    PING.id,
    { flag: '>/dev/null 2>&1', means: { en: 'throw away what it prints, errors too' } },
    IN_BACKGROUND,
  ],
  mistakes: [],
  example: { given: [netns({ name: 'ns1' })], params: { from: 'ns1', to: '10.0.0.1', id: 1001 } },
});
