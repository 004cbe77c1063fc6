import { contentsPage } from './contents.ts';
import { jsonPages } from './events.ts';
import { exitCodesPage } from './exit-codes.ts';
import { lessonPages } from './lessons.ts';
import type { Page } from './markdown.ts';
import { verbPages } from './verbs.ts';
import { actionsPage, checksPage } from './vocabulary.ts';

/** Folders of docs/ in which every page is generated. */
export const GENERATED_FOLDERS = ['verbs', 'lessons'] as const;

/** Every generated page. */
export async function allPages(): Promise<readonly Page[]> {
  return [contentsPage(), ...(await lessonPages()), ...verbPages(), actionsPage(), checksPage(), exitCodesPage(), ...jsonPages()];
}
