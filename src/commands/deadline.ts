import { say } from '../model/say.ts';
import { show } from '../model/show.ts';
import { usageError } from '../verbs/usage.ts';

const MAX_SECONDS = 600;

/** The milliseconds of a flag that takes seconds; throws a usage error where it is no number of them within limits. */
export function secondsMs(flag: string, text: string): number {
  const seconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (!(seconds > 0 && seconds <= MAX_SECONDS))
    throw usageError(
      say({
        en: `--${flag} takes seconds, more than 0 and at most ${MAX_SECONDS}, not ${show(text)}`,
        zh: `--${flag} 是秒数，大于 0，最多 ${MAX_SECONDS}，不能是 ${show(text)}`,
      }),
    );
  return seconds * 1000;
}

/** The milliseconds of `--deadline`. */
export function deadlineMs(text: string): number {
  return secondsMs('deadline', text);
}
