import * as assert from 'uvu/assert';
import { loadScenario } from '../../../src/plan/catalogue.ts';
import { openingOf, planOpenings } from '../../../src/plan/opening.ts';
import { planScenario } from '../../../src/plan/plan.ts';
import { suite } from '../../support/suite.ts';

const test = suite('what a lesson begins with');

const textsOf = (commands: readonly { readonly text: string }[]) => commands.map(({ text }) => text);

test('is the first commands of its plan where nothing is set, whatever Open vSwitch forwards with', async () => {
  for (const [id, { commands }] of Object.entries(await planOpenings()))
    for (const ovsDatapath of ['system', 'netdev'] as const) {
      const plan = planScenario(await loadScenario(id), { set: [], facts: { ovsDatapath } });
      const first = plan.steps[0]?.actions.flatMap((action) => textsOf(action.commands)) ?? [];
      const texts = textsOf(commands[ovsDatapath]);
      assert.equal(texts, first.slice(0, texts.length), `${id} with ${ovsDatapath}`);
      assert.is(texts.length > 0, id !== 'docker-real', id);
    }
});

test('ends before what is only looked at', async () => {
  const { steps, needs } = planScenario(await loadScenario('bridge-3ns'), { set: [], facts: { ovsDatapath: 'netdev' } });
  const [first] = steps;
  assert.ok(first);
  const [one, ...others] = first.actions;
  assert.ok(one);
  const looking = { ...first, actions: [one, ...others.map((action) => ({ ...action, look: true }))] };
  assert.equal(textsOf(openingOf({ steps: [looking], needs })), textsOf(one.commands));
});
test.run();
