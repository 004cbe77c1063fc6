import * as assert from 'uvu/assert';
import { differencesOf, formatValue, roundsNeeded, spreadsOf } from '../../../src/model/measurement.ts';
import { median, rankSumP } from '../../../src/model/statistics.ts';
import { measurementOf } from '../../support/measurements.ts';
import { suite } from '../../support/suite.ts';

const statistics = suite('statistics');

function near(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) < 1e-12, `${actual} is not ${expected}`);
}

statistics('the median is the middle, or between the two middle ones', () => {
  assert.is(median([3, 1, 2]), 2);
  assert.is(median([10, 9]), 9.5);
  assert.is(median([7]), 7);
  assert.throws(() => median([]), /no median of nothing/);
});

statistics('samples that lie apart: two of all orders are as clear', () => {
  near(rankSumP([1], [2]), 1);
  near(rankSumP([1, 2, 3], [4, 5, 6]), 2 / 20);
  near(rankSumP([1, 2, 3, 4, 5], [6, 7, 8, 9, 10]), 2 / 252);
  near(rankSumP([6, 7, 8, 9, 10], [1, 2, 3, 4, 5]), 2 / 252);
});

// Sums of two ranks of four: 3, 4, 5, 5, 6, 7, about 5; that of 1 and 3 is 4.
statistics('samples that overlap, counted by hand', () => {
  near(rankSumP([1, 3], [2, 4]), 4 / 6);
  near(rankSumP([1, 4], [2, 3]), 1);
});

statistics('values that are alike share a rank, and samples that are alike show nothing', () => {
  near(rankSumP([5, 5, 5], [5, 5, 5]), 1);
  near(rankSumP([1, 2, 3], [1, 2, 3]), 1);
  // Doubled ranks 3, 3, 6, 8: of the six sums of two, 6 and 14 are the farthest from 10.
  near(rankSumP([1, 1], [2, 3]), 2 / 6);
});

statistics('an empty sample shows nothing', () => assert.is(rankSumP([], [1, 2]), 1));

statistics('the chances of all orders are those of a distribution', () => {
  for (const size of [1, 2, 5, 20]) {
    const p = rankSumP(
      Array.from({ length: size }, (_, index) => 2 * index),
      Array.from({ length: size }, (_, index) => 2 * index + 1),
    );
    assert.ok(p > 0 && p <= 1, String(p));
  }
});

statistics('median and range of each series', () => {
  assert.equal(spreadsOf(measurementOf({ a: [4, 1, 9], b: [2] })), [
    { metric: 'speed_kn', series: 'a', median: 4, lowest: 1, highest: 9 },
    { metric: 'speed_kn', series: 'b', median: 2, lowest: 2, highest: 2 },
  ]);
});

statistics('with two series, what lies apart in four rounds holds; in three it does not', () => {
  const holding = (a: readonly number[], b: readonly number[]) => differencesOf(measurementOf({ a, b })).map(({ holds }) => holds);
  assert.equal(holding([1, 2, 3, 4], [11, 12, 13, 14]), [true]);
  assert.equal(holding([1, 2, 3], [1001, 1002, 1003]), [false]);
  assert.equal(holding([1, 12, 3, 14], [11, 2, 13, 4]), [false]);
});

statistics('of three series, one apart and two alike: the first differs from both, they not from each other', () => {
  const measurement = measurementOf({
    slow: [1, 2, 3, 4, 5, 6],
    one: [21, 24, 23, 26, 25, 22],
    other: [22.5, 21.5, 25.5, 23.5, 24.5, 20.5],
  });
  const told = differencesOf(measurement).map(({ higher, lower, holds }) => `${higher} ${holds ? '>' : '~'} ${lower}`);
  assert.equal(told, ['one > slow', 'other > slow', 'one ~ other']);
});

statistics('a ratio is that of the medians, and none to nothing', () => {
  const ratio = (a: readonly number[], b: readonly number[]) => differencesOf(measurementOf({ a, b }))[0]?.ratio;
  assert.is(ratio([2, 4, 6], [8, 16, 24]), 4);
  assert.is(ratio([0, 0, 0], [1, 1, 1]), null);
});

statistics('the fewest rounds with which a difference can hold', () => {
  assert.is(roundsNeeded(2), 4);
  assert.is(roundsNeeded(4), 5);
});

statistics('values have three digits that count, and no exponent', () => {
  for (const [value, text] of [
    [0, '0'],
    [0.0123456, '0.0123'],
    [0.1, '0.100'],
    [1.005, '1.00'],
    [12.34, '12.3'],
    [99.96, '100'],
    [2198.4, '2198'],
    [12345678, '12345678'],
  ] as const)
    assert.is(formatValue(value), text);
});

statistics.run();
