// guard: alone
// guard: deadline 240 s
import { chmodSync, cpSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { ROOT } from '../../src/paths.ts';
import { settled, snapshot } from '../support/host-snapshot.ts';
import { accounts, installCopy } from '../support/installation.ts';
import { start } from '../support/runs.ts';
import { suite } from '../support/suite.ts';
import { makeTempDir } from '../support/temp-dir.ts';

const test = suite('prove');
const installed = installCopy();
test.after(() => installed.remove());

const folder = makeTempDir();
chmodSync(folder, 0o755);
const lessons = join(folder, 'lessons');
cpSync(join(ROOT, 'test/fixtures/lessons'), lessons, { recursive: true });
const fixture = (name: string) => join(lessons, `${name}.ts`);

for (const account of accounts())
  test(`names the one action that no check guards, as ${account.name}`, async () => {
    const { code, stdout, stderr } = await start(installed.program, ['prove', fixture('unguarded')], { account }).ended;
    assert.is(code, 1, stderr);
    assert.is(stderr, '');
    assert.is(
      stdout,
      `fixture: A lesson with a fault
the whole lesson holds: 1 check passed; now each of its 3 actions is left out once

guarded    only: Create the bridge br0
           noticed by a command, which fails: sysctl -w net.ipv4.conf.br0.rp_filter=1
unguarded  only: Set net.ipv4.conf.br0.rp_filter to 1 (steps[0].actions[1])
           the lesson holds without it: add a check that needs it (check.sysctlIs), or leave it out for good
guarded    only: Give br0 the address 10.0.0.1/24
           noticed by a check in only: the table local of host delivers 10.0.0.1 to itself (no device of host that is up holds 10.0.0.1)

fixture: not proved: 1 of its 3 actions is not guarded by any check
`,
    );
  });

test('tells programs the same', async () => {
  const { code, stdout } = await start(installed.program, ['prove', fixture('unguarded'), '--json']).ended;
  assert.is(code, 1);
  const { holds, failure, actions } = JSON.parse(stdout);
  assert.is(holds, true);
  assert.is(failure, null);
  assert.equal(
    actions.map(({ guarded }: { guarded: boolean }) => guarded),
    [true, false, true],
  );
  assert.equal(actions[1], {
    place: 'steps[0].actions[1]',
    step: 'only',
    title: 'Set net.ipv4.conf.br0.rp_filter to 1',
    guarded: false,
    noticedBy: null,
    advice: ['sysctlIs'],
  });
});

test('stops at a lesson that does not hold by itself', async () => {
  const { code, stdout } = await start(installed.program, ['prove', fixture('broken-check'), '--deadline', '0.2']).ended;
  assert.is(code, 1);
  assert.match(stdout, /does not hold as it is, so nothing can be proved\n {2}noticed by a check in only: .* delivers 10\.0\.0\.9/);
  assert.match(stdout, /fix: mend that first; netscenario run \S+broken-check\.ts shows all of it\n$/);
  assert.not.match(stdout, /guarded/);
  const told = await start(installed.program, ['prove', fixture('broken-check'), '--deadline', '0.2', '--json']).ended;
  assert.is(told.code, 1);
  const { holds, failure, actions } = JSON.parse(told.stdout);
  assert.is(holds, false);
  assert.is(failure.by, 'check');
  assert.is(failure.step, 'only');
  assert.equal(actions, []);
});

for (const account of accounts())
  test(`leaves nothing when it is interrupted among the mutants, as ${account.name}`, async () => {
    const before = snapshot();
    let sent = false;
    const { child, ended } = start(installed.program, ['prove', 'docker-bridge'], { account });
    child.stdout?.on('data', (chunk: string) => {
      if (sent || !chunk.includes('guarded ')) return;
      sent = true;
      child.kill('SIGINT');
    });
    const { code, stdout, stderr } = await ended;
    assert.ok(sent, stdout + stderr);
    assert.is(code, 130, stderr);
    assert.is(stderr, '');
    assert.match(stdout, /docker-bridge: interrupted; nothing is left of the sandboxes\n$/);
    assert.equal(await settled(before), []);
  });

test('ends orderly where its reader goes away', async () => {
  const { child, ended } = start(installed.program, ['prove', fixture('unguarded')]);
  child.stdout?.once('data', () => child.stdout?.destroy());
  const { code, stderr } = await ended;
  assert.is(code, 1, stderr);
  assert.is(stderr, '');
});

test.run();
