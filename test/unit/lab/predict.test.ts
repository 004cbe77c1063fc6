import * as assert from 'uvu/assert';
import { exerciseOf } from '../../../src/lab/exercise.ts';
import { expectedOf } from '../../../src/lab/predict/predictor.ts';
import { answersTo } from '../../../src/lab/predict/question.ts';
import { questionsOf } from '../../../src/lab/predict/questions.ts';
import { loadScenario } from '../../../src/plan/catalogue.ts';
import { planScenario } from '../../../src/plan/plan-scenario.ts';
import { EXERCISES } from '../../support/exercises.ts';
import { FACTS } from '../../support/networks.ts';
import { suite } from '../../support/suite.ts';

const test = suite('what is asked before the steps of a lesson');

for (const lesson of EXERCISES) {
  test(`${lesson}: yes and no both are right answers, and what is to be chosen differs`, async () => {
    const questions = questionsOf(exerciseOf(planScenario(await loadScenario(lesson), { set: [], facts: FACTS })));
    const yesOrNo = questions.filter(({ kind }) => kind === 'claim').map(expectedOf);
    assert.ok(yesOrNo.includes('y') && yesOrNo.includes('n'), yesOrNo.join());
    for (const question of questions) {
      assert.ok(answersTo(question).includes(expectedOf(question)), question.asks.en);
      if (question.kind === 'claim') continue;
      const texts = question.choices.map(({ text }) => text.en);
      assert.ok(texts.length > 1, question.asks.en);
      assert.is(new Set(texts).size, texts.length);
    }
    const asked = questions.map((question) => `${question.step} ${question.asks.en}`);
    assert.is(new Set(asked).size, asked.length);
  });
}

test.run();
