import { say } from '../model/say.ts';
import { visible } from '../model/visible.ts';
import type { Grade } from './grade.ts';
import { labName } from './kinds.ts';

const MARKS = { passed: 'ok     ', failed: 'FAILED ', skipped: 'skipped' } as const;

/** A grade as lines: each thing with its points, what failed with what is wrong and how to see it, and the score. */
export function gradeLines({ lab, kind, score, maxScore, checks }: Grade): readonly string[] {
  const lines = checks.flatMap(({ title, points, maxPoints, status, expected, actual, reason, evidence = [], see }) => [
    `${MARKS[status]} ${points}/${maxPoints}  ${title}${status === 'skipped' ? `: ${reason ?? ''}` : ''}`,
    ...(status === 'failed'
      ? [
          `    ${say({ en: 'expected:', zh: '期望：' })} ${expected ?? ''}`,
          `    ${say({ en: 'actual:  ', zh: '实际：' })} ${actual ?? ''}`,
          `    ${say({ en: 'reason:  ', zh: '原因：' })} ${reason ?? ''}`,
          ...evidence.map((line) => `      | ${line}`),
          `    ${say({ en: 'see it:  ', zh: '自己看：' })} ${see}`,
        ]
      : []),
  ]);
  const name = labName({ id: lab, kind });
  return [...lines.map(visible), '', say({ en: `${name}: ${score} of ${maxScore} points`, zh: `${name}：${maxScore} 分中得 ${score} 分` })];
}
