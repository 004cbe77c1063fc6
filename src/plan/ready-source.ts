/**
 * The folder with the plans that the build has made, where nothing is set; run from source there is none. The build replaces
 * this module (esbuild.config.mjs).
 */
export const PLAN_FOLDER: string | undefined = undefined;
