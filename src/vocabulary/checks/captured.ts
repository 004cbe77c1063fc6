import * as v from 'valibot';
import { ipv4, label } from '../../model/names.ts';
import { type Frame, readPcap } from '../../model/pcap.ts';
import { say } from '../../model/say.ts';
import { han, listed, type Text } from '../../model/text.ts';
import { type CommandResult, defineCheck } from '../define.ts';
import { tool } from '../needs.ts';
import { fails, holds, tail } from './verdicts.ts';

const kinds = v.picklist(['arp-request', 'arp-reply', 'echo-request', 'echo-reply', 'tcp-syn', 'tcp-syn-ack']);

const WORDS = {
  'arp-request': { en: 'ARP requests', zh: 'ARP 请求' },
  'arp-reply': { en: 'ARP replies', zh: 'ARP 应答' },
  'echo-request': { en: 'echo requests', zh: '回显请求' },
  'echo-reply': { en: 'echo replies', zh: '回显应答' },
  'tcp-syn': { en: 'TCP SYNs', zh: 'TCP SYN' },
  'tcp-syn-ack': { en: 'TCP SYN-ACKs', zh: 'TCP SYN-ACK' },
} as const satisfies Readonly<Record<string, Text>>;

type Kind = keyof typeof WORDS;

function framesOf(result: CommandResult | undefined): readonly Frame[] | undefined {
  if (result?.exitCode !== 0) return undefined;
  try {
    return readPcap(Buffer.from(result.stdout, 'base64'));
  } catch {
    return undefined;
  }
}

function list(kindsOf: readonly Kind[], joiner: 'and' | 'or' = 'and'): Text {
  return listed(
    kindsOf.map((kind) => WORDS[kind]),
    joiner,
  );
}

function wanted(sees: readonly Kind[], lacks: readonly Kind[]): Text {
  if (lacks.length === 0) return list(sees);
  const no = list(lacks, 'or');
  return { en: `${list(sees).en}; no ${no.en}`, zh: han`有${list(sees).zh}；没有${no.zh}` };
}

/**
 * A capture holds frames of each kind in `sees` between two addresses, in either direction, and none of `lacks`.
 * That something is lacking counts only once all of `sees` is there, so `sees` must not be empty.
 */
export const captured = defineCheck({
  kind: 'captured',
  params: v.strictObject({
    capture: label,
    on: v.string(),
    between: v.tuple([ipv4, ipv4]),
    sees: v.pipe(
      v.array(kinds),
      v.minLength(1, () => say({ en: 'a capture that need not see anything proves nothing', zh: '什么都不必抓到的抓包证明不了什么' })),
    ),
    lacks: v.optional(v.array(kinds), []),
  }),
  about: {
    capture: { en: 'the label of the `capture`', zh: '`capture` 的标签' },
    on: { en: 'where that captures, in words, for the claim', zh: '在哪里抓包，用于陈述结论' },
    between: { en: 'the two addresses whose frames count, in either direction', zh: '只统计这两个地址之间的帧，方向不限' },
    sees: { en: 'the kinds of frames that must be there', zh: '必须出现的帧的种类' },
    lacks: { en: 'the kinds that must not be there', zh: '不能出现的帧的种类' },
  },
  purpose: {
    en: 'What really passed a device. That a kind of frame is lacking counts only once all others that are asked for have been seen.',
    zh: '设备上实际经过了什么。要求出现的帧都看到之后，“没有某种帧”才算数。',
  },
  claim: ({ on, sees, lacks }) => ({
    en: `${on} sees ${list(sees).en}${lacks.length > 0 ? `, and no ${list(lacks, 'or').en}` : ''}`,
    zh: han`${on} 上有${list(sees).zh}${lacks.length > 0 ? han`，没有${list(lacks, 'or').zh}` : ''}`,
  }),
  probe: ({ capture }) => [{ template: 'capture-read', data: { name: capture } }],
  judge({ sees, lacks, between, on }, { results: [result] }) {
    const frames = framesOf(result);
    const expected = wanted(sees, lacks);
    if (!frames)
      return fails({
        expected,
        actual: { en: 'there is no capture to read', zh: '没有可读的抓包文件' },
        reason: { en: `nothing captures on ${on}`, zh: han`${on} 上没有在抓包` },
        evidence: tail(result),
      });
    const count = (kind: Kind) =>
      frames.filter((frame) => frame.kind === kind && between.includes(frame.from) && between.includes(frame.to)).length;
    const tally = {
      en: [...sees, ...lacks].map((kind) => `${WORDS[kind].en}: ${count(kind)}`).join(', '),
      zh: [...sees, ...lacks].map((kind) => han`${WORDS[kind].zh} ${count(kind)} 个`).join('，'),
    };
    const missing = sees.filter((kind) => count(kind) === 0);
    if (missing.length > 0) {
      const none = list(missing, 'or');
      return fails({ expected, actual: tally, reason: { en: `no ${none.en} passed ${on}`, zh: han`没有${none.zh}经过 ${on}` } });
    }
    const unwanted = lacks.filter((kind) => count(kind) > 0);
    if (unwanted.length === 0) return holds(tally);
    const some = list(unwanted);
    return fails({ expected, actual: tally, reason: { en: `${some.en} passed ${on}`, zh: han`有${some.zh}经过 ${on}` } });
  },
  printed: ({ capture, between, sees, lacks }) => ({
    by: 'captured',
    words: [[capture, ...between, ...sees, ...(lacks.length > 0 ? ['--', ...lacks] : [])]],
  }),
  see: ({ capture }) => ({ template: 'capture-print', data: { name: capture } }),
  shows: ({ sees, lacks }) =>
    [...sees, ...lacks].some((kind) => kind.startsWith('tcp'))
      ? {
          en: 'One line for each frame, from which address and port to which. `Flags [S]` is the SYN that opens a TCP connection, `Flags [S.]` the SYN-ACK that answers it.',
          zh: '每个帧一行，写着从哪个地址和端口到哪个地址和端口。`Flags [S]` 是发起 TCP 连接的 SYN，`Flags [S.]` 是应答它的 SYN-ACK。',
        }
      : {
          en: 'One line for each frame. `ARP, Request who-has A tell B` asks for the MAC address of A, `ARP, Reply A is-at …` tells it; `ICMP echo request` and `echo reply` are the ping and its answer.',
          zh: '每个帧一行。`ARP, Request who-has A tell B` 询问 A 的 MAC 地址，`ARP, Reply A is-at …` 给出答案；`ICMP echo request` 和 `echo reply` 是 ping 和它的应答。',
        },
  flags: [
    {
      flag: '-nnt',
      means: {
        en: 'numbers instead of names (`-nn`), and no time before each line (`-t`)',
        zh: '显示数字而不是名字（`-nn`），行首不带时间（`-t`）',
      },
    },
    { flag: '-r', means: { en: 'read this file instead of listening', zh: '读取这个文件，而不是监听' } },
  ],
  needs: () => [tool('base64')],
  places: () => [],
  concurrent: 'looks',
  wait: 'until-holds',
  example: { capture: 'cable', on: 'veth0', between: ['10.0.0.1', '10.0.0.2'], sees: ['arp-request'], lacks: ['echo-request'] },
});
