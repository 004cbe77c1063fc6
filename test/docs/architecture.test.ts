import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { ROOT } from '../../src/paths.ts';
import { suite } from '../support/suite.ts';

const test = suite('the page on the architecture');
const SRC = join(ROOT, 'src');

/** Rows of the table of folders: `src/plan` to the folders that it may import from, `undefined` where that is all above it. */
const rows = new Map(
  [...readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8').matchAll(/^\| `src\/(\w+)` +\|[^|]*\| ([^|]*?) +\|$/gm)].map(
    ([, folder = '', from = '']) =>
      [folder, from === 'all of the above' ? undefined : from.replace(/itself alone| \(.*\)/g, '').split(', ')] as const,
  ),
);

const folders = readdirSync(SRC, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));

/** Folders of src that a folder's modules import from. */
function importedBy(folder: string): readonly string[] {
  const files = readdirSync(join(SRC, folder), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const paths = files.flatMap((file) => {
    const text = readFileSync(join(SRC, folder, file), 'utf8');
    return [...text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map(([, path = '']) => join(folder, file, '..', path));
  });
  return [...new Set(paths.map((path) => path.split('/')[0] ?? ''))].filter((name) => folders.includes(name) && name !== folder);
}

test('every folder has its row', () => {
  assert.equal([...rows.keys()].sort(), [...folders].sort());
});

for (const folder of folders) {
  test(`${folder} imports from what its row says, and from nothing else`, () => {
    const above = [...rows.keys()].slice(0, [...rows.keys()].indexOf(folder));
    const allowed = rows.get(folder) ?? above;
    assert.equal(
      importedBy(folder).filter((name) => !allowed.includes(name)),
      [],
    );
  });
}

test.run();
