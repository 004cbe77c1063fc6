import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { ROOT } from '../../src/paths.ts';
import { LESSON_IDS } from '../../src/plan/catalogue.ts';
import { installCopy } from '../support/installation.ts';
import { type Ended, runLesson, summaryOf } from '../support/runs.ts';
import { suite } from '../support/suite.ts';

const test = suite('JSON events');
const installed = installCopy();
test.after(() => installed.remove());

interface Documented {
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

/** Reads the tables of docs/json-events.md: event type to fields. */
function documented(): ReadonlyMap<string, Documented> {
  const sections = readFileSync(join(ROOT, 'docs/json-events.md'), 'utf8').split(/^## /m).slice(1);
  return new Map(
    sections.map((section) => {
      const fields = [...section.matchAll(/^\| `(\w+)`(\?)? +\|/gm)].map(([, name = '', mark]) => ({ name, optional: mark === '?' }));
      const named = (optional: boolean) => fields.filter((field) => field.optional === optional).map(({ name }) => name);
      return [section.split('\n')[0] ?? '', { required: named(false), optional: named(true) }];
    }),
  );
}

const DOCUMENTED = documented();
const seen = new Map<string, Set<string>>();

function hold({ events }: Ended): void {
  for (const { type, ...fields } of events) {
    const doc = DOCUMENTED.get(type);
    assert.ok(doc, `${type} is not documented`);
    const names = Object.keys(fields);
    assert.equal(
      doc.required.filter((name) => !names.includes(name)),
      [],
      `fields missing of ${type}`,
    );
    assert.equal(
      names.filter((name) => !doc.required.includes(name) && !doc.optional.includes(name)),
      [],
      `undocumented fields of ${type}`,
    );
    seen.set(type, new Set([...(seen.get(type) ?? []), ...names]));
  }
}

for (const lesson of LESSON_IDS) {
  test(`${lesson}: every event is as documented, and the last is the summary`, async () => {
    const ended = await runLesson(installed.cli, lesson, { args: ['--diff', '--verbose'] });
    hold(ended);
    const { scenario, ok, checks, durationMs, cleanup } = summaryOf(ended);
    assert.is(scenario, lesson);
    assert.is(ok, true);
    assert.ok(checks.passed > 0 && durationMs > 0 && cleanup.ok);
  });
}

test('all that is documented was seen', async () => {
  const lessons = join(ROOT, 'test/fixtures/lessons');
  hold(await runLesson(installed.cli, join(lessons, 'unplugged.ts'), { args: ['--deadline', '0.3'] }));
  hold(await runLesson(installed.cli, join(lessons, 'refused.ts')));
  hold(await runLesson(installed.cli, 'bridge-3ns', { args: ['--set', 'namespaces=17'] }));
  hold(await runLesson(installed.cli, 'veth-direct', { args: ['--until', '1'] }));
  const bare = await runLesson(installed.cli, 'veth-direct', { env: { ...process.env, PATH: '/nonexistent' } });
  assert.is(bare.code, 4);
  assert.is(summaryOf(bare).exitCode, 4);
  hold(bare);
  for (const [type, { required, optional }] of DOCUMENTED) {
    const fields = seen.get(type) ?? new Set();
    const unseen = [...required, ...optional].filter((name) => !fields.has(name));
    assert.equal(unseen, [], type);
  }
});

test.run();
