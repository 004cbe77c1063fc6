import { labIndex } from '../../lab/labs-source.ts';
import { EXIT, type ExitCode } from '../../model/errors.ts';
import type { LabContext, LabOptions } from './options.ts';

/** Tells which exercises there are, and of which kinds. */
export async function listLabs({ lang }: LabOptions, { terminal }: LabContext): Promise<ExitCode> {
  const rows = (await labIndex()).map(({ id, kinds, title }) => [id, kinds.join(' '), title[lang]] as const);
  const [idWidth = 0, kindsWidth = 0] = [0, 1].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  for (const [id, kinds, title] of rows) terminal.write(`${id.padEnd(idWidth)}  ${kinds.padEnd(kindsWidth)}  ${title}\n`);
  return EXIT.ok;
}
