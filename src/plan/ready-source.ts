/**
 * The folder with what the build knows of each lesson where nothing is set: its plan, and what a run begins with. Run from source
 * there is none. The build replaces this module (esbuild.config.mjs).
 */
export const PLAN_FOLDER: string | undefined = undefined;
