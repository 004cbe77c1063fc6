/** A language that the program speaks. */
export type Language = 'en' | 'zh';

/** The languages in the order in which they are offered. */
export const LANGUAGES: readonly Language[] = ['en', 'zh'];

/** One message of the program's own, once per language; the type checker refuses it where one is missing. */
export type Words = Readonly<Record<Language, string>>;

let spoken: Language = 'en';

/** Chooses the language of all that is said from now on. Done once, at start, like setlocale in C. */
export function speak(language: Language): void {
  spoken = language;
}

/** The language that is spoken. */
export function language(): Language {
  return spoken;
}

/** A message in the language that is spoken: for errors, findings and what stands around a lesson. Not at a module's top level. */
export function say(words: Words): string {
  return words[spoken];
}

/** Names in a row: `a, b, c`, or `a、b、c`. */
export function inRow(names: readonly string[]): string {
  return names.join(say({ en: ', ', zh: '、' }));
}
