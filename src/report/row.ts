import {
  type DefaultRenderer,
  Listr,
  ListrDefaultRendererLogLevels,
  type ListrTask,
  type ListrTaskWrapper,
  type SimpleRenderer,
} from 'listr2';
import type { StepStatus } from '../run/events.ts';

type Task = ListrTaskWrapper<unknown, typeof DefaultRenderer, typeof SimpleRenderer>;

/** Lines are drawn together at most this often: drawing the whole list for each would take longer than the run. */
const DRAW_EVERY_MS = 80;

function deferred<T>(): { promise: Promise<T>; resolve(value: T): void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

/** A row of the task list: a task that waits for the run to settle it, and the lines below it. */
export class Row {
  readonly title: string;
  readonly #settled = deferred<StepStatus>();
  readonly #started = deferred<Task>();
  #lines: string[] = [];
  #timer: NodeJS.Timeout | undefined;
  #over = false;

  constructor(title: string) {
    this.title = title;
  }

  /** Draws the row until it is settled. */
  async draw(): Promise<void> {
    const list = new Listr([this.#task()], {
      exitOnError: false,
      // listr2 would end the process at a signal, before anything is cleaned up.
      registerSignalListeners: false,
      rendererOptions: {
        showErrorMessage: false,
        collapseErrors: false,
        collapseSkips: false,
        removeEmptyLines: false,
        // listr2's own signs would stand before whichever line happens to be drawn first; the second is that of a row cut short.
        icon: { [ListrDefaultRendererLogLevels.OUTPUT]: ' ', [ListrDefaultRendererLogLevels.SKIPPED_WITH_COLLAPSE]: ' ' },
      },
    });
    await list.run().catch(() => undefined);
  }

  #task(): ListrTask {
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

  say(lines: readonly string[]): void {
    this.#lines.push(...lines);
    this.#timer ??= setTimeout(() => void this.#flush(), DRAW_EVERY_MS);
  }

  async #flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const task = await this.#started.promise;
    const lines = this.#lines.splice(0);
    if (lines.length > 0) task.output = lines.join('\n');
  }

  /** Draws what is left to draw, changes the title and ends the task; only the first call counts. */
  async settle(status: StepStatus, title = this.title): Promise<void> {
    if (this.#over) return;
    this.#over = true;
    clearTimeout(this.#timer);
    await this.#flush();
    const task = await this.#started.promise;
    task.title = title;
    this.#settled.resolve(status);
  }
}
