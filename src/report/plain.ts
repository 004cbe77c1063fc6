import { styleText } from 'node:util';
import { fixLine } from '../model/errors.ts';
import { say, type Words } from '../model/say.ts';
import type { CheckFinished, CommandFinished, RunEvent, StepStatus } from '../run/events.ts';
import { commandFailureLines, doneLine, failureLines, moreLine, seeLine, summaryLines, titleLine, whereLine } from './check-lines.ts';
import { formatMs, plainLines, SHOWN_LIMIT } from './format.ts';
import { measurementLines } from './measurement-lines.ts';
import type { Reporter, Write } from './reporter.ts';
import { timingLines } from './timing-lines.ts';

const SKIPPED: Words = { en: 'skipped', zh: '跳过' };

/** What has become of a step. */
const STATUS: Readonly<Record<StepStatus, Words>> = {
  passed: { en: 'passed', zh: '通过' },
  failed: { en: 'failed', zh: '失败' },
  broken: { en: 'broken', zh: '没做成' },
  skipped: SKIPPED,
};

function finished(status: StepStatus, time: string): string {
  const word = say(STATUS[status]);
  return status === 'skipped' ? word : say({ en: `${word} in ${time}`, zh: `${word}，用时 ${time}` });
}

const colon = (): string => say({ en: ': ', zh: '：' });

/** Columns of what is no terminal. */
const COLUMNS = 100;

type Style = Parameters<typeof styleText>[0];

interface PlainOptions {
  readonly colour: boolean;
  readonly verbose: boolean;
  readonly columns?: number | undefined;
}

/** Plain lines, for pipes, files and CI; with `colour` for a terminal on which something else must also be typed. */
export class PlainReporter implements Reporter {
  readonly #write: Write;
  readonly #options: PlainOptions;
  readonly #titles = new Map<string, string>();
  #commands = 0;
  #checks = 0;
  /** The command below which the next lines belong. */
  #begun = '';
  /** Commands of the step that have been shown: one that is repeated, as in measuring, is shown once. */
  readonly #seen = new Set<string>();

  constructor(write: Write, options: PlainOptions) {
    this.#write = write;
    this.#options = options;
  }

  /** Once a step: a step that is skipped never starts. */
  #title(step: string): void {
    const text = this.#titles.get(step);
    if (text === undefined) return;
    this.#titles.delete(step);
    this.#commands = 0;
    this.#checks = 0;
    this.#seen.clear();
    this.#line('');
    this.#line(this.#paint('bold', text));
  }

  #command(event: CommandFinished): void {
    if (event.exitCode === 0 && !this.#options.verbose && (event.housekeeping || this.#seen.has(event.command))) return;
    this.#seen.add(event.command);
    this.#commands += 1;
    if (event.exitCode !== 0) for (const text of commandFailureLines(event)) this.#line(this.#paint('red', `  ! ${text}`));
    else if (this.#options.verbose) this.#line(`    ${this.#paint('dim', doneLine(event, this.#begun))}`);
    else if (this.#commands <= SHOWN_LIMIT) this.#line(`  $ ${event.command}  ${this.#paint('dim', formatMs(event.durationMs))}`);
  }

  #check(event: CheckFinished): void {
    this.#checks += 1;
    if (event.status === 'passed') {
      if (this.#checks <= SHOWN_LIMIT || this.#options.verbose)
        this.#line(
          `  ${this.#paint('green', say({ en: 'ok', zh: '通过' }))} ${event.claim}${colon()}${event.seen ?? ''}  ${this.#paint('dim', formatMs(event.durationMs))}`,
        );
      if (this.#options.verbose && event.command) this.#line(`    ${seeLine(event.command)}`);
    } else if (event.status === 'skipped') {
      this.#line(`  ${this.#paint('yellow', say(SKIPPED))} ${event.claim}${colon()}${event.reason ?? ''}`);
    } else {
      this.#line(this.#paint('red', `  ${say({ en: 'FAILED', zh: '失败' })} ${event.claim}`));
      for (const text of failureLines(event)) this.#line(`    ${text}`);
    }
  }

  #rest(): void {
    if (this.#options.verbose) return;
    if (this.#commands > SHOWN_LIMIT) this.#line(`  ${moreLine(this.#commands - SHOWN_LIMIT, 'command')}`);
    if (this.#checks > SHOWN_LIMIT) this.#line(`  ${moreLine(this.#checks - SHOWN_LIMIT, 'check')}`);
  }

  on(event: RunEvent): void {
    switch (event.type) {
      case 'run-started': {
        this.#line(this.#paint('bold', titleLine(event)));
        this.#line(whereLine(event));
        for (const [index, { id, title: text }] of event.steps.entries())
          this.#titles.set(id, `[${index + 1}/${event.steps.length}] ${text}`);
        return;
      }
      case 'step-started':
        this.#title(event.step);
        return;
      case 'command-finished':
        this.#command(event);
        return;
      case 'output':
        if (this.#options.verbose) for (const text of plainLines(event.text)) this.#line(`    | ${text}`);
        return;
      case 'note':
        this.#line(`  ${say({ en: `note: ${event.text}`, zh: `说明：${event.text}` })}`);
        return;
      case 'check-finished':
        this.#title(event.step);
        this.#check(event);
        return;
      case 'changes':
        if (event.changes.length === 0) this.#line(`  ${say({ en: 'changed: nothing', zh: '变化：没有' })}`);
        for (const change of event.changes) this.#line(`  ${say({ en: `changed: ${change}`, zh: `变化：${change}` })}`);
        return;
      case 'sample':
        this.#line(`  ${this.#paint('dim', event.text)}`);
        return;
      case 'measurement':
        for (const text of measurementLines(event, {
          columns: (this.#options.columns ?? COLUMNS) - 2,
          paint: (style, text) => this.#paint(style, text),
        }))
          this.#line(`  ${text}`.trimEnd());
        return;
      case 'step-finished':
        this.#title(event.step);
        this.#rest();
        this.#line(this.#paint('dim', `  ${finished(event.status, formatMs(event.durationMs))}`));
        return;
      case 'problem':
        this.#line('');
        this.#line(this.#paint('red', `netscenario: ${event.message}`));
        if (event.fix) this.#line(fixLine(event.fix));
        return;
      case 'summary':
        this.#line('');
        for (const text of summaryLines(event)) this.#line(this.#paint(event.ok ? 'green' : 'red', text));
        return;
      case 'command-started':
        // With its output below it, a command is shown when it begins.
        this.#begun = event.command;
        if (this.#options.verbose) this.#line(`  $ ${event.command}`);
        return;
      case 'timing':
        this.#line('');
        for (const text of timingLines(event)) this.#line(text);
        return;
      default:
        event satisfies never;
    }
  }

  async close(): Promise<void> {}

  #line(text: string): void {
    this.#write(`${text}\n`);
  }

  #paint(style: Style, text: string): string {
    return this.#options.colour ? styleText(style, text, { validateStream: false }) : text;
  }
}
