import { median, rankSumP } from './statistics.ts';
import type { Text } from './text.ts';

/** A quantity that is measured. */
export interface Metric {
  /** Small letters, digits and underscores, the unit included: the column's name in data files. */
  readonly id: string;
  readonly label: Text;
  readonly unit: Text;
  readonly better: 'more' | 'less';
}

/** One of the things that are compared. */
export interface Series {
  readonly id: string;
  readonly label: Text;
}

/** What is measured, before it is. */
export interface Design {
  readonly name: string;
  readonly title: Text;
  /** What the numbers count, and what they do not. */
  readonly method: Text;
  readonly metrics: readonly Metric[];
  readonly series: readonly Series[];
  readonly rounds: number;
}

/** What one turn of one series has given: a finite number for each metric, one that could not be had left out. */
export interface Sample {
  /** From 1. */
  readonly round: number;
  readonly series: string;
  readonly values: Readonly<Record<string, number>>;
  /** Why a value is missing. */
  readonly problem?: string;
}

export interface Measurement {
  readonly design: Design;
  readonly samples: readonly Sample[];
}

/** Where the values of one series are, in the metric's unit. */
export interface Spread {
  readonly metric: string;
  readonly series: string;
  readonly median: number;
  readonly lowest: number;
  readonly highest: number;
}

/** Two series compared: whether the difference holds, or may be noise. */
export interface Difference {
  readonly metric: string;
  /** The series with the higher median, and the other. */
  readonly higher: string;
  readonly lower: string;
  /** How many times the one median is the other; `null` where that is 0. */
  readonly ratio: number | null;
  /** Exact two-sided rank-sum test, from above 0 to 1. */
  readonly p: number;
  readonly holds: boolean;
}

/** The chance that is taken of calling noise a difference, for all pairs of a metric together. */
export const LEVEL = 0.05;

export function valuesOf(samples: readonly Sample[], metric: string, series: string): readonly number[] {
  return samples.flatMap((sample) => {
    const value = sample.series === series ? sample.values[metric] : undefined;
    return value === undefined ? [] : [value];
  });
}

/** Median and range of each metric and series of which there is any value. */
export function spreadsOf({ design, samples }: Measurement): readonly Spread[] {
  return design.metrics.flatMap(({ id: metric }) =>
    design.series.flatMap(({ id: series }) => {
      const values = valuesOf(samples, metric, series);
      if (values.length === 0) return [];
      return [{ metric, series, median: median(values), lowest: Math.min(...values), highest: Math.max(...values) }];
    }),
  );
}

/** Every pair of series, each once. */
function pairsIn(design: Design): readonly (readonly [string, string])[] {
  return design.series.flatMap(({ id }, index) => design.series.slice(index + 1).map((other) => [id, other.id] as const));
}

/**
 * Every pair of series in every metric. A difference holds where its chance, taken as often as there are pairs (Bonferroni),
 * is not above `LEVEL`.
 */
export function differencesOf({ design, samples }: Measurement): readonly Difference[] {
  const pairs = pairsIn(design);
  return design.metrics.flatMap(({ id: metric }) =>
    pairs.flatMap(([one, other]) => {
      const [a, b] = [valuesOf(samples, metric, one), valuesOf(samples, metric, other)];
      if (a.length === 0 || b.length === 0) return [];
      const [first, second] = [median(a), median(b)];
      const [higher, lower] = first >= second ? [one, other] : [other, one];
      const [high, low] = [Math.max(first, second), Math.min(first, second)];
      const p = rankSumP(a, b);
      return [{ metric, higher, lower, ratio: low > 0 ? high / low : null, p, holds: p * pairs.length <= LEVEL }];
    }),
  );
}

/** The fewest rounds with which a difference between this many series can hold at all. */
export function roundsNeeded(series: number): number {
  const pairs = (series * (series - 1)) / 2;
  let rounds = 1;
  const apart = (count: number) =>
    rankSumP(
      Array.from({ length: count }, (_, index) => index),
      Array.from({ length: count }, (_, index) => count + index),
    );
  while (apart(rounds) * pairs > LEVEL) rounds += 1;
  return rounds;
}

/** A number with three significant digits, without an exponent. */
export function formatValue(value: number): string {
  const size = Number(Math.abs(value).toPrecision(3));
  if (size >= 100) return String(Math.round(value));
  if (size === 0) return '0';
  return value.toFixed(Math.min(Math.max(2 - Math.floor(Math.log10(size)), 0), 6));
}

/** A measurement with its results, told in one language: what is drawn, and written to files. */
export interface ToldMeasurement {
  readonly name: string;
  readonly title: string;
  /** What the numbers count. */
  readonly method: string;
  readonly rounds: number;
  readonly metrics: readonly {
    readonly id: string;
    readonly label: string;
    readonly unit: string;
    readonly better: 'more' | 'less';
    /** Label, unit, and which way is better. */
    readonly heading: string;
  }[];
  readonly series: readonly { readonly id: string; readonly label: string }[];
  readonly samples: readonly Sample[];
  readonly spreads: readonly Spread[];
  readonly differences: readonly Difference[];
  /** Which differences hold and which may be noise, a sentence or two for each metric. */
  readonly findings: readonly { readonly metric: string; readonly text: string }[];
  /** How that was decided. */
  readonly rule: string;
  /** How to read the chart. */
  readonly legend: string;
  /** The same for a chart that shows each round. */
  readonly dots: string;
}
