import type { Reporter, Write } from './reporter.ts';

/** One event a line, as JSON. */
export function jsonReporter(write: Write): Reporter {
  return {
    on: (event) => write(`${JSON.stringify(event)}\n`),
    close: async () => undefined,
  };
}
