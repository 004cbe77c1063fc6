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

/**
 * The task list of a terminal: one row a step, what happened in it below, the time beside it. Each row is a list of its
 * own, drawn after the one before: a step that is over is not drawn again, however long the lesson is.
 */
export function listrReporter(write: Write, options: { verbose: boolean; columns?: number | undefined }): Reporter {
  const titles = new Map<string, string>();
  const rows = new Map<string, Row>();
  const hidden = new Map<string, { commands: number; checks: number }>();
  let drawing: Promise<unknown> = Promise.resolve();

  const start = (event: RunStarted): void => {
    write(`${styleText('bold', titleLine(event))}\n${whereLine(event)}\n\n`);
    for (const [index, { id, title }] of event.steps.entries()) titles.set(id, `[${index + 1}/${event.steps.length}] ${title}`);
  };

  const rowOf = (step: string): Row => {
    const existing = rows.get(step);
    if (existing) return existing;
    const row = new Row(titles.get(step) ?? step);
    rows.set(step, row);
    drawing = drawing.then(() => row.draw());
    return row;
  };

  const say = (step: string, ...lines: readonly string[]): void => rowOf(step).say(lines);

  /** Commands that have been shown, with their step: one that is repeated, as in measuring, is shown once. */
  const seen = new Set<string>();
  const isNew = ({ step, command: text }: CommandFinished): boolean => {
    const known = seen.has(`${step} ${text}`);
    seen.add(`${step} ${text}`);
    return !known;
  };

  const shows = (step: string, what: 'commands' | 'checks'): boolean => {
    const count = hidden.get(step) ?? { commands: 0, checks: 0 };
    count[what] += 1;
    hidden.set(step, count);
    return options.verbose || count[what] <= SHOWN_LIMIT;
  };

  /** The command below which the next lines belong. */
  let begun = '';

  const command = (event: CommandFinished): void => {
    if (event.exitCode !== 0) say(event.step, ...commandFailureLines(event).map((line) => styleText('red', line)));
    else if (options.verbose) say(event.step, styleText('dim', `  ${doneLine(event, begun)}`));
    else if (event.housekeeping) return;
    else if (isNew(event) && shows(event.step, 'commands'))
      say(event.step, `${styleText('cyan', '$')} ${event.command}  ${styleText('dim', formatMs(event.durationMs))}`);
  };

  const check = (event: CheckFinished): void => {
    if (event.status === 'passed') {
      if (shows(event.step, 'checks'))
        say(
          event.step,
          `${styleText('green', '✔')} ${event.claim}${words({ en: ': ', zh: '：' })}${styleText('dim', `${event.seen ?? ''}  ${formatMs(event.durationMs)}`)}`,
          ...(options.verbose && event.command ? [`  ${seeLine(event.command)}`] : []),
        );
    } else if (event.status === 'skipped')
      say(
        event.step,
        `${styleText('yellow', '○')} ${words({ en: `${event.claim}: skipped, ${event.reason ?? ''}`, zh: `${event.claim}：跳过，${event.reason ?? ''}` })}`,
      );
    else say(event.step, styleText('red', `✖ ${event.claim}`), ...failureLines(event).map((line) => `  ${line}`));
  };

  const finish = (step: string, status: StepStatus, durationMs: number): void => {
    const { commands = 0, checks = 0 } = hidden.get(step) ?? {};
    if (!options.verbose && commands > SHOWN_LIMIT) say(step, moreLine(commands - SHOWN_LIMIT, 'command'));
    if (!options.verbose && checks > SHOWN_LIMIT) say(step, moreLine(checks - SHOWN_LIMIT, 'check'));
    const row = rowOf(step);
    void row.settle(
      status,
      `${row.title} ${styleText('dim', status === 'skipped' ? words({ en: '(skipped)', zh: '（跳过）' }) : formatMs(durationMs))}`,
    );
  };

  const tail: string[] = [];
  const draw = (event: RunEvent): void => {
    switch (event.type) {
      case 'run-started':
        start(event);
        return;
      case 'command-finished':
        command(event);
        return;
      case 'check-finished':
        check(event);
        return;
      case 'output':
        if (options.verbose) say(event.step, ...plainLines(event.text).map((line) => styleText('dim', `| ${line}`)));
        return;
      case 'note':
        say(event.step, styleText('yellow', words({ en: `note: ${event.text}`, zh: `说明：${event.text}` })));
        return;
      case 'changes':
        say(
          event.step,
          ...(event.changes.length > 0 ? event.changes : [words({ en: 'nothing changed', zh: '没有变化' })]).map((change) =>
            styleText('magenta', change),
          ),
        );
        return;
      case 'sample':
        say(event.step, styleText('dim', event.text));
        return;
      case 'measurement':
        say(event.step, ...measurementLines(event, { columns: (options.columns ?? COLUMNS) - INDENT, paint: styleText }));
        return;
      case 'step-finished':
        finish(event.step, event.status, event.durationMs);
        return;
      case 'problem':
        tail.push(styleText('red', `netscenario: ${event.message}`), ...(event.fix ? [fixLine(event.fix)] : []));
        return;
      case 'summary':
        tail.push(...summaryLines(event).map((line) => styleText(event.ok ? 'green' : 'red', line)));
        return;
      case 'step-started':
        rowOf(event.step);
        return;
      case 'command-started':
        begun = event.command;
        if (options.verbose) say(event.step, `${styleText('cyan', '$')} ${event.command}`);
        return;
      case 'timing':
        tail.push(...timingLines(event), '');
        return;
      default:
        event satisfies never;
    }
  };
  const close = async (): Promise<void> => {
    for (const row of rows.values()) void row.settle('skipped');
    await drawing;
    write(`\n${tail.join('\n')}\n`);
  };
  return { on: draw, close };
}
