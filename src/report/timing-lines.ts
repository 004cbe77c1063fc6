import { say, type Words } from '../model/say.ts';
import type { TimingTold } from '../run/events.ts';
import type { Phase } from '../run/timing.ts';
import { formatMs } from './format.ts';

const PHASE_WORDS: Readonly<Record<Phase, Words>> = {
  shell: { en: 'the shell that begins the sandbox', zh: '先启动沙箱的 shell' },
  node: { en: "Node's own start", zh: 'Node 自身启动' },
  modules: { en: 'loading the program, reading the command line', zh: '加载程序，读命令行' },
  plan: { en: 'planning the lesson', zh: '规划课程' },
  sandbox: { en: 'waiting for the sandbox, which is made meanwhile', zh: '等待同时创建的沙箱' },
  commands: { en: "the lesson's commands", zh: '课程的命令' },
  reading: { en: 'reading the network from the kernel, comparing it', zh: '从内核读取网络并比较' },
  probes: { en: 'probes', zh: '探测' },
  waiting: { en: 'waiting for you', zh: '等你' },
  printing: { en: 'printing', zh: '输出' },
  'clean-up': { en: 'clean-up', zh: '清理' },
};

/** Where the time went, a line for each phase, and what the program itself took. */
export function timingLines({ phases, cpuMs, memoryKb }: TimingTold): readonly string[] {
  const totalMs = phases.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const rows = [
    ...phases.map(({ phase, durationMs }) => ({ durationMs, words: say(PHASE_WORDS[phase]) })),
    { durationMs: totalMs, words: say({ en: 'since the start', zh: '从启动算起' }) },
  ];
  const megabytes = Math.round(memoryKb / 1024);
  return [
    ...rows.map(
      ({ durationMs, words }) =>
        `${formatMs(durationMs).padStart(8)}  ${`${Math.round((100 * durationMs) / totalMs)} %`.padStart(5)}  ${words}`,
    ),
    say({
      en: `the program itself: ${formatMs(cpuMs)} of processor time, ${megabytes} MB of memory at most`,
      zh: `程序自身：处理器时间 ${formatMs(cpuMs)}，内存最多 ${megabytes} MB`,
    }),
  ];
}
