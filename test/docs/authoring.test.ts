// guard: deadline 240 s
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as assert from 'uvu/assert';
import { type CliResult, cli } from '../support/cli.ts';
import { type Block, fencesOf, readPage } from '../support/markdown.ts';
import { suite } from '../support/suite.ts';
import { makeTempDir } from '../support/temp-dir.ts';

const page = suite('docs/authoring.md');

interface Example {
  readonly id: string;
  readonly file: string;
  /** What the page shows of it: a command line and all that it prints. */
  readonly shown: readonly Block[];
}

/** Each lesson of the page, written to a file of its own, with what is shown of it before the next. */
function examplesIn(folder: string): readonly Example[] {
  const examples: { id: string; file: string; shown: Block[] }[] = [];
  for (const block of fencesOf(readPage('docs/authoring.md'))) {
    if (block.language === 'console') examples.at(-1)?.shown.push(block);
    if (block.language !== 'ts') continue;
    const text = block.lines.join('\n');
    const id = /^ {2}id: '([a-z-]+)',$/m.exec(text)?.[1] ?? '';
    const file = join(folder, `${id}.ts`);
    writeFileSync(file, `${text}\n`);
    examples.push({ id, file, shown: [] });
  }
  return examples;
}

const examples = examplesIn(makeTempDir());

/** Runs a shown command line on the example's file. */
function runShown({ id, file }: Example, line: string): Promise<CliResult> {
  assert.match(line, /^\$ netscenario /);
  const words = line.split(' ').slice(2);
  return cli(words.map((word) => (word === `./${id}.ts` ? file : word)));
}

page('it has examples of all sorts', () => {
  assert.equal(
    examples.map(({ id, shown }) => [id, shown.length]),
    [
      ['a-bridge', 1],
      ['a-router', 0],
      ['a-guest', 0],
      ['a-mistake', 1],
    ],
  );
});

for (const example of examples) {
  const { id, file, shown } = example;
  for (const { lines } of shown)
    page(`${id}: what is shown is what is printed`, async () => {
      const [command = '', ...printed] = lines;
      const { stdout, stderr } = await runShown(example, command);
      assert.is((stdout + stderr).replaceAll(file, `./${id}.ts`), `${printed.join('\n')}\n`);
    });
  if (shown.length > 0) continue;
  page(`${id}: it holds and is proved, outside of the project`, async () => {
    const ran = await cli(['run', file]);
    assert.is(ran.code, 0, ran.stdout + ran.stderr);
    const proved = await cli(['prove', file]);
    assert.is(proved.code, 0, proved.stdout + proved.stderr);
  });
}

page('the lesson with a scene and a goal is an exercise between the two', async () => {
  const file = examples.find(({ id }) => id === 'a-guest')?.file ?? '';
  const graded = (script: string): Promise<CliResult> => {
    const solution = join(dirname(file), 'mine.sh');
    writeFileSync(solution, script);
    return cli(['lab', 'grade', file, '--solution', solution]);
  };
  const nothing = await graded('');
  assert.match(nothing.stdout, 'a-guest: 0 of 3 points');
  const right = await graded('ip address replace 192.0.2.2/24 dev to-server\nip link set to-server up\n');
  assert.match(right.stdout, 'a-guest: 3 of 3 points');
  assert.is(right.code, 0);
});

page('the smallest lesson holds, even if it is not proved', async () => {
  const { code, stdout } = await cli(['run', examples[0]?.file ?? '']);
  assert.is(code, 0, stdout);
});
page.run();
