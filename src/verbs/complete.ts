import { setTimeout as delay } from 'node:timers/promises';
import { answer } from '../completion/answer.ts';
import { readLine } from '../completion/line.ts';
import { ask, type Grammar } from '../completion/question.ts';
import { shellNamed } from '../completion/shells.ts';
import { say } from '../model/say.ts';
import type { Lang } from '../model/text.ts';
import { FLAGS, GLOBAL, spoken, VERBS, type Verb } from './flags.ts';
import { MANUAL } from './manual.ts';

/** How long one's own module may take to be loaded; a person waits for the answer. */
const PATIENCE_MS = 5_000;

function grammar(): Grammar {
  const flagsOf = (verb: Verb) => spoken({ ...FLAGS[verb], ...GLOBAL });
  return Object.fromEntries(VERBS.map((verb) => [verb, { ...MANUAL[verb], does: say(MANUAL[verb].does), flags: flagsOf(verb) }]));
}

/**
 * Answers a shell's script: `SHELL BEFORE AFTER [WORD]`, the line before and after the cursor and what the shell takes for
 * the word there. Empty where nothing fits or anything is wrong, since a person is in the middle of typing.
 */
export async function completeVerb([name = '', before = '', after = '', word = '']: readonly string[], lang: Lang): Promise<string> {
  const shell = shellNamed(name);
  if (!shell) return '';
  try {
    const verbs = grammar();
    const question = ask(verbs, readLine(before, after));
    const late = delay(PATIENCE_MS, undefined);
    const found = await Promise.race([answer(question, verbs, lang), late]);
    return found ? shell.format(found, before, word) : '';
  } catch {
    return '';
  }
}
