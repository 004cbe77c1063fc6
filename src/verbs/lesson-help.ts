import type { Lang } from '../model/text.ts';
import { LESSON_IDS, loadScenario } from '../plan/catalogue.ts';
import { preparePlan } from './prepare.ts';

/** What help says of the lesson that the words name: its parameters and its steps; `undefined` where they name none that comes with netscenario. */
export async function lessonHelp(words: readonly string[], lang: Lang): Promise<string | undefined> {
  const id = words.find((word) => LESSON_IDS.includes(word));
  if (id === undefined) return undefined;
  const { title, summary, params } = await loadScenario(id);
  const { steps } = await preparePlan({ scenario: id, set: [], until: undefined });
  const entries = Object.entries(params);
  return [
    `${id}: ${title[lang]}`,
    summary[lang],
    '',
    ...(entries.length > 0 ? ['Parameters of this lesson:'] : ['This lesson has no parameters.']),
    ...entries.map(([name, { initial, takes, about }]) => `  --set ${name}=${initial}  ${about[lang]}; ${takes}`),
    '',
    'Its steps:',
    ...steps.map((step, index) => `  ${index + 1}  ${step.id}: ${step.title[lang]}`),
  ].join('\n');
}
