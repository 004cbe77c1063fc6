// guard: alone
// guard: deadline 900 s
import * as assert from 'uvu/assert';
import { gatherFacts } from '../../src/exec/facts.ts';
import { LESSON_IDS, loadScenario } from '../../src/plan/catalogue.ts';
import { planScenario } from '../../src/plan/plan-scenario.ts';
import { brief, briefFlags } from '../support/brief.ts';
import { mayRun } from '../support/forms.ts';
import { settled, snapshot } from '../support/host-snapshot.ts';
import { type Account, accounts, installCopy } from '../support/installation.ts';
import { pooled, start, summaryOf, trouble } from '../support/runs.ts';
import { suite } from '../support/suite.ts';

const test = suite('a run that is killed');
const installed = installCopy();
const [root, user] = accounts() as readonly [Account, Account];
test.after(() => installed.remove());

/** Runs under way at once. */
const AT_ONCE = 4;

type Deadly = 'SIGKILL' | 'SIGTERM' | 'SIGINT' | 'SIGHUP';
const CODES: Readonly<Record<Exclude<Deadly, 'SIGKILL'>, number>> = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

interface Case {
  readonly account: Account;
  readonly signal: Deadly;
  readonly step: string;
  /** Whether to hold the run open after its last step, so that the signal cannot come too late. */
  readonly keep?: boolean;
}

/** How often a run may be over before its signal reaches it; one that never heeds signals would be so each time. */
const TOO_LATE_AT_MOST = 4;

async function kill(lesson: string, one: Case): Promise<void> {
  for (let late = 0; late < TOO_LATE_AT_MOST; late++) if (await killed(lesson, one)) return;
  assert.unreachable(`${lesson} as ${one.account.name}, ${one.signal} after ${one.step}: it was over each time`);
}

/** Whether the signal reached the run before its end; then what it did is asserted. */
async function killed(lesson: string, { account, signal, step, keep }: Case): Promise<boolean> {
  let sent = false;
  const { ended } = start(
    installed.program,
    ['run', lesson, '--reporter', 'json', ...(await briefFlags(lesson)), ...(keep ? ['--keep'] : [])],
    {
      account,
      onEvent(event, child) {
        if (event.type !== 'step-finished' || event.step !== step || sent) return;
        sent = true;
        child.kill(signal);
      },
    },
  );
  const result = await ended;
  const where = `${lesson} as ${account.name}, ${signal} after ${step}`;
  assert.ok(sent, `${where}: never got there: ${trouble(result)}`);
  if (result.code === 0 && !keep) return false;
  if (signal === 'SIGKILL') {
    assert.is(result.signal, 'SIGKILL', where);
    return true;
  }
  assert.is(result.code, CODES[signal], `${where}: ${trouble(result)}`);
  assert.ok(summaryOf(result).cleanup.ok, where);
  return true;
}

for (const lesson of LESSON_IDS) {
  test(`${lesson}: nothing is left after SIGKILL, SIGTERM or SIGINT after any step`, async () => {
    const plan = planScenario(await loadScenario(lesson), { set: await brief(lesson), facts: gatherFacts() });
    const { steps } = plan;
    const cases = steps.slice(0, -1).flatMap(({ id }): Case[] => [
      { account: root, signal: 'SIGKILL', step: id },
      { account: root, signal: 'SIGTERM', step: id },
      { account: root, signal: 'SIGINT', step: id },
      { account: user, signal: 'SIGKILL', step: id },
    ]);
    const last = steps.at(-1)?.id ?? '';
    for (const account of [root, user])
      for (const signal of ['SIGKILL', 'SIGTERM', 'SIGINT'] as const) cases.push({ account, signal, step: last, keep: true });
    // The user's part differs in the user namespace alone; one step shows what it does at a signal.
    const middle = steps[Math.floor(steps.length / 2)]?.id ?? '';
    for (const signal of ['SIGTERM', 'SIGINT'] as const) cases.push({ account: user, signal, step: middle });
    const before = snapshot();
    const possible = cases.filter(({ account }) => mayRun(plan, account));
    await pooled(possible, AT_ONCE, (one) => kill(lesson, one));
    assert.equal(await settled(before), []);
  });
}

test('a terminal that goes away ends the run with 129', async () => {
  const before = snapshot();
  await kill('veth-same-host', { account: user, signal: 'SIGHUP', step: 'silence' });
  assert.equal(await settled(before), []);
});

test('a signal before the sandbox is ready, or while it is made, leaves nothing', async () => {
  const before = snapshot();
  await pooled([0, 3, 6, 9, 12, 20, 30, 40, 60, 90, 110, 130, 150, 170, 190, 220], AT_ONCE, async (afterMs) => {
    for (const signal of ['SIGINT', 'SIGKILL'] as const)
      for (const program of [installed.program, installed.cli]) {
        const { child, ended } = start(program, ['run', 'ovs-internal', '--reporter', 'json']);
        setTimeout(() => child.kill(signal), afterMs);
        const { code, signal: by } = await ended;
        assert.ok(by === signal || code === 130 || code === 0, `${signal} after ${afterMs} ms ended with ${code ?? by}`);
      }
  });
  assert.equal(await settled(before), []);
});

test('a second Ctrl-C ends it at once', async () => {
  const before = snapshot();
  const { child, ended } = start(installed.program, ['run', 'veth-same-host', '--reporter', 'json'], {
    onEvent(event) {
      if (event.type !== 'step-finished' || event.step !== 'silence') return;
      child.kill('SIGINT');
      child.kill('SIGINT');
    },
  });
  assert.is((await ended).code, 130);
  assert.equal(await settled(before), []);
});

test('a reader that goes away early leaves nothing', async () => {
  const before = snapshot();
  const { child, ended } = start(installed.program, ['run', 'bridge-3ns']);
  child.stdout?.once('data', () => child.stdout?.destroy());
  assert.is((await ended).code, 0);
  assert.equal(await settled(before), []);
});

test.run();
