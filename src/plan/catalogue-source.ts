import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../paths.ts';

/**
 * The lessons that come with netscenario, by id: each file in scenarios/ is one. The build replaces this module by
 * the list of what it found there (esbuild.config.mjs).
 */
export const LESSONS: Readonly<Record<string, () => Promise<{ readonly default: unknown }>>> = Object.fromEntries(
  readdirSync(join(ROOT, 'scenarios'))
    .filter((file) => file.endsWith('.ts'))
    .sort()
    .map((file) => [
      file.slice(0, -'.ts'.length),
      () => import(pathToFileURL(join(ROOT, 'scenarios', file)).href) as Promise<{ default: unknown }>,
    ]),
);
