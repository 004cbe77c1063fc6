import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../paths.ts';
import { precompileShell } from './compile.ts';

const SUFFIX = '.sh.hbs';

function readAll(folder: string, prefix = ''): Record<string, object> {
  const files = readdirSync(join(ROOT, folder)).filter((file) => file.endsWith(SUFFIX));
  return Object.fromEntries(
    files.map((file) => {
      const spec = precompileShell(`${folder}/${file}`, readFileSync(join(ROOT, folder, file), 'utf8'));
      return [prefix + file.slice(0, -SUFFIX.length), new Function(`return ${spec}`)() as object];
    }),
  );
}

/**
 * Every shell template, precompiled, by name. The build replaces this module by its result, so that an installed
 * netscenario carries no template compiler (esbuild.config.mjs).
 */
export const PARTIALS: Readonly<Record<string, object>> = readAll('templates/partials');
export const TEMPLATES: Readonly<Record<string, object>> = {
  ...readAll('templates'),
  ...readAll('templates/sandbox', 'sandbox/'),
  ...readAll('templates/script', 'script/'),
};
