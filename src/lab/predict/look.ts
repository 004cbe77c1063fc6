import type { Lang } from '../../model/text.ts';
import { runWave } from '../../run/checker.ts';
import type { Channel } from '../../sandbox/channel.ts';
import type { Exercise } from '../exercise.ts';
import { watchCell } from '../watch.ts';
import type { Question } from './question.ts';

/** What is really seen once a step is done. */
export interface Seen {
  /** The answer that would have been right; `undefined` where what is seen is none of the choices. */
  readonly right: string | undefined;
  /** What is seen, and why, in a sentence each. */
  readonly lines: readonly string[];
}

/** How long something may take to come true that is expected to, in milliseconds. */
const SETTLE_MS = 1_500;

interface Looking {
  readonly exercise: Exercise;
  readonly channel: Channel;
  readonly lang: Lang;
  readonly signal: AbortSignal;
}

/** Looks at what a question is about, in the kernel and by probes. */
export async function look(question: Question, { exercise, channel, lang, signal }: Looking): Promise<Seen> {
  const observe = await watchCell(exercise, channel);
  if (question.kind === 'choice') {
    if (question.first) await channel.run(question.first, { keepGoing: true });
    const value = question.seen(await observe());
    const at = question.choices.findIndex((choice) => choice.value === value);
    const chosen = question.choices[at];
    return { right: at < 0 ? undefined : String(at + 1), lines: [chosen ? chosen.text[lang] : value] };
  }
  let latest = await observe();
  const refresh = async () => {
    latest = await observe();
    return latest;
  };
  const deadlineMs = question.expected ? SETTLE_MS : 0;
  const context = { channel, signal, deadlineMs, lang, latest: () => latest, refresh, relieve: async () => undefined };
  const [event] = await runWave([question.check], exercise.id, context);
  if (event?.status === 'passed') return { right: 'y', lines: event.seen ? [event.seen] : [] };
  return { right: 'n', lines: [event?.actual, event?.reason].filter((line) => line !== undefined) };
}
