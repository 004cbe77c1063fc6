import * as v from 'valibot';
import { devName, ipv4, place } from '../../model/names.ts';
import { linkWith } from '../../model/network.ts';
import { pathOf } from '../../model/path.ts';
import { han } from '../../model/text.ts';
import { type CommandResult, defineCheck } from '../define.ts';
import { tool } from '../needs.ts';
import { NETNS_EXEC } from '../notes.ts';
import { PING } from '../ping.ts';
import { whyLost } from '../reason.ts';
import type { Shell } from '../shell.ts';
import { arrives } from '../stands.ts';
import { who } from '../where.ts';
import { couldNotSend, fails, holds, tail } from './verdicts.ts';

/** Seconds between two pings of a probe, as its template has them. */
const INTERVAL_SECONDS = 0.05;

/** Whole seconds that one attempt may take: half a second more than the sending. The check retries until its own deadline. */
function attemptSeconds(count: number): number {
  return Math.ceil(0.5 + count * INTERVAL_SECONDS);
}

/** The round-trip time of each answer that ping printed; whether all came is for the exit code to say. */
function timesOf(result: CommandResult | undefined): readonly string[] {
  return [...(result?.stdout ?? '').matchAll(/time[=<]([\d.]+) ms/g)].map(([, time = '']) => time);
}

function roundTrips(result: CommandResult): string {
  const times = timesOf(result);
  return times.length > 0 ? `${times.slice(0, 4).join(' ')} ms` : '';
}

const LOOK_AT_KERNEL = {
  en: 'the devices, addresses and routes look right: look at what the kernel refuses (rp_filter, accept_local, firewall)',
  zh: '设备、地址和路由看起来都没有问题：再看内核拒绝了什么（rp_filter、accept_local、防火墙）',
} as const;
const LOOK_AROUND = {
  en: 'the devices, addresses and routes look right: look at neighbours, firewall and switch',
  zh: '设备、地址和路由看起来都没有问题：再看邻居表、防火墙和交换机',
} as const;

interface Ping {
  readonly from: string;
  readonly to: string;
  readonly count: number;
  readonly dev?: string | undefined;
}

function pingOf({ from, to, count, dev }: Ping): Shell {
  return { template: 'check-ping', data: { from, to, count, dev, many: count > 1, seconds: attemptSeconds(count) } };
}

/** `count` pings in a row are all answered. `dev` binds the sender to a device. */
export const reaches = defineCheck({
  kind: 'reaches',
  params: v.strictObject({
    from: place,
    to: ipv4,
    count: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20)), 1),
    dev: v.optional(devName),
  }),
  about: {
    from: { en: 'the namespace that pings', zh: '发 ping 的命名空间' },
    to: { en: 'the address that must answer', zh: '必须应答的地址' },
    count: { en: 'how many pings in a row must be answered', zh: '连续多少个 ping 必须都有应答' },
    dev: { en: 'the device that the pings are bound to; left out, the routes decide', zh: 'ping 绑定的设备；不写则由路由决定' },
  },
  purpose: {
    en: 'Packets get there and back. Where they do not, the observed network is searched for the first thing in their way.',
    zh: '包有去有回。如果不通，就在观察到的网络里从头找出第一个障碍。',
  },
  claim: ({ from, to, dev, count }) => ({
    en: `${from} reaches ${to}${dev ? ` through ${dev}` : ''}${count > 1 ? `, ${count} times of ${count}` : ''}`,
    zh: han`${who(from).zh}${dev ? `经 ${dev}` : ''} 能 ping 通 ${to}${count > 1 ? `，${count} 次全通` : ''}`,
  }),
  probe: (params) => [pingOf(params)],
  judge({ from, to, count, dev }, { network, results: [result] }) {
    if (result?.exitCode === 0) {
      const times = roundTrips(result);
      return holds({ en: `${count} of ${count} answered${times && `, ${times}`}`, zh: `${count} 个请求都有应答${times && `，${times}`}` });
    }
    const answered = timesOf(result).length;
    const own = linkWith(network, from, to) !== undefined;
    return fails({
      expected: { en: `${count} of ${count} pings answered`, zh: `${count} 个请求都有应答` },
      actual:
        result?.exitCode === 1
          ? { en: `${answered} of ${count} answered`, zh: `${count} 个请求中有 ${answered} 个得到应答` }
          : couldNotSend(result),
      reason: whyLost(pathOf(network, { from, to, dev: own ? undefined : dev })) ?? (own ? LOOK_AT_KERNEL : LOOK_AROUND),
      evidence: tail(result),
      part: Math.min(answered, count) / count,
    });
  },
  printed: (params) => ({ by: 'answered', words: [], command: pingOf(params) }),
  see: pingOf,
  shows: ({ count }) => ({
    en: `\`64 bytes from …\` for each answer, and at the end \`${count} packets transmitted, ${count} received, 0% packet loss\`.`,
    zh: `每个应答一行 \`64 bytes from …\`，最后是 \`${count} packets transmitted, ${count} received, 0% packet loss\`。`,
  }),
  flags: [NETNS_EXEC, PING.count, PING.interval, PING.deadline, PING.device],
  needs: () => [tool('ping')],
  places: ({ from, dev }) => [{ netns: from, dev }],
  concurrent: 'sends',
  wait: 'until-holds',
  packet: ({ from, to, dev }) => ({ from, to, dev }),
  stands: ({ from, to, dev }, network) => arrives(network, { from, to, dev }),
  example: { from: 'ns1', to: '10.0.0.2' },
});
