import { EXIT, type ExitCode } from '../../model/errors.ts';
import { lessonIndex } from '../../plan/index-source.ts';
import { isForRootInSandbox } from '../../plan/plan.ts';
import type { LabContext, LabOptions } from './options.ts';

/** Tells which exercises there are. */
export async function listLabs({ lang }: LabOptions, { terminal }: LabContext): Promise<ExitCode> {
  const lessons = (await lessonIndex()).filter((lesson) => !isForRootInSandbox(lesson));
  const width = Math.max(...lessons.map(({ id }) => id.length));
  for (const { id, title } of lessons) terminal.write(`${id.padEnd(width)}  ${title[lang]}\n`);
  return EXIT.ok;
}
