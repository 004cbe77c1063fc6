// guard: alone
// guard: deadline 240 s
import * as assert from 'uvu/assert';
import { differences } from '../../src/model/diff.ts';
import { LESSON_IDS } from '../../src/plan/catalogue.ts';
import { runPlan } from '../../src/run/engine.ts';
import { sandboxOptionsFor } from '../../src/run/runnable.ts';
import { Sandbox } from '../../src/sandbox/sandbox.ts';
import { canonical, observeAll } from '../support/canonical.ts';
import { settled, snapshot } from '../support/host-snapshot.ts';
import { type Account, accounts } from '../support/installation.ts';
import { claimsOf, onThrowAway, planOf, runScript, scriptOf, startScript } from '../support/scripts.ts';
import { shellChannel } from '../support/shell-channel.ts';
import { suite } from '../support/suite.ts';

const test = suite('printed scripts');
const [root, user] = accounts() as readonly [Account, Account];

/** Busy machines answer late; a script that holds does not wait. */
const PATIENT = { DEADLINE: '20' };

for (const lesson of LESSON_IDS) {
  for (const account of [root, user]) {
    test(`${lesson} holds in its sandbox as ${account.name}, and leaves the machine as it was`, async () => {
      const plan = await planOf(lesson);
      const before = snapshot();
      const { code, output } = await runScript(['bash', scriptOf(plan, 'sandbox')], { account, env: PATIENT });
      assert.is(code, 0, output);
      for (const claim of claimsOf(plan)) assert.ok(output.includes(claim), `${claim} is not in\n${output}`);
      assert.match(output, /all holds: \d+ checks passed, 0 failed, 0 skipped\nclean-up: nothing is left\n$/);
      assert.equal(await settled(before), []);
    });
  }

  test(`${lesson} leads to the network of run, in both forms`, async () => {
    const expected = await stateOfRun(lesson);
    assert.equal(await stateOfSandbox(lesson), expected);
    assert.equal(await stateOfHost(lesson), expected);
  });
}

async function stateOfRun(lesson: string): Promise<object> {
  const plan = await planOf(lesson);
  const sandbox = await Sandbox.create(sandboxOptionsFor(plan));
  try {
    const signal = new AbortController().signal;
    const options = {
      channel: sandbox.channel,
      emit: () => undefined,
      signal,
      lang: 'en',
      deadlineMs: 20_000,
      diff: false,
      verbose: false,
    } as const;
    assert.is((await runPlan(plan, options)).status, 'held');
    const network = await observeAll(plan, sandbox.channel);
    assert.equal(differences(plan.steps.at(-1)?.after ?? plan.before, network), []);
    return canonical(network);
  } finally {
    await sandbox.dispose();
  }
}

async function stateOfSandbox(lesson: string): Promise<object> {
  const plan = await planOf(lesson);
  const running = startScript(['bash', scriptOf(plan, 'sandbox'), '--keep'], { account: user, env: PATIENT });
  await running.said('stays up until');
  const state = canonical(await observeAll(plan, shellChannel(running)));
  running.child.stdin?.end();
  const { code, output } = await running.ended;
  assert.is(code, 0, output);
  return state;
}

async function stateOfHost(lesson: string): Promise<object> {
  const plan = await planOf(lesson);
  const command = 'bash $SCRIPT --keep $0; echo "kept with $?"; bash; bash $SCRIPT --undo; echo "undone with $?"';
  const flags = lesson === 'docker-bridge' ? '--public' : '';
  const running = startScript(onThrowAway(scriptOf(plan, 'host'), ['bash', '-c', command.replace('$0', flags)]), { env: PATIENT });
  await running.said('kept with 0');
  const state = canonical(await observeAll(plan, shellChannel(running)));
  running.child.stdin?.end();
  const { output } = await running.ended;
  assert.match(output, /clean-up: nothing is left\nundone with 0\n$/);
  return state;
}

test.run();
