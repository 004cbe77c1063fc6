import { styleText } from 'node:util';
import { fixLine } from '../model/errors.ts';
import { say, type Words } from '../model/say.ts';
import { displayWidth, padEnd } from '../model/width.ts';
import type { Diagnosis } from './diagnose.ts';
import type { Finding } from './findings.ts';

const COLOUR = { ok: 'green', lacking: 'red', note: 'yellow', runs: 'green', skipped: 'red' } as const;
/** How each is called. */
const WORDS: Readonly<Record<Word, Words>> = {
  ok: { en: 'ok', zh: '正常' },
  lacking: { en: 'lacking', zh: '缺少' },
  note: { en: 'note', zh: '注意' },
  runs: { en: 'runs', zh: '能跑' },
  skipped: { en: 'skipped', zh: '跳过' },
};

type Word = keyof typeof COLOUR;

function row(word: Word, name: string, text: string, fix: string | undefined, colour: boolean): readonly string[] {
  const width = Math.max(...Object.values(WORDS).map((words) => displayWidth(say(words)))) + 1;
  const mark = padEnd(say(WORDS[word]), width);
  const painted = colour ? styleText(COLOUR[word], mark, { validateStream: false }) : mark;
  return [
    `${painted} ${say({ en: `${name}: ${text}`, zh: `${name}：${text}` })}`,
    ...(fix ? [`${' '.repeat(width + 1)}${fixLine(fix)}`] : []),
  ];
}

function findingRow({ status, id, seen, fix }: Finding, colour: boolean): readonly string[] {
  return row(status, id, seen, fix, colour);
}

/** A diagnosis as lines to read; `quiet` leaves only what is lacking. Pure. */
export function diagnosisLines({ findings, lessons }: Diagnosis, options: { quiet: boolean; colour: boolean }): readonly string[] {
  if (options.quiet) return findings.filter(({ status }) => status === 'lacking').flatMap((finding) => findingRow(finding, options.colour));
  const verdicts = lessons.flatMap(({ id, runs, lacking = '' }) =>
    row(
      runs ? 'runs' : 'skipped',
      id,
      runs ? say({ en: 'all that it takes is here', zh: '需要的都在' }) : lacking,
      undefined,
      options.colour,
    ),
  );
  return [
    ...findings.flatMap((finding) => findingRow(finding, options.colour)),
    '',
    lessons.every(({ runs }) => runs)
      ? say({ en: 'Lessons:', zh: '课程：' })
      : say({ en: 'Lessons, the skipped ones with what is lacking:', zh: '课程（跳过的注明缺什么）：' }),
    ...verdicts,
  ];
}
