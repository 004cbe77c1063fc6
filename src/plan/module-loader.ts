import { createJiti } from 'jiti';
import * as netscenario from '../located.ts';

/** Imports a TypeScript or JavaScript module; in it, `netscenario` means this package. Resolves to the default export, `undefined` without one. */
export async function importModule(path: string): Promise<unknown> {
  const jiti = createJiti(import.meta.filename, {
    interopDefault: false,
    virtualModules: { netscenario },
    moduleCache: false,
    fsCache: false,
  });
  const { default: lesson } = await jiti.import<{ default?: unknown }>(path);
  return lesson;
}
