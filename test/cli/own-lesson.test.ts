import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { ROOT } from '../../src/paths.ts';
import { cli } from '../support/cli.ts';
import { suite } from '../support/suite.ts';

const page = suite('docs/authoring.md');

page('its lesson runs, outside of the project', async () => {
  const [, example = ''] = /```ts\n([\s\S]*?)```/.exec(readFileSync(join(ROOT, 'docs/authoring.md'), 'utf8')) ?? [];
  const folder = mkdtempSync(join(tmpdir(), 'netscenario-'));
  try {
    const file = join(folder, 'my-lesson.ts');
    writeFileSync(file, example);
    const { code, stdout } = await cli(['run', file]);
    assert.is(code, 0, stdout);
    assert.match(stdout, /my-lesson: all holds: 2 checks passed, 0 failed/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
page.run();
