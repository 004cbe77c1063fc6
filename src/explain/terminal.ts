import { styleText } from 'node:util';
import { spansOf } from '../model/prose.ts';
import { displayWidth } from '../model/width.ts';
import { type CommandBlock, commandLine, type Explanation, type Note, type OtherWords, type StepExplanation } from './explanation.ts';
import { WORDS, type Words } from './words.ts';
import { wrap, wrapCommand } from './wrap.ts';

type Style = Parameters<typeof styleText>[0];

export interface Screen {
  readonly columns: number;
  readonly colour: boolean;
}

/** Wider lines are hard to read, however wide the terminal is. */
const WIDEST_PROSE = 100;

/** Below this the notes on flags stand under their flag instead of beside it. */
const NARROW = 60;

/** Flags longer than this get a line of their own. */
const FLAG_COLUMN = 22;

interface Manner {
  readonly indent?: string;
  readonly mark?: string;
  readonly markStyle?: Style;
  readonly style?: Style;
}

/** Lines of text for a terminal, none wider than its columns. */
class Writer {
  readonly lines: string[] = [];
  readonly words: Words;
  readonly #columns: number;
  readonly #colour: boolean;

  constructor({ columns, colour }: Screen, words: Words) {
    this.#columns = Math.min(columns, WIDEST_PROSE);
    this.#colour = colour;
    this.words = words;
  }

  paint(style: Style, text: string): string {
    return this.#colour && text !== '' ? styleText(style, text, { validateStream: false }) : text;
  }

  /** One empty line, however often it is asked for. */
  gap(): void {
    if (this.lines.length > 0 && this.lines.at(-1) !== '') this.lines.push('');
  }

  /** Prose; code in it is coloured, or in quotes where there is no colour. `mark` stands before the first line, as wide as the indent. */
  prose(text: string, { indent = '', mark, markStyle, style }: Manner = {}): void {
    const spans = spansOf(text).map((span) => (span.code && !this.#colour ? { code: false, text: `‘${span.text}’` } : span));
    const code = (part: string) => this.paint('cyan', part);
    const [first = '', ...others] = wrap(spans, { columns: this.#columns, indent, code });
    const styled = (line: string) => (style ? this.paint(style, line) : line);
    const start = mark === undefined ? indent : markStyle ? this.paint(markStyle, mark) : mark;
    this.lines.push(`${start}${styled(first.slice(indent.length))}`, ...others.map(styled));
  }

  /** A heading over a rule of its own width. */
  heading(text: string, rule: string, style: Style): void {
    this.gap();
    const plain = spansOf(text).map((span) => ({ ...span, code: false }));
    const lines = wrap(plain, { columns: this.#columns, indent: '', code: (part) => part });
    this.lines.push(...lines.map((line) => this.paint(style, line)));
    this.lines.push(this.paint('dim', rule.repeat(Math.max(...lines.map(displayWidth)))), '');
  }

  label(text: string): void {
    this.gap();
    this.prose(text, { style: 'bold' });
  }

  /** A command behind its sign; `first` stands before its first line, as wide as the indent. */
  command(text: string, indent: string, first = indent): void {
    const lines = wrapCommand(text, this.#columns - indent.length - 2);
    this.lines.push(
      ...lines.map((line, index) => `${index === 0 ? `${first}${this.paint('dim', '$')}` : `${indent} `} ${this.paint('green', line)}`),
    );
  }

  /** Flags and what they mean, in two columns where there is room. */
  notes(notes: readonly Note[], indent: string): void {
    const roomy = this.#columns >= NARROW;
    const width = Math.max(0, ...notes.map(({ flag }) => displayWidth(flag)).filter((one) => one <= FLAG_COLUMN));
    const hanging = `${indent}${roomy ? ' '.repeat(width + 2) : '  '}`;
    for (const { flag, means } of notes) {
      const beside = roomy && displayWidth(flag) <= FLAG_COLUMN;
      if (!beside)
        this.lines.push(...wrapCommand(flag, this.#columns - indent.length).map((line) => `${indent}${this.paint('cyan', line)}`));
      const mark = `${indent}${flag}${' '.repeat(Math.max(0, width + 2 - displayWidth(flag)))}`;
      this.prose(means, { indent: hanging, ...(beside ? { mark, markStyle: 'cyan' } : {}) });
    }
  }

  more(count: number, indent: string): void {
    if (count > 0) this.lines.push(`${indent}${this.paint('dim', this.words.more(count))}`);
  }

  list(items: readonly string[], bullet: (index: number) => string): void {
    for (const [index, item] of items.entries()) {
      const mark = bullet(index);
      this.prose(item, { indent: ' '.repeat(displayWidth(mark)), mark });
    }
  }

  /** Lines that fit as they are: a picture. */
  verbatim(text: string): void {
    this.lines.push(...text.split('\n'));
  }
}

/** The same commands in other dialects, the name of each in front of its first. */
function drawOthers(writer: Writer, others: readonly OtherWords[]): void {
  if (others.length > 0) writer.prose(writer.words.otherDialects, { indent: '        ', style: 'dim' });
  const width = Math.max(0, ...others.map(({ dialect }) => dialect.length));
  const indent = ' '.repeat(8 + width + 2);
  for (const { dialect, commands } of others)
    for (const [index, command] of commands.entries())
      writer.command(command, indent, index === 0 ? `        ${dialect.padEnd(width)}  ` : indent);
}

function drawBlock(writer: Writer, { title, purpose, commands, more, notes, others, mistakes }: CommandBlock, index: number): void {
  writer.gap();
  if (title !== undefined) writer.prose(title, { indent: '  ', style: 'bold' });
  else if (index > 0) writer.prose(writer.words.known, { indent: '  ', style: 'bold' });
  if (purpose !== undefined) writer.prose(purpose, { indent: '  ' });
  for (const command of commands) writer.command(command, '    ');
  writer.more(more, '    ');
  writer.notes(notes, '        ');
  drawOthers(writer, others);
  for (const mistake of mistakes) writer.prose(mistake, { indent: '      ', mark: '    ! ', markStyle: 'yellow' });
}

const SIGN_STYLE = { '+': 'green', '-': 'red', '~': 'yellow' } as const;

function drawChanges(writer: Writer, { changes, acts }: StepExplanation): void {
  const { words } = writer;
  writer.label(words.changes);
  if (changes.length === 0) writer.prose(acts ? words.trafficOnly : words.nothingChanges, { indent: '  ' });
  for (const { item, more } of changes) {
    writer.prose(`${words.place(item.netns)}${words.colon}${words.gap}${item.text}`, {
      indent: '    ',
      mark: `  ${item.sign} `,
      markStyle: SIGN_STYLE[item.sign],
    });
    writer.more(more, '    ');
  }
}

function drawLook(writer: Writer, { look, claims, note }: StepExplanation): void {
  if (look === undefined && claims.length === 0) return;
  writer.label(writer.words.look);
  if (look !== undefined) writer.prose(look, { indent: '  ' });
  for (const [index, { item, more }] of claims.entries()) {
    if (index > 0 || look !== undefined) writer.gap();
    writer.prose(item.claim, { indent: '    ', mark: '  ✔ ', markStyle: 'green' });
    writer.command(item.see, '    ');
    writer.notes(item.notes, '        ');
    if (item.shows !== undefined) writer.prose(`${writer.words.shows}${writer.words.gap}${item.shows}`, { indent: '    ' });
    writer.more(more, '    ');
  }
  if (note !== undefined) {
    writer.gap();
    writer.prose(note, { indent: '  ' });
  }
}

function drawStep(writer: Writer, step: StepExplanation, count: number): void {
  const { words } = writer;
  writer.heading(`${words.step} ${step.number}/${count} · ${step.title}`, '─', ['bold', 'cyan']);
  writer.prose(step.why);
  for (const [index, block] of step.blocks.entries()) drawBlock(writer, block, index);
  drawChanges(writer, step);
  drawLook(writer, step);
}

function drawEnd(writer: Writer, { path, errata, sources, tryNext, breakIt, word }: Explanation): void {
  const { words } = writer;
  const numbered = (index: number) => `${String(index + 1).padStart(2)}. `;
  if (path) {
    writer.heading(words.path(path.from, path.to), '─', ['bold', 'cyan']);
    writer.list(path.hops, numbered);
  }
  if (errata.length > 0) {
    writer.heading(words.errata, '─', ['bold', 'cyan']);
    for (const { source, mistake, right } of errata) {
      writer.gap();
      writer.prose(source === undefined ? mistake : words.mistakeIn(source, mistake), { indent: '    ', mark: '  ✘ ', markStyle: 'red' });
      writer.prose(right, { indent: '    ', mark: '  ✔ ', markStyle: 'green' });
    }
  }
  for (const [title, items] of [
    [words.tryNext, tryNext],
    [words.breakIt, breakIt],
    [words.sources, sources],
  ] as const) {
    if (items.length === 0) continue;
    writer.heading(title, '─', ['bold', 'cyan']);
    writer.list(items, () => '  • ');
  }
  writer.gap();
  writer.prose(words.runIt(word));
}

/** A lesson, or a step of it, as text for a terminal; `picture` is drawn already and fits. */
export function drawExplanation(explanation: Explanation, picture: string, screen: Screen): string {
  const words = WORDS[explanation.lang];
  const writer = new Writer(screen, words);
  const { title, word, summary, about, single, steps, stepCount } = explanation;
  writer.heading(title, '═', ['bold']);
  writer.prose(commandLine(explanation), { style: 'dim' });
  writer.gap();
  if (!single) {
    writer.prose(summary, { style: 'bold' });
    writer.gap();
    writer.prose(about);
    writer.heading(words.whatItBuilds, '─', ['bold', 'cyan']);
    writer.verbatim(picture);
  }
  for (const step of steps) drawStep(writer, step, stepCount);
  if (single) {
    for (const { number, id: step } of steps) {
      writer.label(words.stateAfter(`${number}`));
      writer.prose(words.newIsMarked, { style: 'dim' });
      writer.verbatim(picture);
      writer.gap();
      writer.prose(words.runStep(word, step));
    }
  } else drawEnd(writer, explanation);
  return `${writer.lines.join('\n').trimEnd()}\n`;
}
