import { readFileSync } from 'node:fs';
import { beginLab } from '../../lab/begin.ts';
import { gradeExercise } from '../../lab/grade.ts';
import { LIMITS, runSubmission } from '../../lab/submission.ts';
import { EXIT, type ExitCode } from '../../model/errors.ts';
import { say } from '../../model/say.ts';
import { show } from '../../model/show.ts';
import { usageError } from '../usage.ts';
import { exerciseFor, lessonOf } from './exercise.ts';
import { jsonLines, plainLines } from './grade-lines.ts';
import type { LabContext, LabOptions } from './options.ts';

/** How long the kernel may take to come to what was asked for, in milliseconds. */
const SETTLE_MS = 1_500;

/** Runs a script in a fresh sandbox, and grades the network that it has built. */
export async function gradeLab(options: LabOptions, { terminal, interrupts }: LabContext): Promise<ExitCode> {
  const { solution, lang, timeoutMs } = options;
  const lesson = lessonOf(options);
  if (solution === undefined)
    throw usageError(
      say({ en: 'lab grade takes the script to grade', zh: 'lab grade 要有待评分的脚本' }),
      say({ en: `netscenario lab grade ${lesson} --solution FILE`, zh: `netscenario lab grade ${lesson} --solution 文件` }),
    );
  if (options.kind === 'predict')
    throw usageError(
      say({ en: 'a lab that asks has no script to grade', zh: '预测类的实验没有可评分的脚本' }),
      say({ en: `netscenario lab start ${lesson} --kind predict`, zh: `netscenario lab start ${lesson} --kind predict` }),
    );
  const script = readScript(solution);
  const asked = await exerciseFor(options);
  const interrupted = new AbortController();
  const { sandbox, exercise } = await beginLab(asked, { lang, signal: interrupted.signal });
  interrupts.onFirst(() => {
    interrupted.abort();
    void sandbox.dispose();
  });
  try {
    const ended = await runSubmission(script, sandbox.channel, { ...LIMITS, milliseconds: timeoutMs });
    const grade = await gradeExercise(exercise, { channel: sandbox.channel, lang, signal: interrupted.signal, deadlineMs: SETTLE_MS });
    const { ok, leftovers } = await sandbox.dispose();
    terminal.write(options.json ? jsonLines(grade, ended) : plainLines(grade, ended, timeoutMs));
    if (!ok) {
      terminal.write(`${leftovers.join('\n')}\n`);
      return EXIT.leftBehind;
    }
    return grade.passed ? EXIT.ok : EXIT.checkFailed;
  } catch (error) {
    await sandbox.dispose();
    const code = interrupts.exitCode();
    if (code !== undefined) return code;
    throw error;
  }
}

function readScript(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw usageError(
      say({ en: `${show(path)} cannot be read: ${(error as Error).message}`, zh: `${show(path)} 读不了：${(error as Error).message}` }),
      say({ en: 'give the path of a bash script', zh: '给出一个 bash 脚本的路径' }),
    );
  }
}
