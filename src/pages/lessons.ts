import type { Lang } from '../model/text.ts';
import { LESSON_IDS, loadScenario } from '../plan/catalogue.ts';
import { bullets, code, type Page, page } from './markdown.ts';

const LANG: Lang = 'en';

/** docs/lessons/README.md: every lesson with what it is about. */
export async function lessonsPage(): Promise<Page> {
  const lessons = await Promise.all(LESSON_IDS.map(loadScenario));
  return page('lessons/README.md', 'Lessons', [
    bullets(lessons.map(({ id, title, summary }) => `**${id}**: ${title[LANG]}. ${summary[LANG]}`)),
    `${code('netscenario list')} shows what each needs, and its parameters.`,
  ]);
}
