// guard: deadline 300 s
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { LESSON_IDS } from '../../src/plan/catalogue.ts';
import { CLI, cli } from '../support/cli.ts';
import { planOf } from '../support/plans.ts';
import { suite } from '../support/suite.ts';

const explain = (...args: readonly string[]) => cli(['explain', ...args]);

/** Where each format begins. */
const BEGINS = { term: /^\S.*\n═/, md: /^# \S/, html: /^<!doctype html>\n<html lang="en">/ };

const explaining = suite('explain');

for (const id of LESSON_IDS)
  for (const [format, begins] of Object.entries(BEGINS))
    explaining(`${id} as ${format}`, async () => {
      const { code, stdout, stderr } = await explain(id, '--format', format);
      assert.is(code, 0, stderr);
      assert.is(stderr, '');
      assert.match(stdout, begins);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
      assert.not.match(stdout, /[\u0000-\u0009\u000b-\u001f\u007f]/);
      for (const { title } of (await planOf(id)).steps)
        assert.ok(
          stdout
            .replace(/&#?\w+;|[\\"']/g, '')
            .replace(/\s+/g, ' ')
            .includes(title.en.replace(/["']/g, '')),
          title.en,
        );
    });

explaining('a step is found by its number and by its id', async () => {
  const [number, id] = [await explain('bridge-3ns', '--step', '3'), await explain('bridge-3ns', '--step', 'cables')];
  assert.is(number.code, 0);
  assert.is(number.stdout, id.stdout);
  assert.match(id.stdout, /Step 3\/5 · Lay a cable/);
  for (const format of ['md', 'html']) {
    const { stdout } = await explain('bridge-3ns', '--step', 'cables', '--format', format);
    assert.match(stdout, /Step 3\/5/);
    assert.not.match(stdout, /Step 2\/5|Break it on purpose/);
  }
});

explaining('parameters change what is told', async () => {
  const { stdout } = await explain('bridge-3ns', '--set', 'namespaces=20', '--set', 'subnet=192.0.2.0/24');
  assert.match(stdout, /^netscenario explain bridge-3ns --set namespaces=20 --set subnet=192\.0\.2\.0\/24$/m);
  assert.match(stdout, /ip -n ns1 address add 192\.0\.2\.2\/24 dev veth0/);
  assert.match(stdout, /… and \d+ more like these/);
});

explaining('a file is written, and written anew', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'netscenario-'));
  try {
    const file = join(folder, 'lesson.html');
    writeFileSync(file, 'x'.repeat(1_000_000));
    const { code, stdout, stderr } = await explain('veth-direct', '--format', 'html', '-o', file);
    assert.equal([code, stdout, stderr], [0, '', '']);
    assert.match(readFileSync(file, 'utf8'), /^<!doctype html>[\s\S]*<\/html>\n$/);
    assert.is((await explain('veth-direct', '--output', join(folder, 'lesson.txt'))).code, 0);
    assert.is(readFileSync(join(folder, 'lesson.txt'), 'utf8'), (await explain('veth-direct')).stdout);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

explaining("without a format, the ending of the file's name says which", async () => {
  const folder = mkdtempSync(join(tmpdir(), 'netscenario-'));
  try {
    const written = async (name: string, ...args: readonly string[]): Promise<string> => {
      assert.is((await explain('veth-direct', ...args, '-o', join(folder, name))).code, 0);
      return readFileSync(join(folder, name), 'utf8');
    };
    assert.match(await written('lesson.HTML'), /^<!doctype html>/);
    assert.match(await written('lesson.md'), /^# .*[\s\S]*```mermaid/);
    assert.match(await written('other.md', '--format', 'html'), /^<!doctype html>/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

explaining("a lesson of one's own", async () => {
  const module = './test/fixtures/lessons/markup-prose.ts';
  for (const format of Object.keys(BEGINS)) {
    const { code, stdout } = await explain(module, '--format', format);
    assert.is(code, 0);
    assert.match(stdout, /10\.0\.0\.2/);
    // What it says to type must name the module, since the lesson's id is unknown to the program.
    const words = stdout.replace(/\s+/g, ' ');
    for (const command of [`netscenario explain ${module}`, `netscenario run ${module} --step`])
      assert.ok(words.includes(command), command);
    const alone = (await explain(module, '--format', format, '--step', '1')).stdout.replace(/\s+/g, ' ');
    assert.ok(alone.includes(`netscenario run ${module} --until pair --keep`), alone);
  }
});

interface Coverage {
  readonly url: string;
  readonly functions: readonly { readonly functionName: string; readonly ranges: readonly Range[] }[];
}

interface Range {
  readonly startOffset: number;
  readonly endOffset: number;
  readonly count: number;
}

/** What a run loads, by what Node notes down for coverage: files with their text, and of the program itself the chunks that it came to. */
async function loadedBy(...args: readonly string[]): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'netscenario-'));
  try {
    assert.is((await cli(['explain', ...args], { NODE_V8_COVERAGE: folder })).code, 0);
    const notes = readdirSync(folder).map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as { result: Coverage[] });
    const files = notes.flatMap(({ result }) => result).filter(({ url }) => url.startsWith('file:'));
    return files.flatMap(({ url, functions }) => {
      const text = readFileSync(new URL(url), 'utf8');
      if (!url.includes('/dist/program/')) return [`${url}\n${text}`];
      const chunks = functions.filter(({ functionName }) => functionName.startsWith('./'));
      return chunks.flatMap(({ ranges: [range] }) => (range && range.count > 0 ? [text.slice(range.startOffset, range.endOffset)] : []));
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

explaining('the terminal loads neither the layout library nor the pages', async () => {
  const heavy = { layout: '/node_modules/elkjs/', pages: '<!doctype html>' };
  const [term, html] = [await loadedBy('veth-direct'), await loadedBy('veth-direct', '--format', 'html')];
  for (const [what, sign] of Object.entries(heavy)) {
    assert.not.ok(
      term.some((text) => text.includes(sign)),
      what,
    );
    assert.ok(
      html.some((text) => text.includes(sign)),
      what,
    );
  }
});

explaining('a reader that goes away is no error', () => {
  const { status, stdout } = spawnSync(
    'bash',
    ['-c', `set -o pipefail; "$0" "$1" explain docker-bridge | head -n 1`, process.execPath, CLI],
    { encoding: 'utf8' },
  );
  assert.is(stdout, "Docker's bridge network, built by hand\n");
  assert.is(status, 0);
});

explaining('in a pipe nothing pages, whatever PAGER is', async () => {
  const { stdout } = await cli(['explain', 'docker-bridge'], { PAGER: 'echo paged', FORCE_COLOR: '1' });
  assert.match(stdout, /^Docker's bridge network/);
  assert.not.match(stdout, /paged/);
});
explaining.run();
