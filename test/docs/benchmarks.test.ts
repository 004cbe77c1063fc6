import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { ROOT } from '../../src/paths.ts';
import { rowsFor } from '../bench/rows.ts';
import { fencesOf, readPage } from '../support/markdown.ts';
import { suite } from '../support/suite.ts';

const page = suite('docs/benchmarks.md');
const text = readPage('docs/benchmarks.md');

page('its table has the rows that are measured, and no others', () => {
  const [results = ''] = text.split('<!-- end of results -->');
  const shown = [...results.matchAll(/^\| (.+?) +\| (.+?) +\|.*×/gm)].map(([, what, against]) => `${what} | ${against}`);
  assert.equal(
    shown,
    rowsFor('').map(({ what, against }) => `${what} | ${against}`),
  );
});

page('the flags that it shows are those of the benchmark', () => {
  const help = execFileSync(process.execPath, ['--import', 'tsx', join(ROOT, 'test/bench/run.ts'), '--help'], { encoding: 'utf8' });
  const shown = fencesOf(text).flatMap(({ lines }) => lines.flatMap((line) => /npm run bench -- (--\w+)/.exec(line)?.[1] ?? []));
  assert.equal(
    shown.filter((flag) => !new RegExp(`^ +${flag} `, 'm').test(help)),
    [],
  );
  assert.ok(shown.length > 0);
});

page.run();
