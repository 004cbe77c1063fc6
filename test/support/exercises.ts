import { indexLessons } from '../../src/plan/lesson-index.ts';
import { isForRootInSandbox } from '../../src/plan/plan.ts';

/** The lessons that are exercises: what root alone can run is none. */
export const EXERCISES = (await indexLessons()).filter((lesson) => !isForRootInSandbox(lesson)).map(({ id }) => id);
