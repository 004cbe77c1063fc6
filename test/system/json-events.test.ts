import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import * as assert from 'uvu/assert';
import { ROOT } from '../../src/paths.ts';
import { LESSON_IDS } from '../../src/plan/catalogue.ts';
import { briefFlags } from '../support/brief.ts';
import { installCopy } from '../support/installation.ts';
import { type Ended, runLesson, start, summaryOf } from '../support/runs.ts';
import { suite } from '../support/suite.ts';

const test = suite('JSON events');
const installed = installCopy();
test.after(() => installed.remove());

type Schema = {
  readonly oneOf: readonly {
    readonly properties: Readonly<Record<string, { readonly const?: string; readonly enum?: readonly string[] }>>;
  }[];
};

const SCHEMA = JSON.parse(readFileSync(join(ROOT, 'docs/json-events.schema.json'), 'utf8')) as Schema;
const validate = new Ajv({ allErrors: true, strict: true }).compile(SCHEMA);
const seen = new Map<string, Set<string>>();

/** Fails where a line is not as the schema has it; notes which fields and which of their known values came. */
function hold({ events }: Ended): void {
  for (const event of events) {
    assert.ok(
      validate(event),
      `${JSON.stringify(event)}: ${JSON.stringify(validate.errors?.filter(({ keyword }) => keyword !== 'const' && keyword !== 'oneOf'))}`,
    );
    const words = Object.entries(event).flatMap(([name, value]) => [name, `${name} ${value}`]);
    seen.set(event.type, new Set([...(seen.get(event.type) ?? []), ...words]));
  }
}

for (const lesson of LESSON_IDS) {
  test(`${lesson}: every event is as documented, and the last is the summary`, async () => {
    const ended = await runLesson(installed.program, lesson, { args: ['--diff', '--verbose', '--timing', ...(await briefFlags(lesson))] });
    hold(ended);
    const { scenario, ok, checks, durationMs, cleanup } = summaryOf(ended);
    assert.is(scenario, lesson);
    assert.is(ok, true);
    assert.ok(checks.passed > 0 && durationMs > 0 && cleanup.ok);
  });
}

test('a run that is interrupted', async () => {
  const { ended } = start(installed.program, ['run', 'veth-same-host', '--reporter', 'json'], {
    onEvent: (event, child) => {
      // Once: a second one ends it at once, without a summary.
      if (event.type === 'step-started' && event.number === 1) child.kill('SIGINT');
    },
  });
  const run = await ended;
  hold(run);
  assert.is(summaryOf(run).exitCode, 130);
});

test('all that the schema knows of was seen', async () => {
  const lessons = join(ROOT, 'test/fixtures/lessons');
  hold(await runLesson(installed.program, join(lessons, 'unplugged.ts'), { args: ['--deadline', '0.3'] }));
  hold(await runLesson(installed.program, join(lessons, 'refused.ts')));
  hold(await runLesson(installed.program, join(lessons, 'unserved.ts'), { args: ['--deadline', '0.3'] }));
  hold(await runLesson(installed.program, 'bridge-3ns', { args: ['--set', 'namespaces=17'] }));
  hold(await runLesson(installed.program, 'veth-direct', { args: ['--until', '1'] }));
  hold(await runLesson(installed.program, 'veth-direct', { args: ['--timing'] }));
  const bare = await runLesson(installed.cli, 'veth-direct', { env: { ...process.env, PATH: '/nonexistent' } });
  assert.is(bare.code, 4);
  assert.is(summaryOf(bare).exitCode, 4);
  hold(bare);
  for (const { properties } of SCHEMA.oneOf) {
    const type = properties['type']?.const ?? '';
    const known = Object.entries(properties).flatMap(([name, { enum: values = [] }]) => [
      name,
      // Which of these two it is depends on who runs it, and on the kernel.
      ...(['isolation', 'ovsDatapath'].includes(name) ? [] : values.map((value) => `${name} ${value}`)),
    ]);
    const unseen = known.filter((word) => !seen.get(type)?.has(word));
    assert.equal(unseen, [], type);
  }
});

test('what is not as it should be is found', () => {
  const note = { type: 'note', step: 'one', text: 'a sentence' };
  assert.ok(validate(note));
  for (const wrong of [
    { ...note, more: 1 },
    { ...note, step: 1 },
    { type: 'note', step: 'one' },
    { ...note, type: 'nonesuch' },
  ])
    assert.not.ok(validate(wrong), JSON.stringify(wrong));
});

test.run();
