// guard: deadline 900 s
import * as assert from 'uvu/assert';
import { exerciseOf } from '../../src/lab/exercise.ts';
import { referenceSolution } from '../../src/lab/solution.ts';
import type { Dialect } from '../../src/model/dialects.ts';
import { DIALECT_ROWS } from '../support/dialects.ts';
import { EXERCISES } from '../support/exercises.ts';
import { planOf } from '../support/scripts.ts';
import { failing, submit } from '../support/submit.ts';
import { suite } from '../support/suite.ts';

const test = suite('grading the commands of a lesson in other dialects');

const solutionIn = async (lesson: string, dialects: readonly Dialect[]): Promise<string> =>
  referenceSolution(exerciseOf(await planOf(lesson, undefined, dialects)));

let written = 0;
for (const lesson of EXERCISES) {
  const plain = await solutionIn(lesson, []);
  for (const dialects of DIALECT_ROWS) {
    const script = await solutionIn(lesson, dialects);
    if (script === plain) continue;
    written += 1;
    test(`${lesson} in ${dialects.join(', ')}: full score`, async () => {
      const { grade, ended } = await submit(lesson, script);
      assert.is(ended.exitCode, 0, ended.output);
      assert.equal(failing(grade), []);
    });
  }
}

test('every lesson is written otherwise in some dialect', () => assert.ok(written >= EXERCISES.length));

test.run();
