import * as assert from 'uvu/assert';
import { barLines } from '../../../src/chart/bars.ts';
import { dataText, formatOf } from '../../../src/chart/data.ts';
import { chartSvg } from '../../../src/chart/svg.ts';
import { ticksTo } from '../../../src/chart/ticks.ts';
import { wrapText } from '../../../src/chart/wrap.ts';
import { displayWidth } from '../../../src/model/width.ts';
import { tellMeasurement } from '../../../src/vocabulary/findings.ts';
import { measurementOf } from '../../support/measurements.ts';
import { suite } from '../../support/suite.ts';

const chart = suite('charts');

const MEASUREMENT = measurementOf({ a: [10, 8, 12], b: [2, 1, 4] });
const EN = tellMeasurement(MEASUREMENT, 'en');
const ZH = tellMeasurement(MEASUREMENT, 'zh');
const plain = (_: string, text: string) => text;

chart('bars end at the median, with what lies around it marked', () => {
  assert.equal(barLines(EN, { columns: 60, paint: plain }), [
    'Speed, kn (more is better)',
    `  path a  10.0  8.00–12.0  ${'█'.repeat(22)}${'▓'.repeat(6)}${'─'.repeat(4)}┤`,
    `  path b  2.00  1.00–4.00  ${'█'.repeat(3)}${'▓'.repeat(3)}${'─'.repeat(4)}┤`,
    '',
  ]);
});

chart('no line is wider than the terminal, in either language', () => {
  for (const told of [EN, ZH])
    for (const columns of [20, 30, 40, 60, 80, 200])
      for (const line of barLines(told, { columns, paint: plain }))
        assert.ok(displayWidth(line) <= Math.max(columns, 28), `${columns}: ${line}`);
});

chart('colour changes nothing but the colour', () => {
  const painted = barLines(ZH, { columns: 80, paint: (part, text) => (text === '' ? '' : `<${part}>${text}</${part}>`) });
  assert.ok(painted.some((line) => line.includes('<bar>█')));
  assert.equal(
    painted.map((line) => line.replaceAll(/<\/?[a-z]+>/g, '')),
    barLines(ZH, { columns: 80, paint: plain }),
  );
});

chart('a scale has round numbers, begins at 0 and holds the highest value', () => {
  for (const highest of [0.00012, 0.09, 1, 4.99, 5, 7, 23, 100, 6934, 1e9]) {
    const ticks = ticksTo(highest);
    const [zero, step = 0] = ticks;
    assert.is(zero, 0);
    assert.ok((ticks.at(-1) ?? 0) >= highest * (1 - 1e-9) && ticks.length >= 3 && ticks.length <= 6, `${highest}: ${ticks}`);
    assert.match((step / 10 ** Math.floor(Math.log10(step) + 1e-9)).toFixed(2), /^(1\.00|2\.00|2\.50|5\.00)$/);
  }
  assert.equal(ticksTo(0), [0, 1]);
});

chart('lines break where each language lets them', () => {
  assert.equal(wrapText('one two three', 7), ['one two', 'three']);
  assert.equal(wrapText('每一轮，都测一次', 8), ['每一轮，', '都测一次']);
});

chart('the picture has a bar, a range and a circle for each round, and names in its language', () => {
  for (const told of [EN, ZH]) {
    const svg = chartSvg(told);
    assert.is(svg.split('class="nc-bar"').length - 1, 2);
    assert.is(svg.split('class="nc-range"').length - 1, 2);
    assert.is(svg.split('<circle').length - 1, 6);
    for (const { label } of told.series) assert.ok(svg.includes(`>${label}<`), label);
    assert.ok(svg.includes('prefers-color-scheme:dark'));
    assert.not.match(svg, /NaN|undefined|<script|href|\bid=/);
  }
});

chart('a longer bar stands for a larger value', () => {
  const widths = [...chartSvg(EN).matchAll(/class="nc-bar" x="[\d.]+" y="[\d.]+" width="([\d.]+)"/g)].map(([, width]) => Number(width));
  const [a = 0, b = 0] = widths;
  assert.ok(Math.abs(a / b - 5) < 0.1, widths.join());
});

chart('names that mean something to XML are only names', () => {
  const svg = chartSvg({ ...EN, title: '<b>&"', series: [{ id: 'a', label: 'x<y' }] });
  assert.ok(svg.includes('&lt;b&gt;&amp;&quot;') && svg.includes('x&lt;y') && !svg.includes('x<y'));
});

const RECORD = {
  ...{ lesson: 'demo', params: { rounds: '3' }, isolation: 'user', ovsDatapath: 'netdev', kernel: '6.1', processors: 2 },
  measurement: EN,
} as const;

chart('data as CSV: a line for each turn, what is missing empty', () => {
  assert.is(dataText(RECORD, 'csv'), 'round,series,speed_kn\r\n1,a,10\r\n2,a,8\r\n3,a,12\r\n1,b,2\r\n2,b,1\r\n3,b,4\r\n');
  const gap = { ...RECORD, measurement: { ...EN, samples: [{ round: 1, series: 'a', values: {} }] } };
  assert.is(dataText(gap, 'csv'), 'round,series,speed_kn\r\n1,a,\r\n');
});

chart('data as JSON is what was measured, and where', () => {
  assert.equal(JSON.parse(dataText(RECORD, 'json')), JSON.parse(JSON.stringify(RECORD)));
});

chart('the format is said by the end of the name', () => {
  for (const [name, format] of [
    ['a.svg', 'svg'],
    ['b.c/d.JSON', 'json'],
    ['x.csv', 'csv'],
    ['svg', undefined],
    ['a.png', undefined],
  ] as const)
    assert.is(formatOf(name), format);
});

chart.run();
