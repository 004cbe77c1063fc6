import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import * as assert from 'uvu/assert';
import { CLI, cli } from '../support/cli.ts';
import { suite } from '../support/suite.ts';

/** What it prints; nothing else may be said. */
async function drawn(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await cli(['diagram', ...args]);
  assert.is(code, 0, stderr);
  assert.is(stderr, '');
  return stdout;
}

const ESCAPE = '\u001b';

const diagram = suite('diagram');

diagram('the end of a lesson as boxes, without colours where there is no terminal', async () => {
  const picture = await drawn('veth-direct');
  assert.match(picture, /│ veth0 {2}10\.10\.10\.2\/24 ╞═+╡ veth1 {2}10\.10\.10\.3\/24 │/);
  assert.not.ok(picture.includes(ESCAPE));
});

for (const [format, start] of [
  ['box', /^┌─ Host /],
  ['mermaid', /^flowchart LR\n/],
  ['dot', /^graph network \{\n/],
  ['svg', /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/],
] as const)
  diagram(`--format ${format}`, async () => {
    const picture = await drawn('ovs-internal', '--format', format);
    assert.match(picture, start);
    assert.match(picture, /tap3/);
    assert.ok(picture.endsWith('\n'));
  });

diagram('after a step, by number or by id, with what it changed', async () => {
  const byNumber = await drawn('docker-bridge', '--after-step', '3');
  assert.is(byNumber, await drawn('docker-bridge', '--after-step', 'bridge'));
  assert.match(byNumber, /─ \+ br0 {2}bridge/);
  assert.match(byNumber, /\+ new {2}\* changed\n$/);
});

diagram('before the first step', async () => {
  assert.is(await drawn('docker-bridge', '--after-step', '0'), '┌─ Host ──────────┐\n│ lo  127.0.0.1/8 │\n└─────────────────┘\n');
});

diagram('with parameters', async () => {
  const picture = await drawn('bridge-3ns', '--set', 'namespaces=20', '--set', 'subnet=192.168.7.0/24');
  assert.match(picture, /veth19 {2}192\.168\.7\.21\/24/);
  assert.match(await drawn('bridge-3ns', '--set', 'namespaces=500'), /… and 492 more ports[\s\S]*… and 492 more namespaces\n$/);
});

diagram('--output writes a file, in the format that the ending of its name says', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'netscenario-'));
  try {
    for (const [name, format] of [
      ['net.svg', 'svg'],
      ['net.dot', 'dot'],
      ['net.mmd', 'mermaid'],
      ['net.txt', 'box'],
    ] as const) {
      const file = join(folder, name);
      assert.is(await drawn('bridge-3ns', '-o', file), '');
      assert.is(readFileSync(file, 'utf8'), await drawn('bridge-3ns', '--format', format));
    }
    const dot = join(folder, 'a.svg');
    await drawn('bridge-3ns', '--output', dot, '--format', 'dot');
    assert.match(readFileSync(dot, 'utf8'), /^graph network/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

diagram("one's own lesson", async () => {
  const folder = mkdtempSync(join(tmpdir(), 'netscenario-'));
  try {
    const file = join(folder, 'own.ts');
    writeFileSync(
      file,
      `import { action, defineScenario } from 'netscenario';
export default defineScenario({
  id: 'own', title: { en: 'Own' }, summary: { en: 'Own.' }, about: { en: 'Own.' }, tags: [], params: {}, errata: [], tryNext: [], breakIt: [],
  steps: () => [{ id: 'only', title: { en: 'Only' }, why: { en: 'Once.' }, actions: [action.netns({ name: 'mine' })], checks: [] }],
});
`,
    );
    assert.match(await drawn(file), /┌─ mine ─+┐\n.*│ lo {2}DOWN +│/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
/** What it prints on a terminal of 40 columns. */
function onTerminal(env: Readonly<Record<string, string>>): string {
  const { NO_COLOR: _unset, ...inherited } = process.env;
  const { stdout, status } = spawnSync('script', ['-qec', `stty cols 40; '${process.execPath}' '${CLI}' diagram bridge-3ns`, '/dev/null'], {
    encoding: 'utf8',
    env: { ...inherited, CI: '', TERM: 'xterm-256color', ...env },
  });
  assert.is(status, 0, stdout);
  return stdout.replaceAll('\r', '');
}

diagram('on a terminal it is coloured and as wide as that, unless NO_COLOR is set', () => {
  const coloured = onTerminal({});
  assert.ok(coloured.includes(`${ESCAPE}[36m╞═╪═`), coloured);
  const plain = onTerminal({ NO_COLOR: '1' });
  assert.not.ok(plain.includes(ESCAPE));
  assert.is(stripVTControlCharacters(coloured), plain);
  assert.is(Math.max(...plain.split('\n').map((line) => line.length)), 40);
});
diagram.run();
