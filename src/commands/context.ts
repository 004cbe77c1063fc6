import type { Argv, InferredOptionTypes } from 'yargs';
import type { ExitCode } from '../model/errors.ts';
import type { Lang } from '../model/text.ts';
import type { Terminal } from '../report/choose.ts';
import type { EarlySandbox } from '../run/early-sandbox.ts';
import type { FLAGS, Spoken } from '../verbs/flags.ts';

/** What every command is given: where to write, for whom, and in which language. */
export interface CommandContext {
  readonly argv: readonly string[];
  readonly terminal: Terminal;
  readonly write: (text: string) => void;
  readonly writeError: (text: string) => void;
  /** Whether a person types on standard input. */
  readonly typing: boolean;
  readonly lang: Lang;
  /** What help says of the lesson that the words name. */
  readonly lessonHelp: string | undefined;
  /** The sandbox of a run, which began before the command line was read. */
  readonly early: EarlySandbox | undefined;
  /** Wraps a command's work: the exit code that it resolves to is the program's. */
  done(work: () => Promise<ExitCode>): Promise<void>;
}

/** Adds one verb to the parser; the module that does its work is loaded when it is chosen. */
export type Register = (parser: Argv, context: CommandContext) => Argv;

/** What a line says to a verb that works on a lesson: the lesson, and such flags as there are. */
export type LineOf<V extends keyof typeof FLAGS> = Partial<InferredOptionTypes<Spoken<(typeof FLAGS)[V]>>> & { readonly lesson?: string };

/** Does what a line says. */
export type Doing<V extends keyof typeof FLAGS> = (line: LineOf<V>, context: CommandContext) => Promise<ExitCode>;
