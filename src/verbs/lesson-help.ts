import { existsSync } from 'node:fs';
import { NetscenarioError } from '../model/errors.ts';
import { say } from '../model/say.ts';
import type { Lang } from '../model/text.ts';
import { isModule, LESSON_IDS, loadScenario } from '../plan/catalogue.ts';

/** The word behind the verb that names a lesson, or the module of one's own. */
function lessonIn([, ...words]: readonly string[]): string | undefined {
  return words.find((word) => LESSON_IDS.includes(word) || (!word.startsWith('-') && isModule(word) && existsSync(word)));
}

/**
 * What help says of the lesson that the words name: its parameters and its steps, or what is wrong with it; `undefined`
 * where they name none.
 */
export async function lessonHelp(words: readonly string[], lang: Lang): Promise<string | undefined> {
  const word = lessonIn(words);
  if (word === undefined) return undefined;
  try {
    return await describe(word, lang);
  } catch (error) {
    if (error instanceof NetscenarioError) return error.message;
    throw error;
  }
}

async function describe(word: string, lang: Lang): Promise<string> {
  const { id, title, summary, params } = await loadScenario(word);
  const { preparePlan } = await import('./prepare.ts');
  const { steps } = await preparePlan({ scenario: word, set: [], until: undefined });
  const entries = Object.entries(params);
  return [
    `${id}: ${title[lang]}`,
    summary[lang],
    '',
    ...(entries.length > 0
      ? [say({ en: 'Parameters of this lesson:', zh: '这一课的参数：' })]
      : [say({ en: 'This lesson has no parameters.', zh: '这一课没有参数。' })]),
    ...entries.map(([name, { initial, takes, about }]) =>
      say({ en: `  --set ${name}=${initial}  ${about[lang]}; ${takes.en}`, zh: `  --set ${name}=${initial}  ${about[lang]}；${takes.zh}` }),
    ),
    '',
    say({ en: 'Its steps:', zh: '步骤：' }),
    ...steps.map((step, index) => `  ${index + 1}  ${step.id}: ${step.title[lang]}`),
  ].join('\n');
}
