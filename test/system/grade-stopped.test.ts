// guard: alone
// guard: deadline 300 s
/** A grade that is stopped leaves nothing, and grades beside each other do not disturb each other. */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as assert from 'uvu/assert';
import { referenceSolution } from '../../src/lab/solution.ts';
import { gradeAs } from '../support/grade-as.ts';
import { changesBetween, settled, snapshot } from '../support/host-snapshot.ts';
import { accounts, installCopy } from '../support/installation.ts';
import { exercise } from '../support/submit.ts';
import { suite } from '../support/suite.ts';

const test = suite('grades that are stopped or many');
const installed = installCopy();
const folder = mkdtempSync(join(tmpdir(), 'netscenario-stopped-'));
chmodSync(folder, 0o755);
test.after(() => {
  installed.remove();
  rmSync(folder, { recursive: true });
});

const right = referenceSolution(await exercise('veth-direct'));
/** A process of the script, told from all others by how long it sleeps. */
const SLEEPER = '86399';

function isRunning(): Promise<boolean> {
  return new Promise((resolve) =>
    spawn('pgrep', ['-fx', `sleep ${SLEEPER}`], { stdio: 'ignore' }).once('close', (code) => resolve(code === 0)),
  );
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await delay(50);
}

const closed = (child: ChildProcess): Promise<number | NodeJS.Signals | null> =>
  new Promise((resolve) => child.once('close', (code, signal) => resolve(code ?? signal)));

const ENDS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129, SIGKILL: 'SIGKILL' } as const;

for (const account of accounts()) {
  for (const [signal, end] of Object.entries(ENDS)) {
    test(`${signal} while a script is graded leaves nothing (${account.name})`, async () => {
      const solution = join(folder, 'solution.sh');
      writeFileSync(solution, `${right}\nset +e\nsetsid sleep ${SLEEPER} & trap '' TERM INT HUP; while :; do sleep 1; done`);
      const before = snapshot();
      const child = spawn(process.execPath, [installed.cli, 'lab', 'grade', 'veth-direct', '--solution', solution], {
        ...{ cwd: '/', uid: account.uid, gid: account.gid, stdio: 'ignore' },
        env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8', HOME: '/' },
      });
      const ended = closed(child);
      await until(isRunning);
      child.kill(signal as NodeJS.Signals);
      assert.is(await ended, end);
      await until(async () => !(await isRunning()));
      assert.equal(await settled(before), []);
      assert.equal(changesBetween(before, snapshot()), []);
    });
  }

  test(`ten grades at once give what one gives (${account.name})`, async () => {
    const runs = await Promise.all(
      Array.from({ length: 10 }, (_, index) => gradeAs(index % 2 === 0 ? right : 'ip netns add ns0', { cli: installed.cli, account })),
    );
    const most = runs[0]?.grade.maxScore;
    assert.equal(
      runs.map(({ grade }) => grade.score),
      runs.map((_, index) => (index % 2 === 0 ? most : 1)),
    );
  });
}

test.run();
