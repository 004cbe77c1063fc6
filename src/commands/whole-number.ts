import { say } from '../model/say.ts';
import { show } from '../model/show.ts';
import { usageError } from '../verbs/usage.ts';

/** The value of a flag that takes a whole number, where it is given; throws a usage error where it is none. */
export function wholeNumber(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw usageError(say({ en: `--${flag} takes a whole number, not ${show(text)}`, zh: `--${flag} 是一个整数，不能是 ${show(text)}` }));
}
