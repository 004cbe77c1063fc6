import { readDialects } from '../model/dialects.ts';
import { EXIT, NetscenarioError } from '../model/errors.ts';
import { say } from '../model/say.ts';
import type { ReporterName } from '../report/choose.ts';
import { FLAGS, spoken } from '../verbs/flags.ts';
import { Interrupts } from '../verbs/interrupts.ts';
import { commandOf, examplesOf } from '../verbs/manual.ts';
import { assertFixed, once } from '../verbs/usage.ts';
import type { Doing, Register } from './context.ts';
import { deadlineMs } from './deadline.ts';
import { takesLesson } from './lesson.ts';

function dataOfNothing(): NetscenarioError {
  return new NetscenarioError(
    'usage',
    say({ en: '--data writes what was measured, and --dry-run measures nothing', zh: '--data 要写测量结果，而 --dry-run 什么都不测' }),
    say({ en: 'leave one of them out', zh: '两者去掉一个' }),
  );
}

export const doRun: Doing<'run'> = async (line, { terminal, write, writeError, typing, lang, early }) => {
  assertFixed(line);
  const reporter = (once(line.reporter, 'reporter') ?? 'auto') as ReporterName;
  const options = {
    scenario: once(line.lesson, 'lesson') ?? '',
    set: line.set ?? [],
    dialects: readDialects(line.dialect ?? []),
    reporter,
    verbose: line.verbose === true,
    diff: line.diff === true,
    data: line.data ?? [],
    timing: line.timing === true,
    step: line.step === true,
    keep: line.keep === true,
    until: once(line.until, 'until'),
    deadlineMs: deadlineMs(once(line.deadline, 'deadline') ?? '5'),
    lang,
  };
  if (line['dry-run'] === true) {
    if (options.data.length > 0) throw dataOfNothing();
    const { dryRunVerb } = await import('../verbs/dry-run.ts');
    return dryRunVerb(options, write);
  }
  if (line.fix === true) {
    const { doctorVerb } = await import('../verbs/doctor.ts');
    const doctor = { for: options.scenario, dialects: options.dialects, fix: true, yes: line.yes === true, quiet: true, json: false };
    const fixed = await doctorVerb(doctor, { write: writeError, writeError, colour: false, typing });
    if (fixed !== EXIT.ok) return fixed;
  }
  const { runVerb } = await import('../verbs/run.ts');
  const interrupts = new Interrupts((now) => process.exit(now));
  return runVerb(options, { terminal, interrupts, typing, early });
};

export const registerRun: Register = (parser, context) =>
  parser.command(
    ...commandOf('run'),
    (command) => takesLesson(command, context).options(spoken(FLAGS.run)).example(examplesOf('run')),
    (line) => context.done(() => doRun(line, context)),
  );
