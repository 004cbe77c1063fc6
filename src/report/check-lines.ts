import { EXIT } from '../model/errors.ts';
import type { CheckFinished, CommandFinished, RunStarted, Summary } from '../run/events.ts';
import { formatMs, plainLines, plural } from './format.ts';

/** What there is to say of a failed check, line by line. */
export function failureLines(check: CheckFinished): readonly string[] {
  return [
    `expected: ${check.expected ?? ''}`,
    `actual:   ${check.actual ?? ''}`,
    `reason:   ${check.reason ?? ''}`,
    ...(check.evidence ?? []).flatMap(plainLines).map((line) => `  | ${line}`),
    ...(check.command ? [`see it:   ${check.command}`] : []),
  ];
}

/** What there is to say of a failed command. */
export function commandFailureLines({ command, exitCode, stdout, stderr }: CommandFinished): readonly string[] {
  return [`exit code ${exitCode}: ${command}`, ...[...plainLines(stdout), ...plainLines(stderr)].slice(-6).map((line) => `  | ${line}`)];
}

/** That a command is done, with its name where others have begun since. */
export function doneLine({ command, durationMs }: CommandFinished, begunLast: string): string {
  return `done in ${formatMs(durationMs)}${command === begunLast ? '' : `: ${command}`}`;
}

/** What has become of a run, by its exit code. */
const VERDICTS: Readonly<Record<number, string>> = {
  [EXIT.ok]: 'all holds',
  [EXIT.stepFailed]: 'could not be judged',
  [EXIT.skipped]: 'skipped',
  [EXIT.hup]: 'interrupted',
  [EXIT.int]: 'interrupted',
  [EXIT.term]: 'interrupted',
};

/** The run in one or two sentences. */
export function summaryLines({ scenario, exitCode, checks, durationMs, cleanup }: Summary): readonly string[] {
  const skipped = checks.skipped > 0 ? `, ${checks.skipped} skipped` : '';
  const verdict = exitCode === EXIT.ok && checks.skipped > 0 ? 'all so far holds' : (VERDICTS[exitCode] ?? 'does not hold');
  return [
    `${scenario}: ${verdict}: ${plural(checks.passed, 'check')} passed, ${checks.failed} failed${skipped}, in ${formatMs(durationMs)}`,
    ...(cleanup.ok
      ? ['clean-up: nothing is left']
      : ['clean-up: something is left behind', ...cleanup.leftovers.map((line) => `  ${line}`)]),
  ];
}

/** The lesson, its title and its parameters. */
export function titleLine({ scenario, title, params }: RunStarted): string {
  const set = Object.entries(params).map(([key, value]) => `${key}=${value}`);
  return `${scenario}: ${title}${set.length > 0 ? ` (${set.join(' ')})` : ''}`;
}

/** Where it runs, and on which datapath if there is a switch. */
export function whereLine({ isolation, ovsDatapath }: RunStarted): string {
  const where = isolation === 'root' ? 'in a sandbox of root' : 'in a sandbox, a user namespace of this user';
  if (!ovsDatapath) return where;
  const datapath =
    ovsDatapath === 'system' ? "the kernel's datapath" : 'the userspace datapath, since this kernel has no openvswitch module';
  return `${where}; private Open vSwitch on ${datapath}`;
}
