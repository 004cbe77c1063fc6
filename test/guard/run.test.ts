import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as assert from 'uvu/assert';
import { suite } from '../support/suite.ts';

const TESTS = dirname(dirname(fileURLToPath(import.meta.url)));

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly last: string | undefined;
}

/** Runs the guard on fixture files. */
function guard(patterns: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  const args = ['--import', 'tsx', `${TESTS}/run.ts`, '--root', `${TESTS}/fixtures/guard`, ...patterns];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env: { ...process.env, CI: '', ...env } }, (error, stdout) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, last: stdout.trimEnd().split('\n').at(-1) });
    });
  });
}

/** Fixture, last line, and what the guard must say about it. */
const RED: readonly (readonly [file: string, last: string, says: RegExp])[] = [
  ['fails', '1 passed, 1 failed, 0 skipped', /one is not two/],
  ['before-throws', '0 passed, 2 failed, 0 skipped', /the before hook of "sums" threw Error: thrown in before/],
  ['before-each-throws', '0 passed, 2 failed, 0 skipped', /the before.each hook of "sums" threw Error: thrown in before.each/],
  ['after-throws', '0 passed, 1 failed, 0 skipped', /the after hook of "sums" threw Error: thrown in after/],
  ['after-each-throws', '0 passed, 3 failed, 0 skipped', /the after.each hook of "sums" threw Error: thrown in after.each/],
  ['forgets-run', '0 passed, 2 failed, 0 skipped', /no suite of this file calls \.run\(\)/],
  ['forgets-one-run', '1 passed, 1 failed, 0 skipped', /"products" never ran "one by one"/],
  ['test-after-run', '1 passed, 1 failed, 0 skipped', /"sums" never ran "too late": sums\.run\(\) is missing or comes before/],
  ['empty-suite', '0 passed, 1 failed, 0 skipped', /"sums" has no tests/],
  ['no-suite', '0 passed, 1 failed, 0 skipped', /no suite of this file calls \.run\(\)/],
  ['uvu-itself', '1 passed, 1 failed, 0 skipped', /take suite from test\/support\/suite\.ts/],
  ['same-name', '0 passed, 1 failed, 0 skipped', /"sums" has two tests called "one and one"/],
  ['throws-at-import', '0 passed, 1 failed, 0 skipped', /thrown at import/],
  ['rejects-unhandled', '0 passed, 1 failed, 0 skipped', /nobody waits for this/],
  ['rejects-late', '1 passed, 1 failed, 0 skipped', /its tests have ended, but its process by exit code 1/],
  ['exits', '0 passed, 1 failed, 0 skipped', /ended by exit code 0 in the test "sums: ends the process"/],
  ['never-settles', '0 passed, 1 failed, 0 skipped', /ended by exit code 13 in the test "sums: waits for nothing"/],
  ['hangs', '0 passed, 1 failed, 0 skipped', /no end after 5 s, in the test "sums: never ends"/],
  ['sets-exit-code', '1 passed, 1 failed, 0 skipped', /exit code 3/],
  ['unknown-wish', '0 passed, 1 failed, 0 skipped', /does not know '\/\/ guard: in a hurry'/],
  ['no-such-file', '0 passed, 1 failed, 0 skipped', /no test file matches 'no-such-file'/],
];

const red = suite('what must be red');
for (const [file, last, says] of RED) {
  red(file, async () => {
    const ended = await guard([file]);
    assert.match(ended.stdout, says);
    assert.is(ended.last, last);
    assert.is(ended.code, 1);
  });
}

red('one pattern of two that matches nothing', async () => {
  const ended = await guard(['passes', 'pases']);
  assert.match(ended.stdout, /no test file matches 'pases'/);
  assert.is(ended.code, 1);
});

for (const file of ['skips-test', 'only-left']) {
  red(`a skip in CI: ${file}`, async () => {
    const ended = await guard([file], { CI: 'true' });
    assert.match(ended.stdout, /CI takes no skips/);
    assert.is(ended.last, '1 passed, 1 failed, 1 skipped');
    assert.is(ended.code, 1);
  });
}
red.run();

const green = suite('what must be green');

green('tests that pass, with what they tell', async () => {
  const ended = await guard(['passes']);
  assert.match(ended.stdout, /^ok passes\.test\.ts: 2 passed in \d+\.\d+ s\n {3}told: four\n/);
  assert.is(ended.last, '2 passed, 0 failed, 0 skipped');
  assert.is(ended.code, 0);
});

green('a skipped test, its reason printed', async () => {
  const ended = await guard(['skips-test']);
  assert.match(ended.stdout, /skipped "sums: needs a calculator": there is no calculator/);
  assert.is(ended.last, '1 passed, 0 failed, 1 skipped');
  assert.is(ended.code, 0);
});

green('skips of a suite and of a file that CI allows', async () => {
  const ended = await guard(['skips-suite', 'skips-file'], { CI: 'true' });
  assert.match(ended.stdout, /skipped "sums: one and one": there are no numbers/);
  assert.match(ended.stdout, /skipped "the whole file": there is no arithmetic/);
  assert.is(ended.last, '0 passed, 0 failed, 3 skipped');
  assert.is(ended.code, 0);
});

green('files that must be alone, one after the other', async () => {
  const ended = await guard(['alone-']);
  assert.is(ended.last, '2 passed, 0 failed, 0 skipped');
  assert.is(ended.code, 0);
});
green.run();
