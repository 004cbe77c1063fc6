import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../paths.ts';
import { precompileShell } from './compile.ts';

const SUFFIX = '.sh.hbs';

/** Texts by name. */
function readTexts(folder: string): Readonly<Record<string, string>> {
  const files = readdirSync(join(ROOT, folder)).filter((file) => file.endsWith(SUFFIX));
  return Object.fromEntries(files.map((file) => [file.slice(0, -SUFFIX.length), readFileSync(join(ROOT, folder, file), 'utf8')]));
}

const PARTIALS = readTexts('templates/partials');

function readAll(folder: string, prefix = ''): Record<string, () => object> {
  return Object.fromEntries(
    Object.entries(readTexts(folder)).map(([name, text]) => {
      const spec = precompileShell(`${folder}/${name}${SUFFIX}`, text, PARTIALS);
      return [prefix + name, new Function(`return ${spec}`) as () => object];
    }),
  );
}

/**
 * What makes every shell template, precompiled, by name: V8 then reads those alone that are used. The build replaces this module by its result, so that an installed
 * netscenario carries no template compiler (esbuild.config.mjs).
 */
export const TEMPLATES: Readonly<Record<string, () => object>> = {
  ...readAll('templates'),
  ...readAll('templates/dialect', 'dialect/'),
  ...readAll('templates/diagnose', 'diagnose/'),
  ...readAll('templates/sandbox', 'sandbox/'),
  ...readAll('templates/script', 'script/'),
};
