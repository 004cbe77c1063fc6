import type { ExitCode } from '../model/errors.ts';
import { didYouMean, nearest } from '../model/nearest.ts';
import { inRow, say } from '../model/say.ts';
import { show } from '../model/show.ts';
import type { LabContext, LabOptions } from './lab/options.ts';
import { usageError } from './usage.ts';

/** What `lab` can do, by the word that follows it; loaded when it is asked for. */
const DOES = {
  list: async () => (await import('./lab/list.ts')).listLabs,
  start: async () => (await import('./lab/start.ts')).startLab,
  check: async () => (await import('./lab/elsewhere.ts')).checkLab,
  diagnose: async () => (await import('./lab/elsewhere.ts')).diagnoseLab,
  status: async () => (await import('./lab/elsewhere.ts')).labStatus,
  shell: async () => (await import('./lab/elsewhere.ts')).labShell,
  watch: async () => (await import('./lab/elsewhere.ts')).watchLab,
  progress: async () => (await import('./lab/progress.ts')).labProgress,
  grade: async () => (await import('./lab/grade.ts')).gradeLab,
} as const;

type LabAction = keyof typeof DOES;

/** Does what the word after `lab` says; resolves to the exit code. Throws `NetscenarioError` before anything is built. */
export async function labVerb(word: string, options: LabOptions, context: LabContext): Promise<ExitCode> {
  const actions = Object.keys(DOES) as LabAction[];
  const action = actions.find((name) => name === word);
  const [extra] = action === 'diagnose' ? [] : options.words;
  if (action && extra !== undefined)
    throw usageError(
      say({ en: `lab ${action} does not know what to do with ${show(extra)}`, zh: `lab ${action} 不知道 ${show(extra)} 是什么意思` }),
      say({ en: 'only diagnose takes more words', zh: '只有 diagnose 后面可以写更多的词' }),
    );
  if (action) {
    const does = await DOES[action]();
    return does(options, context);
  }
  const meant = nearest(word, actions);
  throw usageError(
    say({ en: `lab cannot ${show(word)}`, zh: `lab 没有 ${show(word)}` }),
    meant ? didYouMean(meant) : say({ en: `it can ${actions.join(', ')}`, zh: `可以用 ${inRow(actions)}` }),
  );
}
