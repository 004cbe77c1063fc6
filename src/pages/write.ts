import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from '../paths.ts';
import { allPages, GENERATED_FOLDERS } from './all.ts';

// `npm run docs`: writes the pages that are made from definitions, and removes those of what is no longer there.
const pages = await allPages();
for (const folder of GENERATED_FOLDERS) rmSync(join(ROOT, 'docs', folder), { recursive: true, force: true });
for (const { path, text } of pages) {
  const file = join(ROOT, 'docs', path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
process.stdout.write(`${pages.length} pages in docs/ are current\n`);
