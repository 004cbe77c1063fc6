// guard: deadline 300 s
/** The lines of `lab grade --reporter json`, held against docs/json-grade.schema.json. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import * as assert from 'uvu/assert';
import { referenceSolution } from '../../src/lab/solution.ts';
import { ROOT } from '../../src/paths.ts';
import { gradeAs } from '../support/grade-as.ts';
import { installCopy } from '../support/installation.ts';
import { exercise } from '../support/submit.ts';
import { suite } from '../support/suite.ts';

const test = suite('lines of a grade');
const installed = installCopy();
test.after(() => installed.remove());

interface Schema {
  readonly type?: string;
  readonly const?: string;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
}

const SCHEMA = JSON.parse(readFileSync(join(ROOT, 'docs/json-grade.schema.json'), 'utf8')) as Schema;
const validate = new Ajv({ allErrors: true, strict: true }).compile(SCHEMA);
const account = { name: 'whoever tests', uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
const right = referenceSolution(await exercise('veth-direct'));

/** Which fields came, and which of their known values, by the line. */
const seen = new Set<string>();

function note(value: unknown, path: string): void {
  seen.add(path);
  if (typeof value === 'string') seen.add(`${path} ${value}`);
  if (Array.isArray(value)) for (const item of value) note(item, path);
  else if (typeof value === 'object' && value !== null) for (const [name, own] of Object.entries(value)) note(own, `${path} ${name}`);
}

/** What the schema knows of, named as `note` names it. */
function known({ properties = {}, items, enum: values = [] }: Schema, path: string): readonly string[] {
  return [
    path,
    ...values.map((value) => `${path} ${value}`),
    ...(items ? known(items, path) : []),
    ...Object.entries(properties).flatMap(([name, own]) => known(own, `${path} ${name}`)),
  ];
}

/** Grades a script, and fails where a line is not as the schema has it, or not in its place. */
async function graded(script: string, args: readonly string[] = []) {
  const run = await gradeAs(script, { cli: installed.cli, account, args });
  const lines = run.stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { readonly type: string; readonly id?: string });
  for (const line of lines) {
    assert.ok(validate(line), `${JSON.stringify(line)}: ${JSON.stringify(validate.errors)}`);
    note(line, line.type);
  }
  const checks = run.grade.checks.map(({ id }) => `evidence ${id}`);
  assert.equal(
    lines.map(({ type, id }) => (id === undefined ? type : `${type} ${id}`)),
    ['submission', ...checks, 'grade'],
  );
  return run;
}

test('a full grade', async () => {
  const { grade, submission, code } = await graded(right);
  assert.is(grade.score, grade.maxScore);
  assert.equal([submission.endedBy, submission.exitCode, code], ['itself', 0, 0]);
});

test('checks that fail, and such as wait for them', async () => {
  const { grade, submission } = await graded('ip netns add ns0; exit 3');
  assert.equal([...new Set(grade.checks.map(({ status }) => status))].sort(), ['failed', 'passed', 'skipped']);
  assert.is(submission.exitCode, 3);
});

test('a check with evidence', async () => {
  const { stdout } = await graded(`${right}\nip netns exec ns1 iptables -A INPUT -p icmp -j DROP`);
  assert.match(stdout, /"type":"evidence","id":"[^"]*","evidence":\["/);
});

for (const [limit, script] of Object.entries({
  time: 'sleep 60',
  memory: 'x=$(head -c 400000000 /dev/zero | tr "\\0" x); sleep 60',
  output: 'yes',
}))
  test(`ended at its limit: ${limit}`, async () => {
    const { submission } = await graded(script, limit === 'time' ? ['--timeout', '1'] : []);
    assert.equal([submission.endedBy, submission.exitCode], [limit, null]);
  });

test('what is begun, and what is broken', async () => {
  await graded('true', ['--kind', 'finish']);
  const { stdout } = await graded('true', ['--kind', 'repair', '--seed', '2']);
  assert.match(stdout, /^\{"type":"submission","kind":"repair","seed":2,/);
});

test('all that the schema knows of was seen', () => {
  const all = SCHEMA.oneOf?.flatMap((line) => known(line, line.properties?.['type']?.const ?? '')) ?? [];
  // Nothing outlives a sandbox.
  assert.equal(
    all.filter((word) => !seen.has(word) && word !== 'submission leftovers'),
    [],
  );
});

test.run();
