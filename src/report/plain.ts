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

/** Plain lines, for pipes, files and CI; with `colour` for a terminal on which something else must also be typed. */
export function plainReporter(write: Write, options: { colour: boolean; verbose: boolean; columns?: number | undefined }): Reporter {
  const paint = (style: Style, text: string) => (options.colour ? styleText(style, text, { validateStream: false }) : text);
  const line = (text: string) => write(`${text}\n`);
  const titles = new Map<string, string>();
  let commands = 0;
  let checks = 0;
  /** The command below which the next lines belong. */
  let begun = '';
  /** Commands of the step that have been shown: one that is repeated, as in measuring, is shown once. */
  const seen = new Set<string>();

  /** Once a step: a step that is skipped never starts. */
  const title = (step: string): void => {
    const text = titles.get(step);
    if (text === undefined) return;
    titles.delete(step);
    commands = 0;
    checks = 0;
    seen.clear();
    line('');
    line(paint('bold', text));
  };

  const command = (event: CommandFinished): void => {
    if (event.exitCode === 0 && !options.verbose && (event.housekeeping || seen.has(event.command))) return;
    seen.add(event.command);
    commands += 1;
    if (event.exitCode !== 0) for (const text of commandFailureLines(event)) line(paint('red', `  ! ${text}`));
    else if (options.verbose) line(`    ${paint('dim', doneLine(event, begun))}`);
    else if (commands <= SHOWN_LIMIT) line(`  $ ${event.command}  ${paint('dim', formatMs(event.durationMs))}`);
  };

  const check = (event: CheckFinished): void => {
    checks += 1;
    if (event.status === 'passed') {
      if (checks <= SHOWN_LIMIT || options.verbose)
        line(
          `  ${paint('green', say({ en: 'ok', zh: '通过' }))} ${event.claim}${colon()}${event.seen ?? ''}  ${paint('dim', formatMs(event.durationMs))}`,
        );
      if (options.verbose && event.command) line(`    ${seeLine(event.command)}`);
    } else if (event.status === 'skipped') {
      line(`  ${paint('yellow', say(SKIPPED))} ${event.claim}${colon()}${event.reason ?? ''}`);
    } else {
      line(paint('red', `  ${say({ en: 'FAILED', zh: '失败' })} ${event.claim}`));
      for (const text of failureLines(event)) line(`    ${text}`);
    }
  };

  const rest = (): void => {
    if (options.verbose) return;
    if (commands > SHOWN_LIMIT) line(`  ${moreLine(commands - SHOWN_LIMIT, 'command')}`);
    if (checks > SHOWN_LIMIT) line(`  ${moreLine(checks - SHOWN_LIMIT, 'check')}`);
  };

  const draw = (event: RunEvent): void => {
    switch (event.type) {
      case 'run-started': {
        line(paint('bold', titleLine(event)));
        line(whereLine(event));
        for (const [index, { id, title: text }] of event.steps.entries()) titles.set(id, `[${index + 1}/${event.steps.length}] ${text}`);
        return;
      }
      case 'step-started':
        title(event.step);
        return;
      case 'command-finished':
        command(event);
        return;
      case 'output':
        if (options.verbose) for (const text of plainLines(event.text)) line(`    | ${text}`);
        return;
      case 'note':
        line(`  ${say({ en: `note: ${event.text}`, zh: `说明：${event.text}` })}`);
        return;
      case 'check-finished':
        title(event.step);
        check(event);
        return;
      case 'changes':
        if (event.changes.length === 0) line(`  ${say({ en: 'changed: nothing', zh: '变化：没有' })}`);
        for (const change of event.changes) line(`  ${say({ en: `changed: ${change}`, zh: `变化：${change}` })}`);
        return;
      case 'sample':
        line(`  ${paint('dim', event.text)}`);
        return;
      case 'measurement':
        for (const text of measurementLines(event, { columns: (options.columns ?? COLUMNS) - 2, paint })) line(`  ${text}`.trimEnd());
        return;
      case 'step-finished':
        title(event.step);
        rest();
        line(paint('dim', `  ${finished(event.status, formatMs(event.durationMs))}`));
        return;
      case 'problem':
        line('');
        line(paint('red', `netscenario: ${event.message}`));
        if (event.fix) line(fixLine(event.fix));
        return;
      case 'summary':
        line('');
        for (const text of summaryLines(event)) line(paint(event.ok ? 'green' : 'red', text));
        return;
      case 'command-started':
        // With its output below it, a command is shown when it begins.
        begun = event.command;
        if (options.verbose) line(`  $ ${event.command}`);
        return;
      case 'timing':
        line('');
        for (const text of timingLines(event)) line(text);
        return;
      default:
        event satisfies never;
    }
  };
  return { on: draw, close: async () => undefined };
}
