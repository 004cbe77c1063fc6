import * as assert from 'uvu/assert';
import { LANGS, type Text } from '../../../src/model/text.ts';
import { LESSON_IDS, loadScenario } from '../../../src/plan/catalogue.ts';
import { planScenario } from '../../../src/plan/plan.ts';
import { suite } from '../../support/suite.ts';

const lessons = suite('the lessons that come with netscenario');

lessons('all six are there', () => {
  assert.equal(LESSON_IDS, ['bridge-3ns', 'docker-bridge', 'ovs-internal', 'ovs-veth', 'veth-direct', 'veth-same-host']);
});

/** Every piece of prose of a value, wherever it stands. */
function textsIn(value: unknown): readonly Text[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('en' in value && typeof value.en === 'string') return [value as Text];
  return Object.values(value).flatMap(textsIn);
}

for (const id of LESSON_IDS) {
  for (const ovsDatapath of ['netdev', 'system'] as const) {
    lessons(`${id} can be planned on the ${ovsDatapath} datapath`, async () => {
      const scenario = await loadScenario(id);
      const plan = planScenario(scenario, { set: [], facts: { ovsDatapath } });
      assert.is(scenario.id, id);
      for (const { actions } of plan.steps) {
        for (const { kind, commands, undo, look } of actions) {
          assert.ok(commands.length > 0, kind);
          if (!look && kind !== 'ping') assert.ok(undo().length > 0, `${kind} cannot be undone`);
        }
      }
      assert.ok(plan.steps.some(({ checks }) => checks.length > 0));
    });
  }

  lessons(`${id} says everything in every language`, async () => {
    const scenario = await loadScenario(id);
    const { steps } = planScenario(scenario, { set: [], facts: { ovsDatapath: 'netdev' } });
    const texts = textsIn([scenario, steps]);
    assert.ok(texts.length > 10);
    for (const text of texts) for (const lang of LANGS) assert.match(text[lang], /\S{2}/);
    for (const { id: step, why } of steps) assert.ok(why.en.length > 20, step);
  });

  lessons(`${id} is data: the same parameters give the same plan`, async () => {
    const scenario = await loadScenario(id);
    const plan = () => JSON.stringify(planScenario(scenario, { set: [], facts: { ovsDatapath: 'netdev' } }));
    assert.is(plan(), plan());
  });
}
lessons.run();
