import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import stripAnsi from 'strip-ansi';
import * as assert from 'uvu/assert';
import { suite } from '../../support/suite.ts';

const DRAW = fileURLToPath(new URL('../../support/draw-list.ts', import.meta.url));

/** Draws a scripted run in a process of its own, since listr2 writes to its standard output by itself. */
function draw(run: 'GOOD_RUN' | 'FAILED_RUN' | 'BROKEN_RUN' | 'LONG_RUN' | 'MEASURED_RUN', ...flags: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, ['--import', 'tsx', DRAW, run, ...flags], (error, stdout, stderr) => {
      if (error) reject(new Error(stderr));
      else resolve(stripAnsi(stdout));
    });
  });
}

const list = suite('the task list');

list('has a row a step, and what happened below it', async () => {
  const text = await draw('GOOD_RUN');
  assert.match(text, /^demo: A demonstration/);
  for (const line of [
    'Build it',
    'Look at it',
    '$ ip netns add ns1  2 ms',
    '✔ ns1 reaches 10.0.0.2: 1 of 1 answered',
    'note: a sample of all pairs',
  ])
    assert.ok(text.includes(line), `${line}: ${text}`);
  assert.not.match(text, 'sysctl -qep');
  assert.match(text, /all holds: 1 check passed, 0 failed, in 1\.50 s\nclean-up: nothing is left\n$/);
});

list('shows what was measured below its row', async () => {
  const text = await draw('MEASURED_RUN');
  assert.is(text.split('$ iperf3 -c 10.0.0.2').length, 2, text);
  for (const line of ['round 3, path a: 3 kn', 'Speed, kn (more is better)', 'Speed: no difference holds'])
    assert.ok(text.includes(line), `${line}: ${text}`);
  assert.match(text, /path a {2}10\.0 {2}8\.00–12\.0 {2}█+▓+─+┤/);
});

list('shows what a failed check shows, and what is left behind', async () => {
  const text = await draw('FAILED_RUN');
  for (const line of [
    '✖ ns1 reaches 10.0.0.2',
    'expected: 1 of 1 pings answered',
    'reason:   veth1 in ns1 is down',
    '○ the switch has learnt: skipped',
  ])
    assert.ok(text.includes(line), `${line}: ${text}`);
  assert.match(text, /clean-up: something is left behind\n {2}process 7/);
});

list('ends though a step was never begun', async () => {
  const text = await draw('BROKEN_RUN');
  assert.ok(text.includes('exit code 2: ip link add veth0 type veth'), text);
  assert.match(text, /netscenario: a step's command failed\nfix: look above/);
});

list('cuts a long step, unless all is asked for', async () => {
  assert.ok((await draw('LONG_RUN')).includes('… 6 more commands'));
  assert.ok((await draw('LONG_RUN', '--verbose')).includes('$ ip netns add ns29'));
});
list.run();
