import { jsonReporter } from './json.ts';
import { PlainReporter } from './plain.ts';
import type { Reporter, Write } from './reporter.ts';

export const REPORTERS = ['auto', 'list', 'plain', 'json'] as const;
export type ReporterName = (typeof REPORTERS)[number];

export interface Terminal {
  readonly write: Write;
  /** Whether output goes to a terminal on which rows can be drawn anew. */
  readonly interactive: boolean;
  readonly colour: boolean;
  /** How wide it is; `undefined` where it is no terminal. */
  readonly columns: number | undefined;
  /** How high it is. */
  readonly rows: number | undefined;
}

/** Makes the reporter that was asked for; `auto` draws a task list on a terminal and plain lines elsewhere. */
export async function chooseReporter(name: ReporterName, terminal: Terminal, verbose: boolean): Promise<Reporter> {
  if (name === 'json') return jsonReporter(terminal.write);
  if (name === 'list' || (name === 'auto' && terminal.interactive)) {
    const { ListReporter } = await import('./listr.ts');
    return new ListReporter(terminal.write, { verbose, columns: terminal.columns });
  }
  return new PlainReporter(terminal.write, { colour: terminal.colour, verbose, columns: terminal.columns });
}
