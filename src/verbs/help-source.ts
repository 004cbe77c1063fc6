/**
 * The folder with the help that the build has laid out, by language and verb; run from source there is none. The build
 * replaces this module (esbuild.config.mjs).
 */
export const HELP_FOLDER: string | undefined = undefined;
