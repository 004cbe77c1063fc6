import { LANGUAGES, type Language, type Words } from './say.ts';

/** A language in which every lesson is written. */
export type Lang = Language;

/** One piece of prose, once per language; the type checker refuses it where one is missing. */
export type Text = Words;

/** The languages in the order in which they are offered. */
export const LANGS: readonly Lang[] = LANGUAGES;

/** The languages that a text cannot lack; what else it lacks is said in the first of them. */
export const REQUIRED_LANGS: readonly Lang[] = ['en'];

/**
 * A text as a module may hold it that no type checker has seen: with English where it says nothing in a language. What is
 * no text stays what it is, for others to find fault with.
 */
export function whole(text: Text): Text {
  const given: Partial<Text> | undefined = text;
  return given?.zh === undefined && given?.en !== undefined ? { ...text, zh: given.en } : text;
}

/** What needs no words, such as a line that a tool prints: the same in every language. */
export function sameInAll(text: string): Text {
  return { en: text, zh: text };
}

/** Full-width signs: 、。and their like, （，：；！？ and their like, curly quotes. */
const SIGNS = '\\u3001-\\u301f\\uff01-\\uff5e\\u201c\\u201d';
const HAN = '\\u4e00-\\u9fff';
const SPACE_TO_DROP = new RegExp(`(?<=[${HAN}]) +(?=[${HAN}])|(?<=[${SIGNS}]) +| +(?=[${SIGNS}])`, 'g');
const SPACE_TO_ADD = new RegExp(`(?<=[${HAN}])(?=[0-9A-Za-z\`])|(?<=[0-9A-Za-z\`])(?=[${HAN}])`, 'g');

/**
 * Chinese with names and numbers in it. One space stands between a Han character and a Latin one or a digit, and none
 * between two Han characters, whatever the values turn out to be.
 */
export function han(strings: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  return String.raw({ raw: strings }, ...values)
    .replace(SPACE_TO_DROP, '')
    .replace(SPACE_TO_ADD, ' ');
}

/** Items in a row as a sentence has them: `a, b and c`, `a、b 和 c`. */
export function listed(items: readonly Text[], joiner: 'and' | 'or' = 'and'): Text {
  const last = items.at(-1);
  if (!last) return sameInAll('');
  if (items.length === 1) return last;
  const rest = items.slice(0, -1);
  return {
    en: `${rest.map(({ en }) => en).join(', ')} ${joiner} ${last.en}`,
    zh: han`${rest.map(({ zh }) => zh).join('、')} ${joiner === 'and' ? '和' : '或'} ${last.zh}`,
  };
}
