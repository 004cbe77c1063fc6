import type { Opening } from './opening.ts';

/**
 * The openings of the lessons that come with netscenario. The build replaces this module by what src/plan/lessons-planned.ts gives then
 * (esbuild.config.mjs); from source every run begins once it is planned.
 */
export const OPENINGS: Readonly<Record<string, Opening>> = {};
