import { styleText } from 'node:util';
import { fixLine } from '../model/errors.ts';
import { say as words } from '../model/say.ts';
import type { CheckFinished, CommandFinished, RunEvent, RunStarted, StepStatus } from '../run/events.ts';
import { commandFailureLines, doneLine, failureLines, moreLine, seeLine, summaryLines, titleLine, whereLine } from './check-lines.ts';
import { formatMs, plainLines, SHOWN_LIMIT } from './format.ts';
import { measurementLines } from './measurement-lines.ts';
import type { Reporter, Write } from './reporter.ts';
import { Row } from './row.ts';
import { timingLines } from './timing-lines.ts';

/** Columns of a terminal that does not say how wide it is, and those that a row's lines are moved in. */
const COLUMNS = 80;
const INDENT = 4;

interface ListOptions {
  readonly verbose: boolean;
  readonly columns?: number | undefined;
}

/**
 * The task list of a terminal: one row a step, what happened in it below, the time beside it. Each row is a list of its
 * own, drawn after the one before: a step that is over is not drawn again, however long the lesson is.
 */
export class ListReporter implements Reporter {
  readonly #write: Write;
  readonly #options: ListOptions;
  readonly #titles = new Map<string, string>();
  readonly #rows = new Map<string, Row>();
  readonly #hidden = new Map<string, { commands: number; checks: number }>();
  /** Commands that have been shown, with their step: one that is repeated, as in measuring, is shown once. */
  readonly #seen = new Set<string>();
  /** What is written below the list. */
  readonly #tail: string[] = [];
  /** The command below which the next lines belong. */
  #begun = '';
  #drawing: Promise<unknown> = Promise.resolve();

  constructor(write: Write, options: ListOptions) {
    this.#write = write;
    this.#options = options;
  }

  #start(event: RunStarted): void {
    this.#write(`${styleText('bold', titleLine(event))}\n${whereLine(event)}\n\n`);
    for (const [index, { id, title }] of event.steps.entries()) this.#titles.set(id, `[${index + 1}/${event.steps.length}] ${title}`);
  }

  #rowOf(step: string): Row {
    const existing = this.#rows.get(step);
    if (existing) return existing;
    const row = new Row(this.#titles.get(step) ?? step);
    this.#rows.set(step, row);
    this.#drawing = this.#drawing.then(() => row.draw());
    return row;
  }

  #say(step: string, ...lines: readonly string[]): void {
    this.#rowOf(step).say(lines);
  }

  #isNew({ step, command: text }: CommandFinished): boolean {
    const known = this.#seen.has(`${step} ${text}`);
    this.#seen.add(`${step} ${text}`);
    return !known;
  }

  #shows(step: string, what: 'commands' | 'checks'): boolean {
    const count = this.#hidden.get(step) ?? { commands: 0, checks: 0 };
    count[what] += 1;
    this.#hidden.set(step, count);
    return this.#options.verbose || count[what] <= SHOWN_LIMIT;
  }

  #command(event: CommandFinished): void {
    if (event.exitCode !== 0) this.#say(event.step, ...commandFailureLines(event).map((line) => styleText('red', line)));
    else if (this.#options.verbose) this.#say(event.step, styleText('dim', `  ${doneLine(event, this.#begun)}`));
    else if (event.housekeeping) return;
    else if (this.#isNew(event) && this.#shows(event.step, 'commands'))
      this.#say(event.step, `${styleText('cyan', '$')} ${event.command}  ${styleText('dim', formatMs(event.durationMs))}`);
  }

  #check(event: CheckFinished): void {
    if (event.status === 'passed') {
      if (this.#shows(event.step, 'checks'))
        this.#say(
          event.step,
          `${styleText('green', '✔')} ${event.claim}${words({ en: ': ', zh: '：' })}${styleText('dim', `${event.seen ?? ''}  ${formatMs(event.durationMs)}`)}`,
          ...(this.#options.verbose && event.command ? [`  ${seeLine(event.command)}`] : []),
        );
    } else if (event.status === 'skipped')
      this.#say(
        event.step,
        `${styleText('yellow', '○')} ${words({ en: `${event.claim}: skipped, ${event.reason ?? ''}`, zh: `${event.claim}：跳过，${event.reason ?? ''}` })}`,
      );
    else this.#say(event.step, styleText('red', `✖ ${event.claim}`), ...failureLines(event).map((line) => `  ${line}`));
  }

  #finish(step: string, status: StepStatus, durationMs: number): void {
    const { commands = 0, checks = 0 } = this.#hidden.get(step) ?? {};
    if (!this.#options.verbose && commands > SHOWN_LIMIT) this.#say(step, moreLine(commands - SHOWN_LIMIT, 'command'));
    if (!this.#options.verbose && checks > SHOWN_LIMIT) this.#say(step, moreLine(checks - SHOWN_LIMIT, 'check'));
    const row = this.#rowOf(step);
    void row.settle(
      status,
      `${row.title} ${styleText('dim', status === 'skipped' ? words({ en: '(skipped)', zh: '（跳过）' }) : formatMs(durationMs))}`,
    );
  }

  on(event: RunEvent): void {
    switch (event.type) {
      case 'run-started':
        this.#start(event);
        return;
      case 'command-finished':
        this.#command(event);
        return;
      case 'check-finished':
        this.#check(event);
        return;
      case 'output':
        if (this.#options.verbose) this.#say(event.step, ...plainLines(event.text).map((line) => styleText('dim', `| ${line}`)));
        return;
      case 'note':
        this.#say(event.step, styleText('yellow', words({ en: `note: ${event.text}`, zh: `说明：${event.text}` })));
        return;
      case 'changes':
        this.#say(
          event.step,
          ...(event.changes.length > 0 ? event.changes : [words({ en: 'nothing changed', zh: '没有变化' })]).map((change) =>
            styleText('magenta', change),
          ),
        );
        return;
      case 'sample':
        this.#say(event.step, styleText('dim', event.text));
        return;
      case 'measurement':
        this.#say(event.step, ...measurementLines(event, { columns: (this.#options.columns ?? COLUMNS) - INDENT, paint: styleText }));
        return;
      case 'step-finished':
        this.#finish(event.step, event.status, event.durationMs);
        return;
      case 'problem':
        this.#tail.push(styleText('red', `netscenario: ${event.message}`), ...(event.fix ? [fixLine(event.fix)] : []));
        return;
      case 'summary':
        this.#tail.push(...summaryLines(event).map((line) => styleText(event.ok ? 'green' : 'red', line)));
        return;
      case 'step-started':
        this.#rowOf(event.step);
        return;
      case 'command-started':
        this.#begun = event.command;
        if (this.#options.verbose) this.#say(event.step, `${styleText('cyan', '$')} ${event.command}`);
        return;
      case 'timing':
        this.#tail.push(...timingLines(event), '');
        return;
      default:
        event satisfies never;
    }
  }

  async close(): Promise<void> {
    for (const row of this.#rows.values()) void row.settle('skipped');
    await this.#drawing;
    this.#write(`\n${this.#tail.join('\n')}\n`);
  }
}
