// guard: alone
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { ROOT } from '../../src/paths.ts';
import { LESSON_IDS } from '../../src/plan/catalogue.ts';
import { preparePlan } from '../../src/verbs/prepare.ts';
import { isProgram, missing, whyNot } from '../bench/compared.ts';
import { measurePair, ownCpu } from '../bench/measure.ts';
import { LESSON_NEEDS } from '../bench/rows.ts';
import { skip } from '../support/skip.ts';
import { suite } from '../support/suite.ts';
import { makeTempDir } from '../support/temp-dir.ts';

const bench = suite('npm run bench');

const SPREAD = String.raw`\d[\d.]* \(\d[\d.]* to \d[\d.]*\)`;
/** The ratio, its limit and the verdict, whichever it is. */
const REST = String.raw`\d+\.\d\d× \| [\d.]+× \| (met|MISSED) \|$`;

function measure(...flags: readonly string[]): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  const argv = ['--import', 'tsx', join(ROOT, 'test/bench/run.ts'), '--times', '1', ...flags];
  return spawnSync(process.execPath, argv, { cwd: ROOT, encoding: 'utf8' });
}

bench('a row has both sides with their spread, the ratio and the verdict', () => {
  const { status, stdout, stderr } = measure('--row', 'help');
  assert.is(status, 0, stderr);
  assert.match(stdout, /^netscenario .*Node .*Linux /);
  assert.match(stdout, new RegExp(String.raw`^\| --help \| node -e 0 \| 1 \| ${SPREAD} ms \| ${SPREAD} ms \| ${REST}`, 'm'));
});

bench('the other side runs in a sandbox', () => {
  const { status, stdout } = measure('--row', 'ovs-veth');
  assert.is(status, 0, stdout);
});

bench('every lesson has its script', () => {
  const folder = join(ROOT, 'test/bench/against');
  for (const id of LESSON_IDS) {
    assert.ok(existsSync(join(folder, `${id}.sh`)), `there is no ${id}.sh`);
    assert.is(spawnSync('bash', ['-n', join(folder, `${id}.sh`)]).status, 0, id);
  }
});

bench('a row needs what its lesson takes', async () => {
  for (const id of LESSON_IDS) {
    const { needs } = await preparePlan({ scenario: id, set: [], until: undefined });
    const programs = needs.flatMap((need) => (need.kind === 'tool' && isProgram(need.name) ? [need.name] : []));
    assert.equal(
      programs.filter((name) => !LESSON_NEEDS[id]?.includes(name)),
      [],
      id,
    );
  }
});

bench('memory is told in megabytes', () => {
  if (missing(['time']).length > 0) skip(whyNot(['time']), { allowedInCi: true });
  const { status, stdout } = measure('--row', 'memory');
  assert.is(status, 0, stdout);
  assert.match(stdout, new RegExp(String.raw`^\| peak memory .* \| ${SPREAD} MB \| ${SPREAD} MB \| ${REST}`, 'm'));
});

bench('processor time is that of the process, not of its children', async () => {
  const busy = 'for (const end = process.cpuUsage().user + 3e5; process.cpuUsage().user < end; );';
  const parent = `require('node:child_process').execFileSync(process.execPath, ['-e', ${JSON.stringify(busy)}])`;
  const { ours, theirs } = await measurePair({ ours: ownCpu(['-e', parent]), theirs: ownCpu(['-e', busy]) }, 1);
  assert.ok(ours.median > 0);
  assert.ok(theirs.median >= 300);
  assert.ok(ours.median < theirs.median);
});

bench('a side that fails is told as not measured, the others are measured, and the exit code is 1', () => {
  const broken = join(makeTempDir(), 'broken');
  writeFileSync(broken, '#!/bin/sh\n[ "$1" != list ] || exit 7\n', { mode: 0o755 });
  const { status, stdout } = measure('--program', broken, '--row', 'help', '--row', 'list');
  assert.is(status, 1);
  assert.match(stdout, new RegExp(`^\\| --help .*${REST}`, 'm'));
  assert.match(stdout, /^\| list \| node -e 0 \| 0 \| ended with 7.*\| not measured \|$/m);
});

bench('what is not installed is named with its package and the way to get it', () => {
  assert.is(whyNot(['mnexec', 'tcpdump']), 'mnexec (of mininet) and tcpdump not installed: npm run bench -- --install');
});

bench('results of fewer runs than the page promises are not written', () => {
  const { status, stderr } = measure('--write');
  assert.is(status, 1);
  assert.match(stderr, /--write takes at least 10 runs/);
});

bench.run();
