import type { CheckFinished, CommandFinished, RunEvent } from '../../src/run/events.ts';
import { tellMeasurement } from '../../src/vocabulary/findings.ts';
import { measurementOf } from './measurements.ts';

const started = (text: string, housekeeping = false): RunEvent => ({ type: 'command-started', step: 'one', command: text, housekeeping });

const command = (text: string, parts: Partial<CommandFinished> = {}): CommandFinished => ({
  type: 'command-finished',
  step: 'one',
  command: text,
  housekeeping: false,
  exitCode: 0,
  stdout: '',
  stderr: '',
  durationMs: 2.4,
  ...parts,
});

const check = (claim: string, parts: Partial<CheckFinished>): CheckFinished => ({
  type: 'check-finished',
  step: 'two',
  kind: 'reaches',
  claim,
  status: 'passed',
  durationMs: 1250,
  ...parts,
});

/** The end of a run, but for its outcome. */
export const SUMMARY = {
  type: 'summary',
  scenario: 'demo',
  durationMs: 1500,
  cleanup: { ok: true, leftovers: [], durationMs: 3 },
} as const;

const START: RunEvent = {
  type: 'run-started',
  scenario: 'demo',
  title: 'A demonstration',
  params: { size: '3' },
  isolation: 'user',
  ovsDatapath: 'netdev',
  steps: [
    { id: 'one', title: 'Build it' },
    { id: 'two', title: 'Look at it' },
  ],
};

const step = (id: string, number: number, title: string): RunEvent => ({
  type: 'step-started',
  step: id,
  number,
  total: 2,
  title,
  why: 'Because.',
  commands: 2,
  checks: 2,
});

/** A run in which everything holds. */
export const GOOD_RUN: readonly RunEvent[] = [
  START,
  step('one', 1, 'Build it'),
  started('ip netns add ns1'),
  { type: 'output', step: 'one', command: 'ip netns add ns1', text: '\u001b[31mred words\u001b[0m  \n\n' },
  command('ip netns add ns1'),
  started('sysctl -qep baseline', true),
  command('sysctl -qep baseline', { housekeeping: true }),
  { type: 'changes', step: 'one', changes: ['+ ns1: namespace exists'] },
  { type: 'step-finished', step: 'one', status: 'passed', durationMs: 12 },
  step('two', 2, 'Look at it'),
  { type: 'note', step: 'two', text: 'a sample of all pairs' },
  check('ns1 reaches 10.0.0.2', { seen: '1 of 1 answered', command: 'ping 10.0.0.2' }),
  { type: 'changes', step: 'two', changes: [] },
  { type: 'step-finished', step: 'two', status: 'passed', durationMs: 1250 },
  { ...SUMMARY, ok: true, exitCode: 0, checks: { passed: 1, failed: 0, skipped: 0 } },
];

/** A measurement as a run tells it. */
export const MEASUREMENT: RunEvent = {
  type: 'measurement',
  step: 'one',
  ...tellMeasurement(measurementOf({ a: [10, 8, 12], b: [2, 1, 4] }), 'en'),
};

/** A run that measures: a command comes again in each round. */
export const MEASURED_RUN: readonly RunEvent[] = [
  START,
  step('one', 1, 'Build it'),
  ...[1, 2, 3].flatMap((round): readonly RunEvent[] => [
    started('iperf3 -c 10.0.0.2'),
    command('iperf3 -c 10.0.0.2'),
    {
      type: 'sample',
      step: 'one',
      measurement: 'wirings',
      round,
      series: 'a',
      values: { speed_kn: round },
      text: `round ${round}, path a: ${round} kn`,
    },
  ]),
  MEASUREMENT,
  { type: 'step-finished', step: 'one', status: 'passed', durationMs: 12 },
  { ...SUMMARY, ok: true, exitCode: 0, checks: { passed: 0, failed: 0, skipped: 0 } },
];

/** A run in which a check fails, and something is left behind. */
export const FAILED_RUN: readonly RunEvent[] = [
  START,
  step('one', 1, 'Build it'),
  { type: 'step-finished', step: 'one', status: 'passed', durationMs: 12 },
  step('two', 2, 'Look at it'),
  check('ns1 reaches 10.0.0.2', {
    status: 'failed',
    expected: '1 of 1 pings answered',
    actual: 'answers are missing',
    reason: 'veth1 in ns1 is down',
    evidence: ['1 packets transmitted, 0 received'],
    command: 'ip netns exec ns1 ping -c 1 10.0.0.2',
  }),
  check('the switch has learnt', { status: 'skipped', reason: 'the step before it does not hold' }),
  { type: 'step-finished', step: 'two', status: 'failed', durationMs: 5000 },
  {
    ...SUMMARY,
    ok: false,
    exitCode: 5,
    checks: { passed: 0, failed: 1, skipped: 1 },
    cleanup: { ok: false, leftovers: ['process 7 (sleep) is still there'], durationMs: 3 },
  },
];

/** A run in which a command fails. */
export const BROKEN_RUN: readonly RunEvent[] = [
  START,
  step('one', 1, 'Build it'),
  command('ip link add veth0 type veth', { exitCode: 2, stderr: 'RTNETLINK answers: File exists\n' }),
  { type: 'step-finished', step: 'one', status: 'broken', durationMs: 12 },
  { type: 'step-finished', step: 'two', status: 'skipped', durationMs: 0 },
  { type: 'problem', message: "a step's command failed", fix: 'look above' },
  { ...SUMMARY, ok: false, exitCode: 3, checks: { passed: 0, failed: 0, skipped: 0 } },
];

/** A step with more commands than are shown. */
export const LONG_RUN: readonly RunEvent[] = [
  START,
  step('one', 1, 'Build it'),
  ...Array.from({ length: 30 }, (_, n) => [started(`ip netns add ns${n}`), command(`ip netns add ns${n}`)]).flat(),
  ...Array.from({ length: 26 }, (_, n) => check(`claim ${n}`, { step: 'one', seen: 'yes' })),
  { type: 'step-finished', step: 'one', status: 'passed', durationMs: 12 },
  { type: 'step-finished', step: 'two', status: 'passed', durationMs: 1 },
  { ...SUMMARY, ok: true, exitCode: 0, checks: { passed: 26, failed: 0, skipped: 0 } },
];
