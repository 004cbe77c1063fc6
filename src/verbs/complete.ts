import { setTimeout as delay } from 'node:timers/promises';
import { answer } from '../completion/answer.ts';
import { readLine } from '../completion/line.ts';
import { ask, type Grammar } from '../completion/question.ts';
import { shellNamed } from '../completion/shells.ts';
import type { Lang } from '../model/text.ts';
import { FLAGS, VERBS } from './flags.ts';
import { MANUAL } from './manual.ts';

/** How long one's own module may take to be loaded; a person waits for the answer. */
const PATIENCE_MS = 5_000;

const GRAMMAR: Grammar = Object.fromEntries(VERBS.map((verb) => [verb, { ...MANUAL[verb], flags: FLAGS[verb] }]));

/**
 * Answers a shell's script: `SHELL BEFORE AFTER [WORD]`, the line before and after the cursor and what the shell takes for
 * the word there. Empty where nothing fits or anything is wrong, since a person is in the middle of typing.
 */
export async function completeVerb([name = '', before = '', after = '', word = '']: readonly string[], lang: Lang): Promise<string> {
  const shell = shellNamed(name);
  if (!shell) return '';
  try {
    const question = ask(GRAMMAR, readLine(before, after));
    const late = delay(PATIENCE_MS, undefined);
    const found = await Promise.race([answer(question, GRAMMAR, lang), late]);
    return found ? shell.format(found, before, word) : '';
  } catch {
    return '';
  }
}
