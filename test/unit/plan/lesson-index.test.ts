import * as assert from 'uvu/assert';
import { LESSON_IDS, loadScenario } from '../../../src/plan/catalogue.ts';
import { lessonIndex } from '../../../src/plan/index-source.ts';
import { planScenario } from '../../../src/plan/plan-scenario.ts';
import { listVerb } from '../../../src/verbs/list.ts';
import { cli } from '../../support/cli.ts';
import { suite } from '../../support/suite.ts';

const test = suite('the index of the lessons');

test('it has every lesson, in the order of their ids', async () => {
  const ids = (await lessonIndex()).map(({ id }) => id);
  assert.equal(ids, LESSON_IDS);
});

for (const ovsDatapath of ['netdev', 'system'] as const)
  test(`what lessons need does not depend on the machine: the ${ovsDatapath} datapath`, async () => {
    for (const { id, needs } of await lessonIndex())
      assert.equal(planScenario(await loadScenario(id), { set: [], facts: { ovsDatapath } }).needs, needs, id);
  });

test('what the build has kept is what the lessons say', async () => {
  let told = '';
  await listVerb({ json: true, tag: undefined, lang: 'en' }, (text) => {
    told += text;
  });
  assert.is((await cli(['list', '--json'])).stdout, told);
});

test.run();
