import type { Lang } from '../model/text.ts';
import { commentLines } from '../render/comment.ts';
import { OWN_COMMENTS } from './chinese/own-comments.ts';
import { OWN_MESSAGES } from './chinese/own-messages.ts';
import { PROBE_COMMENTS } from './chinese/probe-comments.ts';
import { PROBE_MESSAGES } from './chinese/probe-messages.ts';

/**
 * What printed scripts say of themselves, as in a catalogue of gettext(1): words of bash as they stand in `templates/script`,
 * quotes and all, and what stands there instead in Chinese. Names of values before a Chinese character are in braces: what a
 * character of a name is, bash asks the locale.
 */
export const MESSAGES = [...OWN_MESSAGES, ...PROBE_MESSAGES];

/** The comments of printed scripts, as they stand in `templates/script` with their lines joined, and what stands there instead in Chinese. */
export const COMMENTS = [...OWN_COMMENTS, ...PROBE_COMMENTS];

const CHINESE_COMMENTS: ReadonlyMap<string, string> = new Map(COMMENTS);

/** Lines of one comment: as far in as each other, rules of dashes aside. */
const COMMENT = /^( *)# (?![-=]{4}).*(?:\n\1# (?![-=]{4}).*)*$/gm;

/** The text of a comment, its lines joined. */
export function commentText(comment: string): string {
  return comment.replace(/^ *# /gm, '').replaceAll('\n', ' ');
}

/** A part of a script with its comments in that language; what the catalogue does not have stays as it is. */
export function commented(text: string, lang: Lang): string {
  if (lang === 'en') return text;
  return text.replace(COMMENT, (comment, indent: string) => {
    const chinese = CHINESE_COMMENTS.get(commentText(comment));
    return chinese === undefined ? comment : commentLines(chinese).replace(/^/gm, indent);
  });
}

/** A part of a script, none of it a lesson's, with its comments and messages in that language. */
export function translated(text: string, lang: Lang): string {
  if (lang === 'en') return text;
  return MESSAGES.reduce((part, [english, chinese]) => part.replaceAll(english, () => chinese), commented(text, lang));
}

/** The comments of a template, each once. */
export function commentsIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(COMMENT)].map(([comment]) => commentText(comment)))];
}
