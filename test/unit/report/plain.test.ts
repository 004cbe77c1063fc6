import stripAnsi from 'strip-ansi';
import * as assert from 'uvu/assert';
import { PlainReporter } from '../../../src/report/plain.ts';
import type { RunEvent } from '../../../src/run/events.ts';
import { BROKEN_RUN, FAILED_RUN, GOOD_RUN, LONG_RUN, MEASURED_RUN, SUMMARY } from '../../support/events.ts';
import { suite } from '../../support/suite.ts';

function draw(events: readonly RunEvent[], options: { colour?: boolean; verbose?: boolean } = {}): string {
  let text = '';
  const reporter = new PlainReporter(
    (part) => {
      text += part;
    },
    { colour: options.colour ?? false, verbose: options.verbose ?? false },
  );
  for (const event of events) reporter.on(event);
  return text;
}

const plain = suite('the plain reporter');

plain('a run in which everything holds, line by line', () => {
  assert.is(
    draw(GOOD_RUN),
    `demo: A demonstration (size=3)
in a sandbox, a user namespace of this user; private Open vSwitch on the userspace datapath, since this kernel has no openvswitch module

[1/2] Build it
  $ ip netns add ns1  2 ms
  changed: + ns1: namespace exists
  passed in 12 ms

[2/2] Look at it
  note: a sample of all pairs
  ok ns1 reaches 10.0.0.2: 1 of 1 answered  1.25 s
  changed: nothing
  passed in 1.25 s

demo: all holds: 1 check passed, 0 failed, in 1.50 s
clean-up: nothing is left
`,
  );
});

plain('commands that overlap: each end says which command it is of', () => {
  const [one, two] = ['ip netns exec a true', 'ip netns exec b true'] as const;
  const begun = (command: string): RunEvent => ({ type: 'command-started', step: 'build', command, housekeeping: true });
  const done = (command: string): RunEvent => ({
    ...{ type: 'command-finished', step: 'build', command, housekeeping: true, exitCode: 0, stdout: '', stderr: '', durationMs: 3 },
  });
  assert.is(
    draw([begun(one), begun(two), done(one), done(two)], { verbose: true }),
    `  $ ${one}\n  $ ${two}\n    done in 3 ms: ${one}\n    done in 3 ms\n`,
  );
});

plain('what was measured: each turn, the table with its bars, what holds; a command that comes again is shown once', () => {
  const text = draw(MEASURED_RUN);
  assert.is(text.split('$ iperf3 -c 10.0.0.2').length, 2);
  for (const line of [
    '  round 1, path a: 1 kn',
    '  round 3, path a: 3 kn',
    '  Speed, kn (more is better)',
    '  Speed: no difference holds; what lies between any two may be noise.',
  ])
    assert.ok(text.includes(`\n${line}\n`), `${line}: ${text}`);
  assert.match(text, /\n {4}path a {2}10\.0 {2}8\.00–12\.0 {2}█+▓+─+┤\n {4}path b/);
  assert.is(draw(MEASURED_RUN, { verbose: true }).split('$ iperf3 -c 10.0.0.2').length, 4);
  assert.is(stripAnsi(draw(MEASURED_RUN, { colour: true })), text);
});

plain('where the time went', () => {
  const phases = [
    { phase: 'node', durationMs: 40 },
    { phase: 'commands', durationMs: 120 },
  ] as const;
  assert.is(
    draw([{ type: 'timing', phases, cpuMs: 55.5, memoryKb: 51_200 }]),
    `
   40 ms   25 %  Node's own start
  120 ms   75 %  the lesson's commands
  160 ms  100 %  since the start
the program itself: 56 ms of processor time, 50 MB of memory at most
`,
  );
});

plain('a failed check says what, why, and how to see it', () => {
  assert.match(
    draw(FAILED_RUN),
    `  FAILED ns1 reaches 10.0.0.2
    expected: 1 of 1 pings answered
    actual:   answers are missing
    reason:   veth1 in ns1 is down
      | 1 packets transmitted, 0 received
    see it:   ip netns exec ns1 ping -c 1 10.0.0.2
  skipped the switch has learnt: the step before it does not hold
  failed in 5.00 s

demo: does not hold: 0 checks passed, 1 failed, 1 skipped, in 1.50 s
clean-up: something is left behind
  process 7 (sleep) is still there
`,
  );
});

plain('a failed command says what it printed', () => {
  assert.match(
    draw(BROKEN_RUN),
    `  ! exit code 2: ip link add veth0 type veth
  !   | RTNETLINK answers: File exists
  broken in 12 ms
`,
  );
  assert.match(draw(BROKEN_RUN), "netscenario: a step's command failed\nfix: look above\n");
});

plain('what ended early is not said to have failed', () => {
  const verdict = (exitCode: number) =>
    draw([{ ...SUMMARY, ok: false, exitCode, checks: { passed: 1, failed: 0, skipped: 0 } }]).match(/demo: (.*): 1 check passed/)?.[1];
  assert.equal([1, 3, 4, 129, 130, 143].map(verdict), [
    'does not hold',
    'could not be judged',
    'skipped',
    'interrupted',
    'interrupted',
    'interrupted',
  ]);
});

plain('a long step is cut, and what is cut is counted', () => {
  const text = draw(LONG_RUN);
  assert.match(text, '  … 6 more commands (-v shows all)\n  … 2 more checks (-v shows all)\n');
  assert.is(text.match(/^ {2}\$ /gm)?.length, 24);
  assert.is(draw(LONG_RUN, { verbose: true }).match(/^ {2}\$ /gm)?.length, 30);
});

plain('verbose shows output and housekeeping, escapes of tools taken out', () => {
  const text = draw(GOOD_RUN, { verbose: true });
  assert.match(text, '    | red words\n');
  assert.match(text, '  $ sysctl -qep baseline');
  assert.not.match(text, '\u001b');
});

plain('verbose shows with what a check is seen', () => {
  assert.match(draw(GOOD_RUN, { verbose: true }), '  ok ns1 reaches 10.0.0.2: 1 of 1 answered  1.25 s\n    see it: ping 10.0.0.2\n');
  assert.not.match(draw(GOOD_RUN), 'see it');
});

plain('a step that never began has its title', () => {
  assert.match(draw(BROKEN_RUN), '  broken in 12 ms\n\n[2/2] Look at it\n  skipped\n');
});

plain('colour changes nothing but colour', () => {
  for (const run of [GOOD_RUN, FAILED_RUN, BROKEN_RUN, LONG_RUN]) {
    const coloured = draw(run, { colour: true });
    assert.match(coloured, '\u001b[');
    assert.is(stripAnsi(coloured), draw(run));
    assert.not.match(draw(run), '\u001b');
  }
});
plain.run();
