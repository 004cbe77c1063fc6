import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { language } from '../model/say.ts';
import { VERBS } from './flags.ts';
import { HELP_FOLDER } from './help-source.ts';

/** Columns of help, where the terminal has as many. */
export const HELP_COLUMNS = 80;

/** What a help text is kept under: its verb, or this where it is the program's. */
export const WHOLE = '--help';

/**
 * Help as the parser lays it out, kept by the build, for `--help` alone or behind a verb alone; `undefined` where it was
 * not kept, is asked for with more words, or has less room.
 */
export function readyHelp(argv: readonly string[], columns = HELP_COLUMNS): string | undefined {
  if (HELP_FOLDER === undefined || argv.at(-1) !== '--help' || columns < HELP_COLUMNS) return undefined;
  const name = argv.length === 1 ? WHOLE : argv.length === 2 ? VERBS.find((verb) => verb === argv[0]) : undefined;
  if (name === undefined) return undefined;
  try {
    return readFileSync(join(HELP_FOLDER, language(), name), 'utf8');
  } catch {
    // A build that is under way, or a copy without it: the parser lays it out.
    return undefined;
  }
}
