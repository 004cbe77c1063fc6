import type { TimingTold } from '../run/events.ts';
import type { Phase } from '../run/timing.ts';
import { formatMs } from './format.ts';

const PHASE_WORDS: Readonly<Record<Phase, string>> = {
  node: "Node's own start",
  modules: 'loading the program, reading the command line',
  plan: 'planning the lesson',
  sandbox: 'waiting for the sandbox, which is made meanwhile',
  commands: "the lesson's commands",
  reading: 'reading the network from the kernel, comparing it',
  probes: 'probes',
  waiting: 'waiting for you',
  printing: 'printing',
  'clean-up': 'clean-up',
};

/** Where the time went, a line for each phase, and what the program itself took. */
export function timingLines({ phases, cpuMs, memoryKb }: TimingTold): readonly string[] {
  const totalMs = phases.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const rows = [
    ...phases.map(({ phase, durationMs }) => ({ durationMs, words: PHASE_WORDS[phase] })),
    { durationMs: totalMs, words: 'since the start' },
  ];
  return [
    ...rows.map(
      ({ durationMs, words }) =>
        `${formatMs(durationMs).padStart(8)}  ${`${Math.round((100 * durationMs) / totalMs)} %`.padStart(5)}  ${words}`,
    ),
    `the program itself: ${formatMs(cpuMs)} of processor time, ${Math.round(memoryKb / 1024)} MB of memory at most`,
  ];
}
