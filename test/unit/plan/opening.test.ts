import * as assert from 'uvu/assert';
import { loadScenario } from '../../../src/plan/catalogue.ts';
import { planLessons } from '../../../src/plan/lessons-planned.ts';
import { openingOf } from '../../../src/plan/opening.ts';
import { planScenario } from '../../../src/plan/plan-scenario.ts';
import { suite } from '../../support/suite.ts';

const test = suite('what a lesson begins with');

const textsOf = (commands: readonly { readonly text: string }[]) => commands.map(({ text }) => text);

test('is the first commands of its plan where nothing is set, whatever Open vSwitch forwards with', async () => {
  for (const {
    id,
    opening: { commands },
  } of await planLessons())
    for (const ovsDatapath of ['system', 'netdev'] as const) {
      const plan = planScenario(await loadScenario(id), { set: [], facts: { ovsDatapath } });
      const first = plan.steps[0]?.actions.flatMap((action) => textsOf(action.commands)) ?? [];
      const texts = textsOf(commands[ovsDatapath].first);
      assert.equal(texts, first.slice(0, texts.length), `${id} with ${ovsDatapath}`);
      assert.is(texts.length > 0, id !== 'docker-real', id);
      const beside = textsOf(commands[ovsDatapath].beside);
      const second = plan.steps[1]?.actions.flatMap((action) => textsOf(action.commands)) ?? [];
      assert.equal(beside, ['ovs-internal', 'ovs-veth', 'ovs-compare'].includes(id) ? second : [], id);
    }
});

test('goes on before the sandbox is ready where it makes namespaces and switches alone', async () => {
  for (const { id, opening } of await planLessons()) {
    const { steps } = planScenario(await loadScenario(id), { set: [], facts: { ovsDatapath: 'netdev' } });
    const kinds = steps[0]?.actions.map(({ kind }) => kind) ?? [];
    assert.is(
      opening.atOnce,
      kinds.every((kind) => ['netns', 'ovs-daemons', 'ovs-bridge'].includes(kind)),
      id,
    );
  }
});

test('ends before what is only looked at', async () => {
  const { steps, needs } = planScenario(await loadScenario('bridge-3ns'), { set: [], facts: { ovsDatapath: 'netdev' } });
  const [first] = steps;
  assert.ok(first);
  const [one, ...others] = first.actions;
  assert.ok(one);
  const looking = { ...first, actions: [one, ...others.map((action) => ({ ...action, look: true }))] };
  assert.equal(textsOf(openingOf({ steps: [looking], needs }).first), textsOf(one.commands));
});

test('of the second step there is nothing beside the first where something is looked at or checked before it', async () => {
  const { steps, needs } = planScenario(await loadScenario('ovs-internal'), { set: [], facts: { ovsDatapath: 'netdev' } });
  const [first, second, ...others] = steps;
  assert.ok(first && second);
  const checks = others.flatMap((step) => step.checks).slice(0, 1);
  const looked = { ...first, actions: first.actions.map((action) => ({ ...action, look: true })) };
  const besideOf = (changed: typeof first) => openingOf({ steps: [changed, second], needs }).beside;
  assert.equal([besideOf(first).length > 0, besideOf({ ...first, checks }), besideOf(looked)], [true, [], []]);
});
test.run();
