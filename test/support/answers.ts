import * as assert from 'uvu/assert';
import { failing, submit } from './submit.ts';
import { suite } from './suite.ts';

/** How long what is wrong is waited for to become right, in milliseconds. */
const PATIENCE_MS = 1_000;

interface WrongAnswer {
  /** The id of the check that fails, as the first of all. */
  readonly fails: string;
  readonly script: string;
}

interface Answers {
  /** Scripts that build what is asked, each by other means. */
  readonly right: Readonly<Record<string, string>>;
  /** Scripts that do not, or only make it look so. */
  readonly wrong: Readonly<Record<string, WrongAnswer>>;
}

/** Grades answers to the exercise of a lesson: right ones score full, wrong ones fail the check that is named. */
export function testAnswers(lesson: string, { right, wrong }: Answers): void {
  const test = suite(`answers to ${lesson}`);
  for (const [means, script] of Object.entries(right)) {
    test(`right: ${means}`, async () => {
      const { grade, ended } = await submit(lesson, `set -e\n${script}`);
      assert.is(ended.exitCode, 0, `${ended.limit ?? ''} ${ended.output}`);
      assert.equal(failing(grade), []);
    });
  }
  for (const [mistake, { fails, script }] of Object.entries(wrong)) {
    test(`wrong: ${mistake}`, async () => {
      const { grade, ended } = await submit(lesson, `set -e\n${script}`, { deadlineMs: PATIENCE_MS });
      assert.is(ended.exitCode, 0, `${ended.limit ?? ''} ${ended.output}`);
      const first = grade.checks.find(({ status }) => status === 'failed');
      assert.is(first?.id, fails, failing(grade).join('\n'));
      assert.ok(grade.score < grade.maxScore);
    });
  }
  test.run();
}
