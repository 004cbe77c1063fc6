import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../paths.ts';
import { precompilePage } from './compile.ts';

type Specs = Readonly<Record<string, Readonly<Record<string, object>>>>;

function readAll(folder: string): Specs {
  const kinds = ['md', 'html'].map((kind) => {
    const files = readdirSync(join(ROOT, folder)).filter((file) => file.endsWith(`.${kind}.hbs`));
    const specs = files.map((file) => {
      const spec = precompilePage(`${folder}/${file}`, readFileSync(join(ROOT, folder, file), 'utf8'));
      return [file.slice(0, -`.${kind}.hbs`.length), new Function(`return ${spec}`)() as object];
    });
    return [kind, Object.fromEntries(specs)];
  });
  return Object.fromEntries(kinds);
}

/** Every page and its partials, precompiled, by kind and name. Like template-source.ts, the build replaces this module by its result. */
export const PAGE_PARTIALS: Specs = readAll('templates/partials');
export const PAGES: Specs = readAll('templates');
