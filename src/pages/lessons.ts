import { drawMarkdown } from '../explain/markdown.ts';
import { explainPlan } from '../explain/tell.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Lang } from '../model/text.ts';
import { LESSON_IDS, loadScenario } from '../plan/catalogue.ts';
import { planScenario } from '../plan/plan-scenario.ts';
import { FACTS } from './facts.ts';
import { bullets, MADE, type Page, page } from './markdown.ts';

const LANG: Lang = 'en';

function lessonPage(scenario: Scenario): Page {
  const plan = planScenario(scenario, { set: [], facts: FACTS });
  return { path: `lessons/${scenario.id}.md`, text: `${MADE}\n\n${drawMarkdown(explainPlan(plan, LANG))}` };
}

/** docs/lessons/: every lesson as `netscenario explain` tells it, and a list of them. */
export async function lessonPages(): Promise<readonly Page[]> {
  const lessons = await Promise.all(LESSON_IDS.map(loadScenario));
  const list = page('lessons/README.md', 'Lessons', [
    bullets(lessons.map(({ id, title, summary }) => `[${id}](${id}.md): ${title[LANG]}. ${summary[LANG]}`)),
    '[run](../verbs/run.md) runs one, [explain](../verbs/explain.md) tells it with the parameters that you choose, and [list](../verbs/list.md) shows what each needs. The pages here are what explain prints for the defaults.',
  ]);
  return [list, ...lessons.map(lessonPage)];
}
