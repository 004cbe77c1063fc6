/** A language in which every lesson is written. Adding one here makes the type checker list what lacks it. */
export type Lang = 'en';

/** One piece of prose, once per language. */
export type Text = Readonly<Record<Lang, string>>;

/** The languages in the order in which they are offered. */
export const LANGS: readonly Lang[] = ['en'];

/** Builds a text from the same sentence in each language; `join` receives a picker for nested texts. */
export function mapText(build: (pick: (text: Text) => string, lang: Lang) => string): Text {
  const result: Partial<Record<Lang, string>> = {};
  for (const lang of LANGS) result[lang] = build((text) => text[lang], lang);
  return result as Text;
}
