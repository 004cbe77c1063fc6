import * as assert from 'uvu/assert';
import { gatherFacts } from '../../src/exec/facts.ts';
import { loadScenario } from '../../src/plan/catalogue.ts';
import { type FirstCommands, openingOf } from '../../src/plan/opening.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { planScenario } from '../../src/plan/plan-scenario.ts';
import { EarlySandbox } from '../../src/run/early-sandbox.ts';
import { sandboxOptionsFor } from '../../src/run/runnable.ts';
import { suite } from '../support/suite.ts';

const test = suite('a sandbox that is made early');

const plan = async (id = 'bridge-3ns') => planScenario(await loadScenario(id), { set: [], facts: gatherFacts() });
const openedWith = (commands: FirstCommands) =>
  new EarlySandbox({ uidRange: false, atOnce: true, commands: { system: commands, netdev: commands } });
const wantedBy = (planned: Plan) => [sandboxOptionsFor(planned), openingOf(planned)] as const;

for (const [id, rows] of [
  ['bridge-3ns', 1],
  ['ovs-internal', 2],
] as const)
  test(`of ${id} tells what has been begun in it when somebody follows, in order, and does nothing twice`, async () => {
    const opening = openingOf(await plan(id));
    const { first, beside } = opening;
    const { sandbox, commands: begun } = await openedWith(opening).for(...wantedBy(await plan(id)));
    try {
      assert.is(begun.length, rows);
      for (const [at, commands] of [first, beside].slice(0, rows).entries()) {
        const told: string[] = [];
        const results = await begun[at]?.follow({
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
      }
    } finally {
      assert.equal(await sandbox.dispose(), { ok: true, leftovers: [] });
    }
  });

test('is thrown away where the plan begins otherwise', async () => {
  const opening = openingOf(await plan());
  const [one, ...others] = opening.first;
  assert.ok(one);
  const changed = { ...opening, first: [{ ...one, text: 'ip netns add other' }, ...others] };
  const { sandbox, commands } = await openedWith(changed).for(...wantedBy(await plan()));
  try {
    assert.equal(commands, []);
    const [listed] = await sandbox.channel.run(['ip netns list']);
    assert.is(listed?.stdout, '');
  } finally {
    await sandbox.dispose();
  }
});
test.run();
