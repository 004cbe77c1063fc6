import type { FlagNote } from './notes.ts';

/** What the words of iperf3's client mean (iperf3(1)). */
export const IPERF3 = {
  client: {
    flag: 'iperf3 -c',
    means: { en: 'be the client: connect to this address and send', zh: '作为客户端，连接到这个地址并发送数据' },
  },
  time: { flag: '-t', means: { en: 'for so many seconds, a whole number', zh: '发送多少秒，只能是整数' } },
  reno: {
    flag: '-C reno',
    means: {
      en: 'with this congestion control: every kernel has it, while the default differs from machine to machine and changes the result',
      zh: '使用这种拥塞控制算法：每个内核都有它；而各机器的默认算法不同，会影响结果',
    },
  },
} as const satisfies Readonly<Record<string, FlagNote>>;
