import type { Skipped } from './skip.ts';

/** What became of one suite, written by test/support/suite.ts and read by test/support/run-file.ts. */
export interface SuiteRecord {
  readonly name: string;
  /** Names of the tests in the order in which they were written down. */
  readonly registered: string[];
  readonly only: string[];
  readonly started: Set<string>;
  /** A reason for the whole suite, from its `before` hook. */
  skipped: Skipped | undefined;
  /** How often `.run()` was called. */
  runs: number;
  skippedTests: number;
  /** Hooks that threw, with what they threw. */
  readonly hookFaults: string[];
}

/** The suites of this process, one test file each. */
export const SUITES: SuiteRecord[] = [];
