// guard: deadline 240 s
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { cli } from '../support/cli.ts';
import { installCopy } from '../support/installation.ts';
import { runLesson, trouble } from '../support/runs.ts';
import { suite } from '../support/suite.ts';
import { makeTempDir } from '../support/temp-dir.ts';

const test = suite('measuring');
const installed = installCopy();
test.after(() => installed.remove());

const LESSON = 'switching-performance';
const ONE_ROUND = ['--set', 'rounds=1'];
const METRICS = ['throughput_gbit_s', 'round_trip_us', 'cpu_s_per_gb'];
const WIRINGS = ['veth', 'br', 'ovs', 'int'];

test('a round of each wiring is told as it comes, then all of it, and written to the files that were asked for', async () => {
  const folder = makeTempDir();
  const files = ['a.svg', 'a.json', 'a.csv'].map((name) => join(folder, name));
  const ended = await runLesson(installed.program, LESSON, { args: [...ONE_ROUND, ...files.flatMap((file) => ['--data', file])] });
  assert.is(ended.code, 0, trouble(ended));
  const samples = ended.events.flatMap((event) => (event.type === 'sample' ? [event] : []));
  assert.equal(
    samples.map(({ round, series }) => `${round} ${series}`),
    WIRINGS.map((wiring) => `1 ${wiring}`),
  );
  for (const { values } of samples) for (const metric of METRICS) assert.ok((values[metric] ?? 0) > 0, JSON.stringify(values));
  const measured = ended.events.find((event) => event.type === 'measurement');
  if (measured?.type !== 'measurement') throw new Error('there is no measurement');
  const { type: _type, step: _step, ...measurement } = measured;
  const [svg = '', json = '', csv = ''] = files.map((file) => readFileSync(file, 'utf8'));
  assert.match(svg, /^<svg [^>]*>[\s\S]*<\/svg>\n$/);
  const data = JSON.parse(json) as { lesson: string; params: object; measurement: object };
  assert.equal([data.lesson, data.params, data.measurement], [LESSON, { rounds: '1', seconds: '1' }, measurement]);
  assert.equal(csv.split('\r\n')[0], `round,series,${METRICS.join(',')}`);
  assert.is(csv.trimEnd().split('\r\n').length, 1 + WIRINGS.length);
  assert.equal(readdirSync(folder).sort(), ['a.csv', 'a.json', 'a.svg']);
});

test('what cannot be written, or measured, is refused before anything is built', async () => {
  const folder = makeTempDir();
  for (const [args, says] of [
    [
      ['run', LESSON, '--data', join(folder, 'a.png')],
      /--data '.*a\.png': it is not said what this file is to be[\s\S]*\.svg, \.json, \.csv/,
    ],
    [['run', LESSON, '--data', join(folder, 'none', 'a.svg')], /cannot write '.*none\/a\.svg'/],
    [['run', LESSON, '--data', join(folder, 'a.svg'), '--dry-run'], /--dry-run measures nothing/],
    [['run', LESSON, '--data', join(folder, 'a.svg'), '--until', 'bridge'], /measures nothing, so far as it is run/],
    [['run', 'veth-direct', '--data', join(folder, 'a.svg')], /veth-direct measures nothing/],
    [['run', LESSON, '--set', 'rounds=0'], /'0' is not a whole number from 1 to 20/],
    [['run', LESSON, '--set', 'seconds=0.5'], /'0\.5' is not a whole number from 1 to 60/],
  ] as const) {
    const { code, stdout, stderr } = await cli(args);
    assert.is(code, 2, stdout + stderr);
    assert.match(stderr, says);
    assert.is(stdout, '');
  }
  assert.not(existsSync(join(folder, 'a.svg')));
});

test.run();
