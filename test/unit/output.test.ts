import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { ROOT } from '../../src/paths.ts';
import { suite } from '../support/suite.ts';
import { makeTempDir } from '../support/temp-dir.ts';

const test = suite('what prints while a verb works on');
const errors = join(makeTempDir(), 'errors');

/** Prints more than a pipe holds, in letters of two bytes behind two of one, and says on standard error that it has worked on meanwhile. */
const PRINTS = `import { writeSync } from 'node:fs';
import { workingWriter } from '${join(ROOT, 'src/output.ts')}';
const write = workingWriter(1, () => process.stdout, ({ code }) => writeSync(2, 'lost ' + code + ' '));
for (let line = 0; line < 10; line += 1) write(line + 'a' + 'é'.repeat(20_000) + '\\n');
setTimeout(() => writeSync(2, 'worked on'), 10);`;

const WHOLE = Array.from({ length: 10 }, (_, line) => `${line}a${'é'.repeat(20_000)}\n`).join('');

function printed(to: string) {
  const words = ['-c', `"$@" 2>"$0" ${to}`, errors, process.execPath, '--import', 'tsx', '--input-type=module', '--eval', PRINTS];
  const { stdout } = spawnSync('sh', words, { encoding: 'utf8', cwd: ROOT });
  return { stdout, stderr: readFileSync(errors, 'utf8') };
}

test('it waits for no reader of a pipe, who gets all of it in order', () => {
  // The reader does not read before the other has worked on, or twenty seconds have passed.
  const late = 'for _ in $(seq 2000); do ! grep -q "worked on" "$0" || break; sleep 0.01; done';
  assert.equal(printed(`| { ${late}; cat; }`), { stdout: WHOLE, stderr: 'worked on' });
});

test('a reader of a pipe who goes away keeps nobody from working on', () => {
  assert.equal(printed('| head -c 4'), { stdout: WHOLE.slice(0, 3), stderr: 'worked on' });
  assert.equal(printed('| :'), { stdout: '', stderr: 'worked on' });
});

test('a file gets all of it', () => {
  const file = `${errors}.out`;
  assert.equal(printed(`>"$0.out"`), { stdout: '', stderr: 'worked on' });
  assert.is(readFileSync(file, 'utf8'), WHOLE);
});

test('a socket gets all of it', () => assert.equal(printed(''), { stdout: WHOLE, stderr: 'worked on' }));

test('a disk that is full is told once', () => assert.equal(printed('>/dev/full'), { stdout: '', stderr: 'lost ENOSPC worked on' }));

test.run();
