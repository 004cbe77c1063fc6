import { say } from './say.ts';
/** Every way in which netscenario can end, with its exit code (documented in docs/exit-codes.md). */
export const EXIT = {
  ok: 0,
  checkFailed: 1,
  usage: 2,
  stepFailed: 3,
  skipped: 4,
  leftBehind: 5,
  bug: 70,
  hup: 129,
  int: 130,
  term: 143,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export type ErrorCode = 'usage' | 'scenario' | 'unsupported' | 'sandbox' | 'interrupted';

const EXIT_OF: Record<ErrorCode, ExitCode> = {
  usage: EXIT.usage,
  scenario: EXIT.usage,
  unsupported: EXIT.skipped,
  sandbox: EXIT.stepFailed,
  interrupted: EXIT.int,
};

/** An expected ending: a sentence for the reader and, where there is one, the fix. Never shown with a stack trace. */
export class NetscenarioError extends Error {
  readonly code: ErrorCode;
  /** What to do about it, as a sentence or a command. */
  readonly fix: string | undefined;

  constructor(code: ErrorCode, message: string, fix?: string) {
    super(message);
    this.name = 'NetscenarioError';
    this.code = code;
    this.fix = fix;
  }

  get exitCode(): ExitCode {
    return EXIT_OF[this.code];
  }
}

/** What to do about something, as a line of its own. */
export function fixLine(fix: string): string {
  return say({ en: `fix: ${fix}`, zh: `解决办法：${fix}` });
}

/** Faults that are listed; beyond it the rest is counted. An author is told all, but not the same one of 500 namespaces. */
const SHOWN_FAULTS = { usage: 12, scenario: 50 } as const;

/** Several faults found in one pass, each with the place it was found at. */
export function faultsError(code: 'usage' | 'scenario', title: string, faults: readonly string[], fix?: string): NetscenarioError {
  const [first = ''] = faults;
  const limit = SHOWN_FAULTS[code];
  const shown = faults.slice(0, limit).map((fault) => `  - ${fault}`);
  const left = faults.length - limit;
  const more = left > 0 ? [`  ${say({ en: `… and ${left} more`, zh: `…… 还有 ${left} 处` })}`] : [];
  const head = (rest: string): string => say({ en: `${title}: ${rest}`, zh: `${title}：${rest}` }).trimEnd();
  const message = faults.length === 1 ? head(first) : [head(''), ...shown, ...more].join('\n');
  return new NetscenarioError(code, message, fix);
}
