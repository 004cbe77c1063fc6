import { didYouMean } from '../model/nearest.ts';
import { inRow, LANGUAGES, type Language, say } from '../model/say.ts';
import { show } from '../model/show.ts';
import { usageError } from './usage.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Written with other characters than the Chinese here. */
const TRADITIONAL = /^zh[_-](?:TW|HK|MO|Hant)/i;

/** Names of the C locale, whatever its encoding, and of locales that cannot show what is not ASCII as it is printed here. */
const PLAIN = /^(?:C|POSIX)(?:\.|$)|\.(?!utf-?8)/i;

/** The language for a locale's name, such as `zh_CN.UTF-8`; `undefined` where it is none of those here. */
function named(locale: string): Language | undefined {
  if (/^en(?![a-z])/i.test(locale)) return 'en';
  return /^zh(?![a-z])/i.test(locale) && !TRADITIONAL.test(locale) ? 'zh' : undefined;
}

/**
 * The language of the locale for messages: LC_ALL, else LC_MESSAGES, else LANG, an empty one being none. Where that is not the
 * C locale, LANGUAGE goes before it: a list of which the first language that is here counts (gettext(3)).
 */
export function languageOf(env: Environment): Language {
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || 'C';
  if (PLAIN.test(locale)) return 'en';
  const wishes = env['LANGUAGE'] ? env['LANGUAGE'].split(':') : [locale];
  return wishes.map(named).find((language) => language !== undefined) ?? 'en';
}

/** Where `--lang` stands in a command line, with its value if it has one. */
interface Wish {
  readonly value: string | undefined;
  readonly words: number;
}

function wishAt(argv: readonly string[], index: number): Wish | undefined {
  const word = argv[index] ?? '';
  if (word.startsWith('--lang=')) return { value: word.slice('--lang='.length), words: 1 };
  if (word !== '--lang') return undefined;
  const next = argv[index + 1];
  return next === undefined || next.startsWith('-') ? { value: undefined, words: 1 } : { value: next, words: 2 };
}

/** Takes `--lang` out of a command line, wherever it stands; what is asked for with it comes in the order of the line. */
export function partLanguage(argv: readonly string[]): {
  readonly rest: readonly string[];
  readonly wishes: readonly (string | undefined)[];
} {
  const rest: string[] = [];
  const wishes: (string | undefined)[] = [];
  for (let index = 0; index < argv.length; index += 1) {
    const wish = wishAt(argv, index);
    if (!wish) rest.push(argv[index] ?? '');
    else {
      wishes.push(wish.value);
      index += wish.words - 1;
    }
  }
  return { rest, wishes };
}

/** The language that is asked for with `--lang`, `undefined` where none is; throws a usage error where it is none that is here. */
export function wishedLanguage(wishes: readonly (string | undefined)[]): Language | undefined {
  if (wishes.length === 0) return undefined;
  const [wish = ''] = wishes;
  const choices = inRow(LANGUAGES);
  const give = say({ en: `give --lang once, with ${choices}`, zh: `--lang 只写一次，可选 ${choices}` });
  if (wishes.length > 1) throw usageError(say({ en: '--lang is given more than once', zh: '--lang 写了不止一次' }), give);
  if (wish === '') throw usageError(say({ en: '--lang is given without a value', zh: '--lang 后面没有值' }), give);
  const language = LANGUAGES.find((known) => known === wish);
  if (language) return language;
  const meant = named(wish);
  throw usageError(
    say({ en: `--lang takes ${choices}, not ${show(wish)}`, zh: `--lang 只能是 ${choices}，不能是 ${show(wish)}` }),
    meant ? didYouMean(meant) : say({ en: `choose one of ${choices}`, zh: `从 ${choices} 里选一个` }),
  );
}
