import { LESSON_IDS } from '../../src/plan/catalogue.ts';

/** The lessons that are exercises: all of them. */
export const EXERCISES: readonly string[] = LESSON_IDS;
