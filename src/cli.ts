#!/usr/bin/env node
import { readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import yargs from 'yargs';
import { EXIT, type ExitCode, NetscenarioError } from './model/errors.ts';
import { show } from './model/show.ts';
import type { Lang } from './model/text.ts';
import { ROOT } from './paths.ts';
import type { ReporterName, Terminal } from './report/choose.ts';
import { FLAGS } from './verbs/flags.ts';
import { Interrupts } from './verbs/interrupts.ts';
import { assertWords, explainUsage, once, usageError } from './verbs/usage.ts';

const MAX_DEADLINE_SECONDS = 600;

const LANG: Lang = 'en';

/** Columns below which a task list cannot be drawn; a terminal that does not know its width says 0. */
const NARROWEST = 20;

/** A reader that went away ends the printing, not the run: what is being cleaned up must be. */
function quietWriter(stream: NodeJS.WriteStream): (text: string) => void {
  let gone = false;
  stream.on('error', () => {
    gone = true;
  });
  return (text) => {
    if (!gone) stream.write(text);
  };
}

function terminalFor(stdout: NodeJS.WriteStream, write: (text: string) => void): Terminal {
  const ci = !['', '0', 'false'].includes(process.env['CI'] ?? '');
  const plain = process.env['TERM'] === 'dumb' || ci;
  const tty = stdout.isTTY === true;
  return {
    write,
    interactive: tty && !plain && stdout.columns >= NARROWEST,
    colour: tty && !plain && process.env['NO_COLOR'] === undefined,
    columns: tty ? stdout.columns : undefined,
  };
}

function deadlineMs(text: string): number {
  const seconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (!(seconds > 0 && seconds <= MAX_DEADLINE_SECONDS))
    throw usageError(`--deadline takes seconds, more than 0 and at most ${MAX_DEADLINE_SECONDS}, not ${show(text)}`);
  return seconds * 1000;
}

function assertFixed({ yes, fix }: { yes: unknown; fix: unknown }): void {
  if (yes === true && fix !== true) throw usageError('--yes goes with --fix: without it nothing is installed');
}

/** `-h` and a verb `help` are what many try first. */
function askedForHelp(argv: readonly string[]): readonly string[] {
  const [verb, ...rest] = argv;
  return (verb === 'help' ? [...rest, '--help'] : argv).map((word) => (word === '-h' ? '--help' : word));
}

/** Parses the command line, does what it says and resolves to the exit code. */
async function main(argv: readonly string[]): Promise<ExitCode> {
  const write = quietWriter(process.stdout);
  const writeError = quietWriter(process.stderr);
  let code: ExitCode = EXIT.ok;
  const done = (work: () => Promise<ExitCode>) => async () => {
    code = await work();
  };
  const terminal = terminalFor(process.stdout, write);
  const version = (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }).version;

  const lesson = argv.includes('--help') ? await (await import('./verbs/lesson-help.ts')).lessonHelp(argv, LANG) : undefined;

  const parser = yargs([...argv])
    .scriptName('netscenario')
    .locale('en')
    .version(version)
    .exitProcess(false)
    .strict()
    .parserConfiguration({
      'duplicate-arguments-array': true,
      'parse-numbers': false,
      'parse-positional-numbers': false,
      'boolean-negation': false,
      'dot-notation': false,
      'camel-case-expansion': false,
    })
    .usage('$0 VERB\n\nLinux networking lessons that run on your own kernel, without touching the machine.')
    .command(
      'run <lesson>',
      'build a lesson in a sandbox, check it and clean up',
      (command) =>
        command
          .epilogue(lesson ?? 'With a lesson before it, --help tells its parameters and steps.')
          .positional('lesson', { type: 'string', describe: "a lesson's id, or the path of one's own module", demandOption: true })
          .options(FLAGS.run)
          .example('$0 run bridge-3ns', 'three namespaces on a bridge')
          .example('$0 run bridge-3ns --set namespaces=20', 'twenty of them')
          .example('$0 run veth-direct --step', 'step by step, with a shell when wanted')
          .example('$0 run ovs-internal --reporter json', 'events as JSON lines'),
      (args) =>
        done(async () => {
          assertFixed(args);
          const reporter = (once(args.reporter, 'reporter') ?? 'auto') as ReporterName;
          const options = {
            scenario: once(args.lesson, 'lesson') ?? '',
            set: args.set ?? [],
            reporter,
            verbose: args.verbose === true,
            diff: args.diff === true,
            step: args.step === true,
            keep: args.keep === true,
            until: once(args.until, 'until'),
            deadlineMs: deadlineMs(once(args.deadline, 'deadline') ?? '5'),
            lang: LANG,
          };
          if (args['dry-run'] === true) {
            const { dryRunVerb } = await import('./verbs/dry-run.ts');
            return dryRunVerb(options, write);
          }
          const typing = process.stdin.isTTY === true;
          if (args.fix === true) {
            const { doctorVerb } = await import('./verbs/doctor.ts');
            const doctor = { for: options.scenario, fix: true, yes: args.yes === true, quiet: true, json: false };
            const fixed = await doctorVerb(doctor, { write: writeError, writeError, colour: false, typing });
            if (fixed !== EXIT.ok) return fixed;
          }
          const { runVerb } = await import('./verbs/run.ts');
          const interrupts = new Interrupts((now) => process.exit(now));
          return runVerb(options, { terminal, interrupts, typing });
        })(),
    )
    .command(
      'list',
      'list the lessons',
      (command) => command.options(FLAGS.list).example('$0 list', 'all lessons').example('$0 list --tag ovs', 'those about Open vSwitch'),
      (args) =>
        done(async () => {
          const { listVerb } = await import('./verbs/list.ts');
          return listVerb({ json: args.json === true, tag: once(args.tag, 'tag'), lang: LANG }, write);
        })(),
    )
    .command(
      'doctor',
      'tell what works on this machine, and mend what does not',
      (command) =>
        command
          .options(FLAGS.doctor)
          .example('$0 doctor', 'what works here')
          .example('$0 doctor --fix --for ovs-internal', 'install what one lesson needs'),
      (args) =>
        done(async () => {
          assertFixed(args);
          const { doctorVerb } = await import('./verbs/doctor.ts');
          return doctorVerb(
            {
              for: once(args.for, 'for'),
              fix: args.fix === true,
              yes: args.yes === true,
              quiet: args.quiet === true,
              json: args.json === true,
            },
            { write, writeError, colour: terminal.colour, typing: process.stdin.isTTY === true },
          );
        })(),
    )
    .example('$0 run bridge-3ns', 'run a lesson')
    .example('$0 list', 'see which there are')
    .epilogue(
      'Exit codes: 0 all holds, 1 a check failed, 2 bad input, 3 a command failed, 4 skipped, 5 something was left behind, 70 a bug.',
    )
    .fail((message, error) => {
      // yargs throws some of its findings and reports the others.
      throw error && error.name !== 'YError' ? error : explainUsage(error?.message ?? message, argv);
    });
  if (argv.length === 0) {
    write(`${await parser.getHelp()}\n`);
    return EXIT.usage;
  }
  assertWords(argv);
  await parser.parseAsync([...argv], {}, (_error, _args, output) => {
    if (output) write(`${output}\n`);
  });
  return code;
}

/** Says an ending on standard error; expected ones in a line or two, a bug with its trace. */
function sayError(error: unknown): ExitCode {
  const say = (text: string): void => {
    try {
      writeSync(2, text);
    } catch {
      // Nobody reads; the exit code still tells.
    }
  };
  if (error instanceof NetscenarioError) {
    say(`netscenario: ${error.message}\n${error.fix ? `fix: ${error.fix}\n` : ''}`);
    return error.exitCode;
  }
  say(`netscenario: this is a bug in netscenario, please report it\n${error instanceof Error ? error.stack : String(error)}\n`);
  return EXIT.bug;
}

process.exitCode = await main(askedForHelp(process.argv.slice(2))).catch(sayError);
