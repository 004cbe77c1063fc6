import type { Grade, ItemGrade } from '../../lab/grade.ts';
import type { GradedCheck, GradedKind, GradeLine } from '../../lab/grade-line.ts';
import { gradeLines } from '../../lab/show.ts';
import type { Ended } from '../../lab/submission.ts';
import { say } from '../../model/say.ts';
import { visible } from '../../model/visible.ts';

/** What is told of a graded script. */
export interface Report {
  readonly grade: Grade;
  readonly ended: Ended;
  /** What outlived the sandbox, a line each. */
  readonly leftovers: readonly string[];
}

/** How the script ended, a line; what proves each check and how to see it, a line each; then the grade, the last line. JSON leaves DEL and C1 as they are, which a terminal may obey. */
export function jsonLines(report: Report): string {
  const { lab, score, maxScore, passed, checks } = report.grade;
  const lines: readonly GradeLine[] = [
    submissionOf(report),
    ...checks.map(({ id, evidence = [], see }) => ({ type: 'evidence', id, evidence, see }) as const),
    { type: 'grade', lab, score, maxScore, passed, checks: checks.map(checkFields) },
  ];
  return lines.map((line) => `${visible(JSON.stringify(line))}\n`).join('');
}

function submissionOf({ grade: { kind, seed }, ended: { limit, exitCode, output }, leftovers }: Report): GradeLine {
  return {
    type: 'submission',
    // A lab that only asks is refused before anything is graded.
    kind: kind as GradedKind,
    ...(seed === undefined ? {} : { seed }),
    endedBy: limit ?? 'itself',
    exitCode: exitCode ?? null,
    output,
    ...(leftovers.length > 0 ? { leftovers } : {}),
  };
}

/** The fields of a check, the same ones whatever became of it. */
function checkFields({ id, title, points, maxPoints, status, expected = title, actual = '', reason = '' }: ItemGrade): GradedCheck {
  return { id, title, points, maxPoints, status, expected, actual, reason };
}

/** The grade, and how the script ended. */
export function plainLines({ grade, ended, leftovers }: Report, timeoutMs: number): string {
  const limits = {
    time: say({ en: `its time of ${timeoutMs / 1000} s was up`, zh: `${timeoutMs / 1000} 秒的时间用完了` }),
    memory: say({ en: 'it took more memory than it may', zh: '它用的内存超过了限制' }),
    output: say({ en: 'it printed more than it may', zh: '它的输出超过了限制' }),
  };
  const how = ended.limit
    ? say({
        en: `the script was ended, since ${limits[ended.limit]}; what it had built is graded`,
        zh: `脚本被终止，因为${limits[ended.limit]}；按它已经搭好的部分评分`,
      })
    : say({ en: `the script ended with ${ended.exitCode ?? 0}, which does not count`, zh: `脚本以 ${ended.exitCode ?? 0} 结束，这不计分` });
  return `${[...gradeLines(grade), how, ...leftovers].join('\n')}\n`;
}
