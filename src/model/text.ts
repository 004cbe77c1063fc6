/** A language in which every lesson is written. Adding one here makes the type checker list what lacks it. */
export type Lang = 'en';

/** One piece of prose, once per language. */
export type Text = Readonly<Record<Lang, string>> & { readonly zh?: string };

/** The languages in the order in which they are offered. */
export const LANGS: readonly Lang[] = ['en'];
