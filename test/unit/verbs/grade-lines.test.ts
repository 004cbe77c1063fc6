import * as assert from 'uvu/assert';
import type { Grade } from '../../../src/lab/grade.ts';
import { jsonLines, plainLines } from '../../../src/verbs/lab/grade-lines.ts';
import { suite } from '../../support/suite.ts';

const test = suite('lines of a grade');

const GRADE: Grade = {
  lab: 'some-lab',
  kind: 'build',
  score: 3,
  maxScore: 5,
  passed: false,
  checks: [
    { id: 'one', title: 'one is there', points: 1, maxPoints: 1, status: 'passed', actual: 'one', see: 'ip netns' },
    {
      ...{ id: 'two', title: 'two is reached', points: 2, maxPoints: 4, status: 'failed', expected: '2 of 2', actual: '1 of 2' },
      ...{ reason: 'one is lost', evidence: ['1 received'], see: 'ping two' },
    },
    { id: 'three', title: 'three is reached', points: 0, maxPoints: 2, status: 'skipped', reason: 'it takes two', see: 'ping two' },
  ],
};

const FIELDS = ['id', 'title', 'points', 'maxPoints', 'status', 'expected', 'actual', 'reason'];

test('the last line of JSON is the grade, with the same fields for each check', () => {
  const lines = jsonLines({ grade: GRADE, ended: { limit: undefined, exitCode: 0, output: 'done' }, leftovers: ['left'] })
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  const last = lines.at(-1) as unknown as Grade & { readonly type: string };
  assert.equal(Object.keys(last), ['type', 'lab', 'score', 'maxScore', 'passed', 'checks']);
  assert.is(last.type, 'grade');
  for (const check of last.checks) {
    assert.equal(Object.keys(check), FIELDS);
    for (const field of ['expected', 'actual', 'reason'] as const) assert.type(check[field], 'string');
  }
});

test('before it stand how the script ended, and what proves each check', () => {
  const lines = jsonLines({ grade: GRADE, ended: { limit: 'time', exitCode: undefined, output: '' }, leftovers: [] })
    .trimEnd()
    .split('\n');
  assert.equal(JSON.parse(lines[0] ?? ''), { type: 'submission', kind: 'build', endedBy: 'time', exitCode: null, output: '' });
  assert.equal(JSON.parse(lines[2] ?? ''), { type: 'evidence', id: 'two', evidence: ['1 received'], see: 'ping two' });
  assert.is(lines.length, 5);
});

test('a terminal obeys nothing of what devices are called', () => {
  const [, failed] = GRADE.checks;
  assert.ok(failed);
  const hostile = '\u001b[2J\u009b2J\u007f\r\u202e';
  const checks = [{ ...failed, title: hostile, expected: hostile, actual: hostile, reason: hostile, evidence: [hostile], see: hostile }];
  const report = { grade: { ...GRADE, checks }, ended: { limit: undefined, exitCode: 0, output: hostile }, leftovers: [] };
  for (const text of [plainLines(report, 1000), jsonLines(report)]) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
    assert.not.match(text.replaceAll('\n', ''), /[\u0000-\u001f\u007f-\u009f\u202e]/);
  }
});

test.run();
