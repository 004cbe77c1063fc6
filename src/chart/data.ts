import type { ToldMeasurement } from '../model/measurement.ts';
import { chartSvg } from './svg.ts';

/** What a file of measured data can be, by the end of its name. */
export const DATA_FORMATS = ['svg', 'json', 'csv'] as const;

export type DataFormat = (typeof DATA_FORMATS)[number];

/** What was measured, and where. */
export interface MeasuredRecord {
  readonly lesson: string;
  readonly params: { readonly [name: string]: string };
  /** `root`, or `user` for a user namespace of an ordinary user. */
  readonly isolation: string;
  /** What Open vSwitch forwarded with, where the lesson uses it. */
  readonly ovsDatapath?: string;
  readonly kernel: string;
  /** How many processors the program may use. */
  readonly processors: number;
  readonly measurement: ToldMeasurement;
}

/** The format that a file's name asks for. */
export function formatOf(path: string): DataFormat | undefined {
  return DATA_FORMATS.find((format) => path.toLowerCase().endsWith(`.${format}`));
}

/** A word of a CSV file (RFC 4180). */
function csvWord(value: string | number): string {
  const word = String(value);
  return /[",\r\n]/.test(word) ? `"${word.replaceAll('"', '""')}"` : word;
}

/** A line for each turn, a column for each quantity; what could not be had is empty. */
function csvOf({ metrics, samples }: ToldMeasurement): string {
  const rows = samples.map(({ round, series, values }) => [round, series, ...metrics.map(({ id }) => values[id] ?? '')]);
  return [['round', 'series', ...metrics.map(({ id }) => id)], ...rows].map((row) => `${row.map(csvWord).join(',')}\r\n`).join('');
}

/** The text of a file with a measurement. */
export function dataText(record: MeasuredRecord, format: DataFormat): string {
  if (format === 'svg') return chartSvg(record.measurement);
  return format === 'csv' ? csvOf(record.measurement) : `${JSON.stringify(record, null, 2)}\n`;
}
