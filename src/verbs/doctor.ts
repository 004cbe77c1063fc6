import { type Diagnosis, diagnose } from '../doctor/diagnose.ts';
import { mend } from '../doctor/mend.ts';
import { resolveScope, type Scope } from '../doctor/scope.ts';
import { diagnosisLines } from '../doctor/show.ts';
import { currentUser } from '../exec/id-range.ts';
import { findManager } from '../exec/packages.ts';
import { isPrivileged } from '../exec/privilege.ts';
import type { Dialect } from '../model/dialects.ts';
import { EXIT, type ExitCode, NetscenarioError } from '../model/errors.ts';
import { say } from '../model/say.ts';

export interface DoctorOptions {
  /** A lesson's id or path, or `tests`; the whole machine where it is undefined. */
  readonly for: string | undefined;
  /** The dialects in which lessons are to be run. */
  readonly dialects: readonly Dialect[];
  readonly fix: boolean;
  readonly yes: boolean;
  readonly quiet: boolean;
  readonly json: boolean;
}

export interface DoctorContext {
  write(text: string): void;
  /** For what is under way, beside the result. */
  writeError(text: string): void;
  readonly colour: boolean;
  /** Whether a person types on standard input. */
  readonly typing: boolean;
}

/** Mending one thing may bring to light the next, such as the package whose program then lacks its configuration. */
const MAX_ROUNDS = 3;

/** Tells what works on this machine and, with `fix`, mends what does not; resolves to the exit code. */
export async function doctorVerb(options: DoctorOptions, context: DoctorContext): Promise<ExitCode> {
  if (process.platform !== 'linux')
    throw new NetscenarioError(
      'unsupported',
      say({ en: 'the lessons run on a Linux kernel, and this is none', zh: '课程要在 Linux 内核上运行，这里不是' }),
      say({ en: 'run netscenario in a Linux machine', zh: '在 Linux 机器上运行 netscenario' }),
    );
  const done: string[] = [];
  const tell = (line: string): void => {
    done.push(line);
    if (!options.json) context.write(`${line}\n`);
  };
  const scope = await resolveScope(options.for, options.dialects);
  let diagnosis = await diagnose(scope);
  for (let round = 0; options.fix && round < MAX_ROUNDS && diagnosis.lacks.length > 0; round += 1) {
    const before = diagnosis.lacks;
    const progress = (line: string): void => context.writeError(`${line}\n`);
    if (!(await mend(before, { asked: options.for, yes: options.yes, typing: context.typing, say: tell, progress }))) break;
    diagnosis = await diagnose(scope);
    if (JSON.stringify(diagnosis.lacks) === JSON.stringify(before)) break;
  }
  if (options.json) context.write(`${JSON.stringify(report(scope, diagnosis, done), null, 2)}\n`);
  else for (const line of diagnosisLines(diagnosis, { quiet: options.quiet, colour: context.colour })) context.write(`${line}\n`);
  return diagnosis.ok ? EXIT.ok : EXIT.skipped;
}

/** What `--json` prints (docs/doctor.md). */
function report(scope: Scope, { ok, findings, lessons }: Diagnosis, done: readonly string[]): object {
  return {
    asked: scope.asked,
    ok,
    user: currentUser().name,
    isolation: isPrivileged() ? 'root' : 'user',
    packageManager: findManager() ?? null,
    findings,
    lessons,
    done,
  };
}
