import * as assert from 'uvu/assert';
import { gatherFacts } from '../../src/exec/facts.ts';
import { loadScenario } from '../../src/plan/catalogue.ts';
import { openingOf } from '../../src/plan/opening.ts';
import { type Plan, planScenario } from '../../src/plan/plan.ts';
import { EarlySandbox } from '../../src/run/early-sandbox.ts';
import { sandboxOptionsFor } from '../../src/run/runnable.ts';
import { suite } from '../support/suite.ts';

const test = suite('a sandbox that is made early');

const plan = async () => planScenario(await loadScenario('bridge-3ns'), { set: [], facts: gatherFacts() });
const openedWith = (commands: ReturnType<typeof openingOf>) =>
  new EarlySandbox({ uidRange: false, commands: { system: commands, netdev: commands } });

const wantedBy = (planned: Plan) => [sandboxOptionsFor(planned), openingOf(planned)] as const;

test('tells what has been begun in it when somebody follows, in order, and does nothing twice', async () => {
  const commands = openingOf(await plan());
  const { sandbox, commands: begun } = await openedWith(commands).for(...wantedBy(await plan()));
  try {
    const told: string[] = [];
    const results = await begun?.follow({
      onBegin: (index) => told.push(`begin ${commands[index]?.text}`),
      onEnd: (index) => told.push(`end ${commands[index]?.text}`),
    });
    assert.equal(
      results?.map(({ command, exitCode }) => [command, exitCode]),
      commands.map(({ text }) => [text, 0]),
    );
    for (const { text } of commands) {
      assert.is(told.filter((line) => line === `end ${text}`).length, 1, text);
      assert.ok(told.indexOf(`begin ${text}`) < told.indexOf(`end ${text}`), text);
    }
  } finally {
    assert.equal(await sandbox.dispose(), { ok: true, leftovers: [] });
  }
});

test('is thrown away where the plan begins otherwise', async () => {
  const [first, ...others] = openingOf(await plan());
  assert.ok(first);
  const { sandbox, commands } = await openedWith([{ ...first, text: 'ip netns add other' }, ...others]).for(...wantedBy(await plan()));
  try {
    assert.is(commands, undefined);
    const [listed] = await sandbox.channel.run(['ip netns list']);
    assert.is(listed?.stdout, '');
  } finally {
    await sandbox.dispose();
  }
});
test.run();
