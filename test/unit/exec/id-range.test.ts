import * as assert from 'uvu/assert';
import { freeRange, hasRange } from '../../../src/exec/id-range.ts';
import { suite } from '../../support/suite.ts';

const test = suite('ranges of subordinate ids');
const ann = { name: 'ann', uid: 1000 };

test('a range belongs to a user by name or by uid', () => {
  assert.ok(hasRange('ann:100000:65536\n', ann));
  assert.ok(hasRange('1000:100000:65536\n', ann));
});

test('the range of another user, of a longer name or of no ids is none', () => {
  for (const text of ['', 'bob:100000:65536\n', 'anna:100000:65536\n', '10000:100000:65536\n', 'ann:100000:0\n', 'ann\n'])
    assert.not(hasRange(text, ann), JSON.stringify(text));
});

test('the first range starts where useradd would start', () => {
  assert.is(freeRange(['', '']), '100000-165535');
});

test('a new range begins after all others in both files', () => {
  assert.is(freeRange(['ann:100000:65536\n', 'ann:100000:65536\nbob:165536:65536\n']), '231072-296607');
});

test.run();
