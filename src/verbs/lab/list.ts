import { exerciseOf } from '../../lab/exercise.ts';
import { kindsOf } from '../../lab/kinds-of.ts';
import { EXIT, type ExitCode } from '../../model/errors.ts';
import { ANY_FACTS, loadScenario } from '../../plan/catalogue.ts';
import { lessonIndex } from '../../plan/index-source.ts';
import { planScenario } from '../../plan/plan.ts';
import type { LabContext, LabOptions } from './options.ts';

/** Tells which exercises there are, and of which kinds. */
export async function listLabs({ lang }: LabOptions, { terminal }: LabContext): Promise<ExitCode> {
  const lessons = await lessonIndex();
  const kinds = await Promise.all(lessons.map(({ id }) => kindsOfLesson(id)));
  const columns = [lessons.map(({ id }) => id), kinds].map((texts) => Math.max(...texts.map(({ length }) => length)));
  const [idWidth = 0, kindsWidth = 0] = columns;
  for (const [index, { id, title }] of lessons.entries())
    terminal.write(`${id.padEnd(idWidth)}  ${(kinds[index] ?? '').padEnd(kindsWidth)}  ${title[lang]}\n`);
  return EXIT.ok;
}

async function kindsOfLesson(id: string): Promise<string> {
  const plan = planScenario(await loadScenario(id), { set: [], facts: ANY_FACTS });
  return kindsOf(exerciseOf(plan)).join(' ');
}
