import { say } from '../model/say.ts';
import { show } from '../model/show.ts';
import { usageError } from '../verbs/usage.ts';

const MAX_DEADLINE_SECONDS = 600;

/** The milliseconds of `--deadline`; throws a usage error where it is no number of seconds within limits. */
export function deadlineMs(text: string): number {
  const seconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (!(seconds > 0 && seconds <= MAX_DEADLINE_SECONDS))
    throw usageError(
      say({
        en: `--deadline takes seconds, more than 0 and at most ${MAX_DEADLINE_SECONDS}, not ${show(text)}`,
        zh: `--deadline 是秒数，大于 0，最多 ${MAX_DEADLINE_SECONDS}，不能是 ${show(text)}`,
      }),
    );
  return seconds * 1000;
}
