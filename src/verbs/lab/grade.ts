import { beginLab } from '../../lab/begin.ts';
import { gradeExercise } from '../../lab/grade.ts';
import { LIMITS, limitSince, runSubmission } from '../../lab/submission.ts';
import { EXIT, type ExitCode } from '../../model/errors.ts';
import { say } from '../../model/say.ts';
import { usageError } from '../usage.ts';
import { exerciseFor, lessonOf } from './exercise.ts';
import { jsonLines, plainLines } from './grade-lines.ts';
import type { LabContext, LabOptions } from './options.ts';
import { readScript } from './script-file.ts';

/** How long the kernel may take to come to what was asked for, in milliseconds. */
const SETTLE_MS = 1_500;

/** Runs a script in a fresh sandbox, and grades the network that it has built. */
export async function gradeLab(options: LabOptions, { terminal, interrupts }: LabContext): Promise<ExitCode> {
  const { solution, lang, timeoutMs } = options;
  const lesson = lessonOf(options);
  if (solution === undefined)
    throw usageError(
      say({ en: 'it takes the script to grade', zh: '要写明给哪个脚本评分' }),
      say({ en: 'name it: --solution FILE', zh: '用 --solution 文件 指明' }),
    );
  if (options.kind === 'predict')
    throw usageError(
      say({ en: 'a lab that asks has no script to grade', zh: '预测类的实验没有可评分的脚本' }),
      say({ en: `netscenario lab start ${lesson} --kind predict`, zh: `netscenario lab start ${lesson} --kind predict` }),
    );
  const script = readScript(solution);
  const asked = await exerciseFor(options);
  const interrupted = new AbortController();
  const beginning = beginLab(asked, { lang, signal: interrupted.signal });
  interrupts.onFirst(() => {
    interrupted.abort();
    void beginning.then(({ sandbox }) => sandbox.dispose()).catch(() => undefined);
  });
  const { sandbox, exercise } = await beginning;
  try {
    const ended = await runSubmission(script, sandbox.channel, { ...LIMITS, milliseconds: timeoutMs });
    const grade = await gradeExercise(exercise, { channel: sandbox.channel, lang, signal: interrupted.signal, deadlineMs: SETTLE_MS });
    const limit = await limitSince(ended, sandbox.channel);
    const { ok, leftovers } = await sandbox.dispose();
    const report = { grade, ended: { ...ended, limit }, leftovers };
    terminal.write(options.json ? jsonLines(report) : plainLines(report, timeoutMs));
    if (!ok) return EXIT.leftBehind;
    return grade.passed ? EXIT.ok : EXIT.checkFailed;
  } catch (error) {
    await sandbox.dispose();
    const code = interrupts.exitCode();
    if (code !== undefined) return code;
    throw error;
  }
}
