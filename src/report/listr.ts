import { styleText } from 'node:util';
import { type DefaultRenderer, Listr, type ListrTask, type ListrTaskWrapper, type SimpleRenderer } from 'listr2';
import type { CheckFinished, CommandFinished, RunEvent, RunStarted, StepStatus } from '../run/events.ts';
import { commandFailureLines, failureLines, summaryLines } from './check-lines.ts';
import { formatMs, plainLines, plural, SHOWN_LIMIT } from './format.ts';
import type { Reporter, Write } from './reporter.ts';

type Task = ListrTaskWrapper<unknown, typeof DefaultRenderer, typeof SimpleRenderer>;

/** A row of the list: a task that waits for the run to settle it. */
class Row {
  readonly title: string;
  readonly #settled = deferred<StepStatus>();
  readonly #started = deferred<Task>();

  constructor(title: string) {
    this.title = title;
  }

  task(): ListrTask {
    return {
      title: this.title,
      task: async (_, task) => {
        this.#started.resolve(task as Task);
        const status = await this.#settled.promise;
        if (status === 'skipped') task.skip();
        else if (status !== 'passed') throw new Error(status);
      },
      rendererOptions: { persistentOutput: true, outputBar: Number.POSITIVE_INFINITY },
    };
  }

  async update(change: (task: Task) => void): Promise<void> {
    change(await this.#started.promise);
  }

  settle(status: StepStatus): void {
    this.#settled.resolve(status);
  }
}

function deferred<T>(): { promise: Promise<T>; resolve(value: T): void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

/** The task list of a terminal: one row a step, what happened in it below, the time beside it. */
export function listrReporter(write: Write, options: { verbose: boolean }): Reporter {
  const rows = new Map<string, Row>();
  const hidden = new Map<string, { commands: number; checks: number }>();
  let drawing: Promise<unknown> = Promise.resolve();

  const start = (event: RunStarted): void => {
    write(`${styleText('bold', `${event.scenario}: ${event.title}`)}\n`);
    const datapath = event.ovsDatapath === 'system' ? 'kernel datapath' : 'userspace datapath (no openvswitch module here)';
    write(
      `in a sandbox ${event.isolation === 'root' ? 'of root' : 'in a user namespace'}${event.ovsDatapath ? `; Open vSwitch: private daemons, ${datapath}` : ''}\n\n`,
    );
    for (const { id, title } of event.steps) rows.set(id, new Row(title));
    const list = new Listr(
      [...rows.values()].map((row) => row.task()),
      {
        concurrent: false,
        exitOnError: false,
        registerSignalListeners: false,
        rendererOptions: { showErrorMessage: false, collapseErrors: false, collapseSkips: false, removeEmptyLines: false },
      },
    );
    drawing = list.run().catch(() => undefined);
  };

  const say = (step: string, ...lines: readonly string[]): void => {
    void rows.get(step)?.update((task) => {
      task.output = lines.join('\n');
    });
  };

  const shows = (step: string, what: 'commands' | 'checks'): boolean => {
    const count = hidden.get(step) ?? { commands: 0, checks: 0 };
    count[what] += 1;
    hidden.set(step, count);
    return options.verbose || count[what] <= SHOWN_LIMIT;
  };

  const command = (event: CommandFinished): void => {
    if (event.exitCode !== 0) say(event.step, ...commandFailureLines(event).map((line) => styleText('red', line)));
    else if (event.housekeeping && !options.verbose) return;
    else if (shows(event.step, 'commands'))
      say(event.step, `${styleText('cyan', '$')} ${event.command}  ${styleText('dim', formatMs(event.durationMs))}`);
  };

  const check = (event: CheckFinished): void => {
    if (event.status === 'passed') {
      if (shows(event.step, 'checks'))
        say(
          event.step,
          `${styleText('green', '✔')} ${event.claim}: ${styleText('dim', `${event.seen ?? ''}  ${formatMs(event.durationMs)}`)}`,
        );
    } else if (event.status === 'skipped') say(event.step, `${styleText('yellow', '○')} ${event.claim}: skipped, ${event.reason ?? ''}`);
    else say(event.step, styleText('red', `✖ ${event.claim}`), ...failureLines(event).map((line) => `  ${line}`));
  };

  const finish = (step: string, status: StepStatus, durationMs: number): void => {
    const { commands = 0, checks = 0 } = hidden.get(step) ?? {};
    if (!options.verbose && commands > SHOWN_LIMIT) say(step, `… ${plural(commands - SHOWN_LIMIT, 'more command')}`);
    if (!options.verbose && checks > SHOWN_LIMIT) say(step, `… ${plural(checks - SHOWN_LIMIT, 'more check')}`);
    const row = rows.get(step);
    void row?.update((task) => {
      task.title = `${row.title} ${styleText('dim', status === 'skipped' ? '(skipped)' : formatMs(durationMs))}`;
      row.settle(status);
    });
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
        say(event.step, styleText('yellow', `note: ${event.text}`));
        return;
      case 'changes':
        say(event.step, ...(event.changes.length > 0 ? event.changes : ['nothing changed']).map((change) => styleText('magenta', change)));
        return;
      case 'step-finished':
        finish(event.step, event.status, event.durationMs);
        return;
      case 'problem':
        tail.push(styleText('red', `netscenario: ${event.message}`), ...(event.fix ? [`fix: ${event.fix}`] : []));
        return;
      case 'summary':
        tail.push(...summaryLines(event).map((line) => styleText(event.ok ? 'green' : 'red', line)));
        return;
      case 'step-started':
      case 'command-started':
        return;
      default:
        event satisfies never;
    }
  };
  const close = async (): Promise<void> => {
    for (const row of rows.values()) row.settle('skipped');
    await drawing;
    write(`\n${tail.join('\n')}\n`);
  };
  return { on: draw, close };
}
