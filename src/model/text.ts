/** A language in which every lesson is written. Adding one here makes the type checker list what lacks it. */
export type Lang = 'en';

/** One piece of prose, once per language. */
export type Text = Readonly<Record<Lang, string>> & { readonly zh?: string };

/** A piece of prose that lacks no language. */
export type FullText = Required<Text>;

/** The languages in the order in which they are offered. */
export const LANGS: readonly Lang[] = ['en'];

/** What needs no words, such as a line that a tool prints: the same in every language. */
export function sameInAll(text: string): FullText {
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
export function listed(items: readonly FullText[], joiner: 'and' | 'or' = 'and'): FullText {
  const last = items.at(-1);
  if (!last) return sameInAll('');
  if (items.length === 1) return last;
  const rest = items.slice(0, -1);
  return {
    en: `${rest.map(({ en }) => en).join(', ')} ${joiner} ${last.en}`,
    zh: han`${rest.map(({ zh }) => zh).join('、')} ${joiner === 'and' ? '和' : '或'} ${last.zh}`,
  };
}
