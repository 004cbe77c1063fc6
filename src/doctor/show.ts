import { styleText } from 'node:util';
import type { Diagnosis } from './diagnose.ts';
import type { Finding } from './findings.ts';

const COLOUR = { ok: 'green', lacking: 'red', note: 'yellow', runs: 'green', skipped: 'red' } as const;
const WIDTH = 8;

type Word = keyof typeof COLOUR;

function row(word: Word, name: string, text: string, fix: string | undefined, colour: boolean): readonly string[] {
  const mark = word.padEnd(WIDTH);
  const painted = colour ? styleText(COLOUR[word], mark, { validateStream: false }) : mark;
  return [`${painted} ${name}: ${text}`, ...(fix ? [`${' '.repeat(WIDTH + 1)}fix: ${fix}`] : [])];
}

function findingRow({ status, id, seen, fix }: Finding, colour: boolean): readonly string[] {
  return row(status, id, seen, fix, colour);
}

/** A diagnosis as lines to read; `quiet` leaves only what is lacking. Pure. */
export function diagnosisLines({ findings, lessons }: Diagnosis, options: { quiet: boolean; colour: boolean }): readonly string[] {
  if (options.quiet) return findings.filter(({ status }) => status === 'lacking').flatMap((finding) => findingRow(finding, options.colour));
  const verdicts = lessons.flatMap(({ id, runs, lacking = '' }) =>
    row(runs ? 'runs' : 'skipped', id, runs ? 'all that it takes is here' : lacking, undefined, options.colour),
  );
  return [
    ...findings.flatMap((finding) => findingRow(finding, options.colour)),
    '',
    lessons.every(({ runs }) => runs) ? 'Lessons:' : 'Lessons, the skipped ones with what is lacking:',
    ...verdicts,
  ];
}
