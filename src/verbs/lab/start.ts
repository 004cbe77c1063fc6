import { labCommands } from '../../lab/commands.ts';
import type { Grade } from '../../lab/grade.ts';
import { labName } from '../../lab/kinds.ts';
import { keepProgress, progressPath } from '../../lab/progress.ts';
import { Session } from '../../lab/session.ts';
import { EXIT, type ExitCode } from '../../model/errors.ts';
import { say } from '../../model/say.ts';
import { cellShell } from '../../sandbox/cell.ts';
import { exerciseFor } from './exercise.ts';
import type { LabContext, LabOptions } from './options.ts';

/** Opens a lab with a shell in it, and stays until the learner is done. */
export async function startLab(options: LabOptions, { terminal, interrupts, typing }: LabContext): Promise<ExitCode> {
  const { lang } = options;
  const exercise = await exerciseFor(options);
  const interrupted = new AbortController();
  let best: Grade | undefined;
  const session = new Session(exercise, {
    lang,
    signal: interrupted.signal,
    draw: async (network, columns) =>
      (await import('../../diagram/box.ts')).drawBox(network, { lang, before: undefined, columns, colour: false, legend: false }),
    onGrade: (grade) => {
      if (!best || grade.score > best.score) best = grade;
    },
  });
  interrupts.onFirst(() => {
    interrupted.abort();
    void session.close();
  });
  await session.run(async (sandbox) => {
    const commands = Object.entries(labCommands(exercise.kind)).map(([name, does]) => `  ${name.padEnd(9)} ${say(does)}`);
    terminal.write(`\n${[...session.opening, '', ...commands, ''].join('\n')}\n`);
    await cellShell(sandbox.place, { terminal: typing });
  });
  const leftovers = await session.close();
  const name = labName(exercise);
  if (best) keepBest(best);
  if (best)
    terminal.write(
      `${say({ en: `${name}: ${best.score} of ${best.maxScore} points at best`, zh: `${name}：最高 ${best.score} 分（满分 ${best.maxScore}）` })}\n`,
    );
  return leftovers.length > 0 ? EXIT.leftBehind : (interrupts.exitCode() ?? EXIT.ok);
}

/** Remembers a grade; where it cannot be written, that is no reason for the lab to fail. */
function keepBest(grade: Grade): void {
  try {
    keepProgress(progressPath(), grade, new Date());
  } catch {
    // A home that cannot be written to.
  }
}
