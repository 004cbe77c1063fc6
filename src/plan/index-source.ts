import { type IndexedLesson, indexLessons } from './lesson-index.ts';

/**
 * The index of the lessons that come with netscenario. The build replaces this module by what it gives then, so that
 * listing the lessons loads none of them (esbuild.config.mjs).
 */
export const lessonIndex: () => Promise<readonly IndexedLesson[]> = indexLessons;
