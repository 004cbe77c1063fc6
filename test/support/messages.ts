/** What a test file's process tells the guard (test/run.ts) while it runs. */
export type Message =
  | { readonly type: 'test-started'; readonly name: string }
  | { readonly type: 'told'; readonly line: string }
  | { readonly type: 'skipped'; readonly name: string; readonly reason: string; readonly allowedInCi: boolean }
  | Report;

/** The last message of a file. `faults` are failures of no single test: a hook that threw, a suite that never ran. */
export interface Report {
  readonly type: 'report';
  readonly passed: number;
  readonly failed: number;
  readonly faults: readonly string[];
}

/** Sends a message to the guard; resolves once it is on its way. Without a guard it goes nowhere. */
export function send(message: Message): Promise<void> {
  return new Promise((resolve) => {
    if (process.send) process.send(message, undefined, undefined, () => resolve());
    else resolve();
  });
}
