import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createJiti } from 'jiti';
import { ROOT } from '../paths.ts';

/** Imports a TypeScript or JavaScript module; in it, `netscenario` means this package. Resolves to the default export, `undefined` without one. */
export async function importModule(path: string): Promise<unknown> {
  const built = join(ROOT, 'dist/located.js');
  const authoring = existsSync(built) ? built : join(ROOT, 'src/located.ts');
  const jiti = createJiti(import.meta.url, {
    interopDefault: false,
    alias: { netscenario: authoring },
    moduleCache: false,
    fsCache: false,
  });
  const { default: lesson } = await jiti.import<{ default?: unknown }>(path);
  return lesson;
}
