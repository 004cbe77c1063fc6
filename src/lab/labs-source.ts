import { type IndexedLab, indexLabs } from './labs.ts';

/** The exercises that the lessons are which come with netscenario. The build replaces this module by what it gives then (esbuild.config.mjs). */
export const labIndex: () => Promise<readonly IndexedLab[]> = indexLabs;
