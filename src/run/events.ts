/**
 * What happens in a run, in the order in which it happens. Reporters draw these and nothing else; `--reporter json`
 * prints them one a line (docs/json-events.md). Times are milliseconds.
 */
export type RunEvent =
  | RunStarted
  | {
      readonly type: 'step-started';
      readonly step: string;
      readonly number: number;
      readonly total: number;
      readonly title: string;
      readonly why: string;
      readonly commands: number;
      readonly checks: number;
    }
  | { readonly type: 'command-started'; readonly step: string; readonly command: string; readonly housekeeping: boolean }
  | { readonly type: 'output'; readonly step: string; readonly command: string; readonly text: string }
  | CommandFinished
  | { readonly type: 'note'; readonly step: string; readonly text: string }
  | CheckFinished
  | { readonly type: 'changes'; readonly step: string; readonly changes: readonly string[] }
  | { readonly type: 'step-finished'; readonly step: string; readonly status: StepStatus; readonly durationMs: number }
  | { readonly type: 'problem'; readonly message: string; readonly fix?: string }
  | Summary;

export interface RunStarted {
  readonly type: 'run-started';
  readonly scenario: string;
  readonly title: string;
  readonly params: Readonly<Record<string, string>>;
  /** `user` is a user namespace of an ordinary user, `root` needs none. */
  readonly isolation: 'user' | 'root';
  /** Only where the lesson uses Open vSwitch. */
  readonly ovsDatapath?: 'system' | 'netdev';
  readonly steps: readonly { readonly id: string; readonly title: string }[];
}

export interface CommandFinished {
  readonly type: 'command-finished';
  readonly step: string;
  readonly command: string;
  /** Done for the sandbox's sake; no part of what the lesson teaches. */
  readonly housekeeping: boolean;
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly durationMs: number;
}

export interface CheckFinished {
  readonly type: 'check-finished';
  readonly step: string;
  readonly kind: string;
  readonly claim: string;
  readonly status: 'passed' | 'failed' | 'skipped';
  /** What was seen, of a check that passed. */
  readonly seen?: string;
  readonly expected?: string;
  readonly actual?: string;
  readonly reason?: string;
  readonly evidence?: readonly string[];
  /** The command with which one sees it oneself. */
  readonly command?: string;
  readonly durationMs: number;
}

/** `broken` is a step whose command failed, so that nothing can be judged. */
export type StepStatus = 'passed' | 'failed' | 'broken' | 'skipped';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** The last event of every run. */
export interface Summary {
  readonly type: 'summary';
  readonly scenario: string;
  readonly ok: boolean;
  readonly exitCode: number;
  readonly checks: Counts;
  readonly durationMs: number;
  /** `ok` is whether everything is gone; `leftovers` names what is not. */
  readonly cleanup: { readonly ok: boolean; readonly leftovers: readonly string[]; readonly durationMs: number };
}

export type Emit = (event: RunEvent) => void;
