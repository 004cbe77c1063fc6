import * as assert from 'uvu/assert';
import * as v from 'valibot';
import { readBusySeconds, readRoundTrip, readSamples, readTransfer } from '../../../src/vocabulary/actions/measure.ts';
import type { CommandResult } from '../../../src/vocabulary/define.ts';
import { tellMeasurement, tellSample } from '../../../src/vocabulary/findings.ts';
import { action } from '../../../src/vocabulary/index.ts';
import { measurementOf } from '../../support/measurements.ts';
import { recorded } from '../../support/recorded.ts';
import { suite } from '../../support/suite.ts';

const measuring = suite('measuring');

function printed(stdout: string): CommandResult {
  return { command: '', exitCode: 0, stdout, stderr: '', durationMs: 1 };
}

const PATHS = ['a', 'b'].map((id) => ({ id, label: { en: id, zh: id }, from: `ns-${id}`, to: '10.0.0.2' }));
const TURN = ['ping-quiet', 'proc-stat-before', 'iperf3', 'proc-stat-after'].map((name) => printed(recorded(name)));

measuring('what ping, iperf3 and /proc/stat have printed is read', () => {
  assert.is(readRoundTrip(recorded('ping-quiet')), 1000 * Number(/= [\d.]+\/([\d.]+)\//.exec(recorded('ping-quiet'))?.[1]));
  assert.equal(readTransfer(recorded('iperf3')), { bytes: 625213440, gbits: 4.9663619221997042 });
  assert.is(readBusySeconds(recorded('proc-stat-before')), (2116007 + 28572 + 797803 + 0 + 17466) / 100);
});

measuring('what says nothing of the kind is no number', () => {
  for (const text of ['', 'cpu', 'cpu  1 2', 'PING 10.0.0.2', '{', '[]', 'null', recorded('iperf3-refused')])
    assert.equal([readRoundTrip(text), readTransfer(text), readBusySeconds(text)], [undefined, undefined, undefined], text);
});

measuring('a turn becomes a sample once all its commands have ended; rounds go over all paths', () => {
  const params = { paths: PATHS, rounds: 2 };
  assert.equal(readSamples(params, TURN.slice(0, 3)), []);
  const samples = readSamples(params, [...TURN, ...TURN, ...TURN]);
  assert.equal(
    samples.map(({ round, series }) => `${round} ${series}`),
    ['1 a', '1 b', '2 a'],
  );
  const busy = (2116071 + 28639 + 797876 + 17477 - (2116007 + 28572 + 797803 + 17466)) / 100;
  const cpu = samples[0]?.values['cpu_s_per_gb'] ?? Number.NaN;
  assert.ok(Math.abs(cpu - busy / 0.62521344) < 1e-6, String(cpu));
});

measuring('where iperf3 reaches nobody, its numbers are missing and its complaint is there', () => {
  const [ping, before, , after] = TURN;
  if (!ping || !before || !after) throw new Error('a turn has four commands');
  const [sample] = readSamples({ paths: PATHS, rounds: 1 }, [ping, before, printed(recorded('iperf3-refused')), after]);
  assert.equal(Object.keys(sample?.values ?? {}), ['round_trip_us']);
  assert.is(sample?.problem, 'unable to connect to server: Connection refused');
});

measuring('nothing that has arrived costs no endless time', () => {
  const [ping, before, , after] = TURN;
  if (!ping || !before || !after) throw new Error('a turn has four commands');
  const nothing = printed(JSON.stringify({ end: { sum_received: { bytes: 0, bits_per_second: 0 } } }));
  const [sample] = readSamples({ paths: PATHS, rounds: 1 }, [ping, before, nothing, after]);
  assert.is(sample?.values['cpu_s_per_gb'], undefined);
  assert.is(sample?.values['throughput_gbit_s'], 0);
});

const faults = (input: object) => {
  const parsed = v.safeParse(action.measure.params, { name: 'm', paths: PATHS, ...input });
  return parsed.success ? [] : parsed.issues.map(({ message }) => message);
};

measuring('what cannot be measured is refused', () => {
  assert.equal(faults({}), []);
  assert.match(faults({ paths: PATHS.slice(0, 1) }).join(), /at least two paths/);
  assert.match(faults({ paths: [PATHS[0], PATHS[0]] }).join(), /two paths have one id/);
  for (const input of [{ rounds: 0 }, { rounds: 21 }, { rounds: 1.5 }, { seconds: 0 }, { seconds: 61 }, { seconds: 0.5 }, { name: 'a b' }])
    assert.ok(faults(input).length > 0, JSON.stringify(input));
  assert.match(faults({ paths: PATHS.map((path) => ({ ...path, label: 'plain' })) }).join(), /is no text/);
});

const CLEAR = { a: [1, 2, 3, 4, 5, 6], b: [11, 12, 13, 14, 15, 16], c: [11.5, 15.5, 12.5, 16.5, 10.5, 13.4] };

measuring('which differences hold is told from the rounds, in both languages', () => {
  const told = (['en', 'zh'] as const).map((lang) => tellMeasurement(measurementOf(CLEAR), lang).findings[0]?.text);
  assert.equal(told, [
    'Speed: these differences hold: path b above path a (3.86 times); path c above path a (3.70 times). This may be noise: path b and path c.',
    '速度：成立的差异：路径 b 高于路径 a（3.86 倍）；路径 c 高于路径 a（3.70 倍）。可能只是噪声：路径 b 与路径 c。',
  ]);
});

measuring('the same numbers under other names tell the same of those', () => {
  const { a, b, c } = CLEAR;
  const [finding] = tellMeasurement(measurementOf({ a: b, b: a, c }), 'en').findings;
  assert.match(finding?.text ?? '', /path a above path b .*; path c above path b .*noise: path a and path c\./);
});

measuring('where nothing holds, and where no round can tell, that is said', () => {
  const few = tellMeasurement(measurementOf({ a: [1, 2, 3], b: [101, 102, 103] }), 'en');
  assert.is(few.findings[0]?.text, 'Speed: no difference holds; what lies between any two may be noise.');
  assert.match(few.rule, /With 3 rounds none can, however clear it looks: that takes 4\./);
  assert.match(tellMeasurement(measurementOf({ a: [1, 2, 3], b: [101, 102, 103] }), 'zh').rule, /只测 3 轮时.*至少要 4 轮/);
  assert.not.match(tellMeasurement(measurementOf(CLEAR), 'en').rule, /none can/);
});

measuring('a turn as a line', () => {
  const { design, samples } = measurementOf({ a: [1.234], b: [20] });
  const [sample] = samples;
  if (!sample) throw new Error('there is a sample');
  assert.is(tellSample(sample, design, 'en'), 'round 1, path a: 1.23 kn');
  assert.is(tellSample({ ...sample, values: {} }, design, 'zh'), '第 1 轮，路径 a：– 节');
});

measuring.run();
