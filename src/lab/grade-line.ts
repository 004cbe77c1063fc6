import * as v from 'valibot';
import { line, list, means } from '../model/described.ts';

const text = v.string();
const points = v.pipe(v.number(), v.integer(), v.minValue(0));
const id = means(text, 'which of the things that are graded; the same one in every grade of the lesson');

const submission = line('The first line: how the script ended, which does not count.', {
  type: v.literal('submission'),
  kind: means(v.picklist(['build', 'finish', 'repair']), 'how the lesson was an exercise: `build`, `finish` or `repair`'),
  seed: v.exactOptional(means(points, 'which fault there was to repair, where there was one')),
  endedBy: means(
    v.picklist(['itself', 'time', 'memory', 'output']),
    '`itself`, or the limit at which the script or what it left running was ended: `time`, `memory` or `output`',
  ),
  exitCode: means(v.nullable(v.number()), 'its exit code; null where a limit ended it'),
  output: means(text, 'what it printed on both streams'),
  leftovers: v.exactOptional(
    means(list(text), 'what outlived the sandbox, a line each; nothing does unless something is wrong (exit code 5)'),
  ),
});

const evidence = line('One for each check, in the order of the grade.', {
  type: v.literal('evidence'),
  id,
  evidence: means(list(text), 'lines that prove it, as tools printed them'),
  see: means(text, 'the command with which one sees it oneself'),
});

const check = v.pipe(
  v.strictObject({
    id,
    title: means(text, 'what is claimed'),
    points: means(points, 'what it is given'),
    maxPoints: means(points, 'what it is worth'),
    status: means(
      v.picklist(['passed', 'failed', 'skipped']),
      '`passed`, `failed`, or `skipped` where something that it needs does not hold',
    ),
    expected: means(text, 'what should be seen'),
    actual: means(text, 'what was seen; empty where nobody has looked'),
    reason: means(text, 'why it does not hold; empty where it does'),
  }),
  v.readonly(),
);

const grade = line('The last line: the grade.', {
  type: v.literal('grade'),
  lab: means(text, "the lesson's id"),
  score: means(points, 'the sum of the points'),
  maxScore: means(points, 'the sum of what there is'),
  passed: means(v.boolean(), 'whether all of it holds'),
  checks: means(
    list(check),
    'each with `id`, `title`, `points`, `maxPoints`, `status` (`passed`, `failed` or `skipped`), `expected`, `actual` and `reason`, whatever became of it',
  ),
});

/**
 * What `lab grade --reporter json` prints, a line each (docs/json-grade.md). Only types of this are used while a script is
 * graded.
 */
export const GRADE_LINE = v.variant('type', [submission, evidence, grade]);

export type GradeLine = v.InferOutput<typeof GRADE_LINE>;
export type GradedCheck = v.InferOutput<typeof check>;
export type GradedKind = v.InferOutput<typeof submission>['kind'];
