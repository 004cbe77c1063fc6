import { progressPath, readProgress } from '../../lab/progress.ts';
import { EXIT, type ExitCode } from '../../model/errors.ts';
import { say } from '../../model/say.ts';
import type { LabContext, LabOptions } from './options.ts';

/** Tells the best grade of each lab that was done on this machine. */
export async function labProgress(_options: LabOptions, { terminal }: LabContext): Promise<ExitCode> {
  const progress = Object.entries(readProgress(progressPath())).sort(([a], [b]) => a.localeCompare(b));
  if (progress.length === 0) terminal.write(`${say({ en: 'no lab has been done yet', zh: '还没有做过实验' })}\n`);
  const width = Math.max(0, ...progress.map(([lab]) => lab.length));
  for (const [lab, { score, maxScore, times, at }] of progress)
    terminal.write(
      `${lab.padEnd(width)}  ${say({
        en: `${score} of ${maxScore} points at best, done ${times === 1 ? 'once' : `${times} times`}, last on ${at.slice(0, 10)}`,
        zh: `最高 ${score} 分（满分 ${maxScore}），做过 ${times} 次，最近一次 ${at.slice(0, 10)}`,
      })}\n`,
    );
  return EXIT.ok;
}
