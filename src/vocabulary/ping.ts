import type { FlagNote } from './notes.ts';

/** What the words of ping mean (ping(8)). */
export const PING = {
  quiet: { flag: '-q', means: { en: 'no line for each answer', zh: '不为每个应答打印一行' } },
  count: { flag: '-c', means: { en: 'how many requests', zh: '发多少个请求' } },
  interval: { flag: '-i', means: { en: 'seconds between two requests', zh: '两个请求之间隔多少秒' } },
  deadline: { flag: '-w', means: { en: 'seconds after which it ends, whatever has come', zh: '多少秒后结束，不管收到了多少应答' } },
  wait: { flag: '-W', means: { en: 'seconds to wait for an answer', zh: '等待应答的秒数' } },
  device: {
    flag: '-I',
    means: {
      en: 'bind to this device: whatever the routes say, the requests leave by it',
      zh: '绑定这个设备：不管路由怎么写，请求都从它出去',
    },
  },
  id: { flag: '-e', means: { en: 'the ICMP identifier', zh: 'ICMP 标识符' } },
} as const satisfies Readonly<Record<string, FlagNote>>;
