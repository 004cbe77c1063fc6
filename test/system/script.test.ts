// guard: alone
// guard: deadline 600 s
import * as assert from 'uvu/assert';
import { differences } from '../../src/model/diff.ts';
import { LESSON_IDS } from '../../src/plan/catalogue.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { planScenario } from '../../src/plan/plan-scenario.ts';
import { runPlan } from '../../src/run/engine.ts';
import { sandboxOptionsFor } from '../../src/run/runnable.ts';
import { Sandbox } from '../../src/sandbox/sandbox.ts';
import { action, check } from '../../src/vocabulary/index.ts';
import { lessonOf, stepOf } from '../fixtures/lessons/base.ts';
import { canonical, observeAll } from '../support/canonical.ts';
import { formsOf, mayRun } from '../support/forms.ts';
import { settled, snapshot } from '../support/host-snapshot.ts';
import { type Account, accounts } from '../support/installation.ts';
import { pooled } from '../support/runs.ts';
import { claimsOf, flagsOf, onThrowAway, planOf, runScript, scriptOf, startScript } from '../support/scripts.ts';
import { shellChannel } from '../support/shell-channel.ts';
import { suite } from '../support/suite.ts';
import { tell } from '../support/tell.ts';

const test = suite('printed scripts');
const [root, user] = accounts() as readonly [Account, Account];

const AT_ONCE = 4;

/** Busy machines answer late; a script that holds does not wait. */
const PATIENT = { DEADLINE: '20' };

test('every lesson holds in its sandbox, as root and as an ordinary user, and leaves the machine as it was', async () => {
  const cases = LESSON_IDS.flatMap((lesson) => [root, user].map((account) => ({ lesson, account })));
  const before = snapshot();
  await pooled(cases, AT_ONCE, async ({ lesson, account }) => {
    const plan = await planOf(lesson);
    const { code, output } = await runScript(['bash', scriptOf(plan, 'sandbox')], { account, env: PATIENT });
    if (!mayRun(plan, account)) {
      assert.is(code, 4, output);
      assert.match(output, /: only root may run this lesson: .*\nfix: run this script with sudo/);
      return;
    }
    assert.is(code, 0, output);
    for (const claim of claimsOf(plan)) assert.ok(output.includes(claim), `${claim} is not in\n${output}`);
    assert.match(output, /all holds: \d+ checks passed, 0 failed, 0 skipped\nclean-up: nothing is left\n$/);
  });
  assert.equal(await settled(before), []);
});

for (const lesson of LESSON_IDS) {
  test(`${lesson} leads to the network of run, in every form`, async () => {
    const forms = formsOf(await planOf(lesson));
    const [expected, sandbox, host] = await Promise.all([
      stateOfRun(lesson),
      stateOfSandbox(lesson),
      forms.includes('host') ? stateOfHost(lesson) : undefined,
    ]);
    assert.equal(sandbox, expected);
    if (host) assert.equal(host, expected);
    else tell(`${lesson}: its script is for a sandbox alone`);
  });
}

test('every lesson holds on a machine twice in a row, at once', async () => {
  await pooled(LESSON_IDS, AT_ONCE, async (lesson) => {
    const plan = await planOf(lesson);
    if (!formsOf(plan).includes('host')) return;
    const twice = `bash $SCRIPT ${flagsOf(plan)}; echo "first $?"; bash $SCRIPT ${flagsOf(plan)}; echo "second $?"; ls -A /run/netns /tmp`;
    const { output } = await runScript(onThrowAway(scriptOf(plan, 'host'), ['bash', '-c', twice]), { env: PATIENT });
    assert.match(output, /clean-up: nothing is left\nfirst 0\n[\s\S]*clean-up: nothing is left\nsecond 0\n\/run\/netns:\n\n\/tmp:\n$/);
    for (const claim of claimsOf(plan)) assert.is(output.split(claim).length, 1 + 2 * countOf(plan, claim), claim);
  });
});

test('bridge-3ns holds ten times in a row', async () => {
  const tenTimes = 'for _ in 1 2 3 4 5 6 7 8 9 10; do bash $SCRIPT >/tmp/out || cat /tmp/out; tail -n 1 /tmp/out; done';
  const { output } = await runScript(onThrowAway(scriptOf(await planOf('bridge-3ns'), 'host'), ['bash', '-c', tenTimes]), { env: PATIENT });
  assert.is(output, 'clean-up: nothing is left\n'.repeat(10));
});

test('it can be piped into a shell', async () => {
  const script = scriptOf(await planOf('veth-same-host'), 'sandbox');
  const { code, output } = await runScript(['bash', '-c', `cat ${script} | bash`], { account: user, env: PATIENT });
  assert.is(code, 0, output);
  assert.match(output, /all holds: 18 checks passed/);
});

test('the form for a machine can be piped into a shell, too, and takes back what it made', async () => {
  const piped = 'cat $SCRIPT | bash; echo "code $?"; ip netns; ip -br link; ls -d /run/netns/* /run/netscenario*';
  const { output } = await runScript(onThrowAway(scriptOf(await planOf('bridge-3ns'), 'host'), ['bash', '-c', piped]), { env: PATIENT });
  assert.match(output, /8 checks passed, 0 failed, 0 skipped\nclean-up: nothing is left\ncode 0\nlo .*\nls: .*\nls: .*\n$/);
});

test('with --keep it must be a file, since the shell would read from the pipe', async () => {
  const script = scriptOf(await planOf('veth-direct'), 'sandbox');
  const { code, output } = await runScript(['bash', '-c', `cat ${script} | bash -s -- --keep`], { account: user });
  assert.is(code, 2);
  assert.is(
    output,
    'veth-direct: --keep opens a shell, and this script is read from a pipe\nfix: save the script to a file and run that\n',
  );
});

test('twenty namespaces hold, and say that a sample is checked', async () => {
  const plan = await planOf('ovs-internal', ['namespaces=20']);
  const { code, output } = await runScript(['bash', scriptOf(plan, 'sandbox')], { env: PATIENT });
  assert.is(code, 0, output);
  for (const claim of claimsOf(plan)) assert.ok(output.includes(claim));
});

test('a port may have the name of a word that its listing has', async () => {
  const members = ['permanent', 'static'].map((dev, index) => ({ netns: `ns${index}`, dev, address: `10.0.0.${index + 1}` }));
  const joining = members.flatMap(({ netns, dev, address }) => [
    action.netns({ name: netns }),
    action.veth({ name: 'eth0', peer: dev }),
    action.move({ dev: 'eth0', to: netns }),
    action.bridgePort({ dev, bridge: 'br0' }),
    action.up({ dev }),
    action.address({ netns, dev: 'eth0', address: `${address}/24` }),
    action.up({ netns, dev: 'eth0' }),
  ]);
  const roles = members.map(({ netns, address }) => ({ netns, address }));
  const step = stepOf({
    actions: [action.bridge({ name: 'br0' }), action.up({ dev: 'br0' }), ...joining],
    checks: [
      check.reaches({ from: 'ns0', to: '10.0.0.2' }),
      check.joined({ by: 'bridge', members: roles }),
      check.learnt({ on: 'bridge', members: roles }),
    ],
  });
  const plan = planScenario(lessonOf({ steps: () => [step] }), { set: [], facts: { ovsDatapath: 'netdev' } });
  const { code, output } = await runScript(['bash', scriptOf(plan, 'sandbox')], { env: PATIENT });
  assert.is(code, 0, output);
});

function countOf(plan: Plan, claim: string): number {
  return claimsOf(plan).filter((one) => one === claim).length;
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
  const running = startScript(['bash', scriptOf(plan, 'sandbox'), '--keep'], { account: mayRun(plan, user) ? user : root, env: PATIENT });
  await running.said('stays up until');
  const state = canonical(await observeAll(plan, shellChannel(running)));
  running.child.stdin?.end();
  const { code, output } = await running.ended;
  assert.is(code, 0, output);
  return state;
}

async function stateOfHost(lesson: string): Promise<object> {
  const plan = await planOf(lesson);
  const command = `bash $SCRIPT --keep ${flagsOf(plan)}; echo "kept with $?"; bash; bash $SCRIPT --undo; echo "undone with $?"`;
  const running = startScript(onThrowAway(scriptOf(plan, 'host'), ['bash', '-c', command]), { env: PATIENT });
  await running.said('kept with 0');
  const state = canonical(await observeAll(plan, shellChannel(running)));
  running.child.stdin?.end();
  const { output } = await running.ended;
  assert.match(output, /clean-up: nothing is left\nundone with 0\n$/);
  return state;
}

test.run();
