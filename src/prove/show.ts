import { styleText } from 'node:util';
import type { Lang } from '../model/text.ts';
import { displayWidth, padEnd } from '../model/width.ts';
import { noticedBy } from './advice.ts';
import type { Outcome } from './proof.ts';
import type { Failure } from './trial.ts';
import { WORDS } from './words.ts';

/** What there is to say of one action: a row, and an indented line below it. Pure. */
export function outcomeLines({ mutant, noticed }: Outcome, options: { lang: Lang; colour: boolean }): readonly [row: string, why: string] {
  const words = WORDS[options.lang];
  const width = Math.max(displayWidth(words.guarded), displayWidth(words.unguarded));
  const word = padEnd(noticed ? words.guarded : words.unguarded, width);
  const mark = options.colour ? styleText(noticed ? 'green' : 'red', word, { validateStream: false }) : word;
  const place = noticed ? '' : ` (${placeOf(mutant)})`;
  return [
    `${mark}  ${mutant.stepId}: ${mutant.title[options.lang]}${place}`,
    `${' '.repeat(width + 2)}${noticed ? failureLine(noticed, options.lang) : words.advice(noticedBy(mutant.kind))}`,
  ];
}

/** Where an action stands in its module. */
export function placeOf({ step, action }: Outcome['mutant']): string {
  return `steps[${step}].actions[${action}]`;
}

/** What kept a lesson from holding, in a line. Pure. */
export function failureLine({ by, step, what, reason }: Failure, lang: Lang): string {
  const words = WORDS[lang];
  return by === 'command' ? words.command(what) : `${words.check(step, what)}${reason ? ` (${reason})` : ''}`;
}
