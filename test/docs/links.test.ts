import { existsSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import * as assert from 'uvu/assert';
import { anchorOf } from '../../src/pages/markdown.ts';
import { ROOT } from '../../src/paths.ts';
import { headingsOf, linksOf, pagePaths, readPage } from '../support/markdown.ts';
import { suite } from '../support/suite.ts';

/** Why a link of a page leads nowhere; `undefined` where it leads somewhere. */
function faultOf(page: string, target: string): string | undefined {
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? page : normalize(join(dirname(page), path));
  if (file.startsWith('..') || !existsSync(join(ROOT, file))) return `${target}: there is no ${file}`;
  if (anchor === undefined) return undefined;
  if (!statSync(join(ROOT, file)).isFile() || !headingsOf(readPage(file)).some((heading) => anchorOf(heading) === anchor))
    return `${target}: ${file} has no heading for #${anchor}`;
  return undefined;
}

const links = suite('links');

for (const page of pagePaths())
  links(page, () => {
    const local = linksOf(readPage(page)).filter((target) => !/^(https?|mailto):/.test(target));
    assert.equal(
      local.flatMap((target) => faultOf(page, target) ?? []),
      [],
    );
  });

links('what leads nowhere is found', () => {
  assert.match(faultOf('README.md', 'docs/nonesuch.md') ?? '', /there is no docs\/nonesuch\.md/);
  assert.match(faultOf('docs/actions.md', 'checks.md#nonesuch') ?? '', /no heading for #nonesuch/);
  assert.is(faultOf('docs/actions.md', 'checks.md#nodevice'), undefined);
});

links('every page can be reached from README.md', () => {
  const reached = new Set(['README.md']);
  for (const page of reached)
    for (const target of linksOf(readPage(page))) {
      const file = normalize(join(dirname(page), target.split('#')[0] ?? ''));
      if (file.endsWith('.md') && existsSync(join(ROOT, file))) reached.add(file);
    }
  assert.equal(
    pagePaths().filter((page) => !reached.has(page)),
    [],
  );
});
links.run();
