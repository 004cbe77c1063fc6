import { readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { CommandContext } from './commands/context.ts';
import { plainLine } from './commands/plain-line.ts';
import { EXIT, type ExitCode, fixLine, NetscenarioError } from './model/errors.ts';
import { language, say, speak } from './model/say.ts';
import { turn } from './model/turn.ts';
import { directWriter, mayBeTerminal, streamWriter, workingWriter } from './output.ts';
import { ROOT } from './paths.ts';
import type { Terminal } from './report/choose.ts';
import type { EarlySandbox } from './run/early-sandbox.ts';
import { languageOf, partLanguage, wishedLanguage } from './verbs/language.ts';
import { readyHelp } from './verbs/ready-help.ts';
import { assertWords } from './verbs/usage.ts';

/** What a shell's completion script calls (src/completion/shells.ts); no verb that a person would use. */
const COMPLETE = '__complete';

/** Columns below which a task list cannot be drawn; a terminal that does not know its width says 0. */
const NARROWEST = 20;

/** Verbs that work on while they print. The others have nothing left to do then. */
const WORKING = ['run', 'prove', 'doctor'];

let stdout: NodeJS.WriteStream | undefined;

/** Node opens its stream when it is first asked for, with all that its streams take to load. */
function openStdout(): NodeJS.WriteStream {
  stdout = process.stdout;
  return stdout;
}

function cannotPrint(lost: NodeJS.ErrnoException): void {
  const error = new NetscenarioError(
    'usage',
    say({ en: `what was to be printed cannot be written: ${lost.message}`, zh: `要输出的内容写不出去：${lost.message}` }),
    say({ en: 'print it elsewhere', zh: '换个地方输出' }),
  );
  process.exitCode ||= sayError(error);
}

function terminalFor(verb: string | undefined): Terminal {
  if (!mayBeTerminal(1)) {
    const write = WORKING.includes(verb ?? '') ? workingWriter(1, openStdout, cannotPrint) : directWriter(1, cannotPrint);
    return { write, interactive: false, colour: false, columns: undefined, rows: undefined };
  }
  const { isTTY: tty = false, columns, rows } = openStdout();
  const ci = !['', '0', 'false'].includes(process.env['CI'] ?? '');
  const plain = process.env['TERM'] === 'dumb' || ci;
  return {
    write: streamWriter(openStdout, cannotPrint),
    interactive: tty && !plain && columns >= NARROWEST,
    colour: tty && !plain && process.env['NO_COLOR'] === undefined,
    columns: tty ? columns : undefined,
    rows: tty ? rows : undefined,
  };
}

/** `-h` and a verb `help` are what many try first. */
function askedForHelp(argv: readonly string[]): readonly string[] {
  const [verb, ...rest] = argv;
  return (verb === 'help' ? [...rest, '--help'] : argv).map((word) => (word === '-h' ? '--help' : word));
}

/** Parses the command line, does what it says and resolves to the exit code. */
async function main(words: readonly string[], early: EarlySandbox | undefined): Promise<ExitCode> {
  try {
    const { rest, wishes } = partLanguage(words);
    speak(wishedLanguage(wishes) ?? language());
    const argv = askedForHelp(rest);
    assertWords(argv);
    return await act(argv, early);
  } finally {
    await early?.giveUp();
  }
}

async function act(argv: readonly string[], early: EarlySandbox | undefined): Promise<ExitCode> {
  const terminal = terminalFor(argv[0]);
  const help = readyHelp(argv, terminal.columns);
  if (help !== undefined) {
    terminal.write(help);
    return EXIT.ok;
  }
  let code: ExitCode = EXIT.ok;
  const context: CommandContext = {
    argv,
    terminal,
    write: terminal.write,
    writeError: streamWriter(() => process.stderr, cannotPrint),
    typing: mayBeTerminal(0) && process.stdin.isTTY,
    lang: language(),
    early,
    lessonHelp: argv.includes('--help') ? await (await import('./verbs/lesson-help.ts')).lessonHelp(argv, language()) : undefined,
    done: async (work) => {
      code = await work();
    },
  };
  const plain = plainLine(argv);
  if (plain) return plain(context);
  const { makeParser } = await import('./commands/parser.ts');
  const parser = makeParser(argv, context, versionOf());
  if (argv.length === 0) {
    terminal.write(`${await parser.getHelp()}\n`);
    return EXIT.usage;
  }
  await parser.parseAsync([...argv], {}, (_error, _args, output) => {
    if (output) terminal.write(`${output}\n`);
  });
  return code;
}

function versionOf(): string {
  return (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }).version;
}

/** Says an ending on standard error; expected ones in a line or two, a bug with its trace. */
function sayError(error: unknown): ExitCode {
  const print = (text: string): void => {
    try {
      writeSync(2, text);
    } catch {
      // Nobody reads; the exit code still tells.
    }
  };
  if (error instanceof NetscenarioError) {
    print(`netscenario: ${error.message}\n${error.fix ? `${fixLine(error.fix)}\n` : ''}`);
    return error.exitCode;
  }
  const bug = say({ en: 'this is a bug in netscenario, please report it', zh: '这是 netscenario 的缺陷，请报告' });
  print(`netscenario: ${bug}\n${error instanceof Error ? error.stack : String(error)}\n`);
  return EXIT.bug;
}

/** Answers a shell and ends at once; whatever a lesson's own module prints, throws or leaves open is no part of the answer. */
async function answerShell(words: readonly string[]): Promise<never> {
  process.on('uncaughtException', () => process.exit(EXIT.ok));
  for (const stream of [process.stdout, process.stderr]) stream.write = () => true;
  const { completeVerb } = await import('./verbs/complete.ts');
  writeSync(1, await completeVerb(words, language()));
  process.exit(EXIT.ok);
}

/**
 * Ends a run in which all is well. Node would put its memory in order before, which takes as long as the clean-up of a sandbox.
 * What could not be printed has been told by the next turn; what is still to be printed is waited for.
 */
async function leave(): Promise<void> {
  await turn();
  if (!process.exitCode && !stdout?.writableLength) process.exit();
}

/** Does what a command line says, and sets the exit code; a run's sandbox may have begun. */
export async function serve(argv: readonly string[], early: EarlySandbox | undefined): Promise<void> {
  speak(languageOf(process.env));
  const [first, ...words] = argv;
  const code = await (first === COMPLETE ? answerShell(words) : main(argv, early).catch(sayError));
  process.exitCode = code || process.exitCode;
  if (first === 'run') await leave();
}
