// guard: deadline 400 s
import * as assert from 'uvu/assert';
import { LESSON_IDS, loadScenario } from '../../src/plan/catalogue.ts';
import { mutantsOf, tryLesson } from '../support/mutation.ts';
import { pooled } from '../support/runs.ts';
import { suite } from '../support/suite.ts';
import { tell } from '../support/tell.ts';

const test = suite('checks proved by mutation');

/** Checks may wait this long; the whole lesson must hold with it too, so that no mutant dies of haste. */
const DEADLINE_MS = 1500;
const AT_ONCE = 3;

for (const lesson of LESSON_IDS) {
  test(`${lesson}: each action left out makes a check or a later command fail`, async () => {
    const scenario = await loadScenario(lesson);
    const whole = await tryLesson(scenario, DEADLINE_MS);
    assert.is(whole.status, 'held', `the whole lesson does not hold: ${whole.by}`);
    const mutants = mutantsOf(scenario);
    const survivors: string[] = [];
    const killers = new Map<string, number>();
    await pooled(mutants, AT_ONCE, async (mutant) => {
      const { status, by } = await tryLesson(scenario, DEADLINE_MS, mutant);
      if (status === 'held') survivors.push(mutant.title);
      else killers.set(by, (killers.get(by) ?? 0) + 1);
    });
    tell(`${lesson}: ${mutants.length - survivors.length} of ${mutants.length} killed`);
    assert.equal(survivors, []);
  });
}

test.run();
