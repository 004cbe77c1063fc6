import * as assert from 'uvu/assert';
import { plainLine } from '../../src/commands/plain-line.ts';
import { cli } from '../support/cli.ts';
import { suite } from '../support/suite.ts';

const test = suite('a line of a verb and a lesson alone');

/** Times differ from run to run, whether they are told in seconds or less, and MAC addresses. */
const settled = (text: string) =>
  text
    .replace(/([0-9a-f]{2}:){5}[0-9a-f]{2}/g, 'MAC')
    .replace(/\d+(\.\d+)? m?s\b/g, 'TIME')
    .replace(/\d+(\.\d+)?/g, 'N');

for (const [verb, ...flags] of [
  ['run', '--reporter', 'auto'],
  ['explain', '--pager', 'auto'],
  ['render', '--set', 'subnet=10.10.10.0/24'],
  ['diagram', '--format', 'box'],
] as const)
  for (const lang of ['en', 'zh'])
    test(`${verb} does what the parser makes of it, in ${lang}`, async () => {
      const [plain, parsed] = await Promise.all([
        cli([verb, 'veth-direct', '--lang', lang]),
        cli([verb, 'veth-direct', ...flags, '--lang', lang]),
      ]);
      assert.is(plain.stderr, '');
      assert.ok(settled(plain.stdout) === settled(parsed.stdout), `${plain.stdout.slice(0, 2000)}\n${parsed.stdout.slice(0, 2000)}`);
      assert.is(plain.code, 0);
    });

test('is told apart from every other', () => {
  for (const line of [
    ['run', 'bridge-3ns'],
    ['explain', 'x'],
    ['render', 'a-b-2'],
    ['diagram', 'no-such-lesson'],
  ])
    assert.is.not(plainLine(line), undefined, line.join(' '));
  for (const line of [
    [],
    ['run'],
    ['run', ''],
    ['run', '--help'],
    ['run', 'bridge-3ns', '--keep'],
    ['run', '--keep', 'bridge-3ns'],
    ['run', 'bridge-3ns', 'bridge-2ns'],
    ['run', './lesson.ts'],
    ['run', '"bridge-3ns"'],
    ['run', '3'],
    ['list', 'bridge-3ns'],
    ['lab', 'bridge-3ns'],
    ['toString', 'bridge-3ns'],
  ])
    assert.is(plainLine(line), undefined, line.join(' '));
});

test('says the same of a lesson that does not exist', async () => {
  for (const verb of ['run', 'explain', 'render', 'diagram']) {
    const { code, stderr } = await cli([verb, 'bridge-3n']);
    assert.is(code, 2);
    assert.match(stderr, /there is no lesson 'bridge-3n'[\s\S]*bridge-3ns/, verb);
  }
});

test.run();
