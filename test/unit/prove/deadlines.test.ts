import * as assert from 'uvu/assert';
import { mutantDeadlines } from '../../../src/prove/proof.ts';
import { suite } from '../../support/suite.ts';

const deadlines = suite('mutantDeadlines');

for (const [slowestMs, deadlineMs, expected] of [
  [0, 5000, [1000, 5000]],
  [10, 5000, [1000, 5000]],
  [400, 5000, [2000, 5000]],
  [1500, 5000, [5000]],
  [10, 1000, [1000]],
  [10, 300, [300]],
] as const)
  deadlines(`checks that took ${slowestMs} ms of ${deadlineMs}`, () => {
    assert.equal(mutantDeadlines(slowestMs, deadlineMs), expected);
  });
deadlines.run();
