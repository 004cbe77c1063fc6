// guard: deadline 900 s
import * as assert from 'uvu/assert';
import { gatherFacts } from '../../src/exec/facts.ts';
import { LESSON_IDS, loadScenario } from '../../src/plan/catalogue.ts';
import { prove } from '../../src/prove/proof.ts';
import { outcomeLines } from '../../src/prove/show.ts';
import { brief } from '../support/brief.ts';
import { suite } from '../support/suite.ts';
import { tell } from '../support/tell.ts';

const test = suite('checks proved by mutation');

const DEADLINE_MS = 5000;

for (const lesson of LESSON_IDS) {
  test(`${lesson}: each action left out makes a check or a later command fail`, async () => {
    const leftovers: string[] = [];
    const { whole, outcomes } = await prove(await loadScenario(lesson), {
      ...{ set: await brief(lesson), facts: gatherFacts(), lang: 'en', deadlineMs: DEADLINE_MS, signal: new AbortController().signal },
      leftBehind: (lines) => leftovers.push(...lines),
    });
    assert.is(whole.failure, undefined, `the whole lesson does not hold: ${JSON.stringify(whole.failure)}`);
    const survivors = outcomes.filter(({ noticed }) => !noticed);
    tell(`${lesson}: ${outcomes.length - survivors.length} of ${outcomes.length} noticed`);
    assert.ok(outcomes.length > 0);
    assert.equal(
      survivors.map((outcome) => outcomeLines(outcome, { lang: 'en', colour: false })[0]),
      [],
    );
    assert.equal(leftovers, []);
  });
}

test.run();
