import type { Options } from 'yargs';
import { NetscenarioError } from '../model/errors.ts';
import { nearest } from '../model/nearest.ts';
import { show } from '../model/show.ts';
import { FLAGS, VERBS, type Verb } from './flags.ts';
import { MANUAL } from './manual.ts';

/** Flags that every verb and the program itself take. */
const COMMON = ['help', 'version'];

export function usageError(message: string, fix = 'netscenario --help shows how it is used'): NetscenarioError {
  return new NetscenarioError('usage', message, fix);
}

/** Throws where `--yes` has nothing to say yes to. */
export function assertFixed({ yes, fix }: { yes?: unknown; fix?: unknown }): void {
  if (yes === true && fix !== true) throw usageError('--yes goes with --fix: without it nothing is installed');
}

function isVerb(word: string | undefined): word is Verb {
  return VERBS.some((verb) => verb === word);
}

function helpOf(verb: string): string {
  return `netscenario ${verb} --help shows its flags`;
}

function nameIn(word: string): string {
  return word.replace(/^--?/, '').split('=')[0] ?? '';
}

/** Throws for what yargs would pass over in silence: a verb that is missing or mistyped, and a value for a flag that takes none. */
export function assertWords(argv: readonly string[]): void {
  const [verb] = argv;
  if (verb === undefined) return;
  if (!isVerb(verb)) {
    if (COMMON.some((name) => verb === `--${name}`)) return;
    const meant = nearest(nameIn(verb), VERBS);
    if (!verb.startsWith('-')) throw usageError(`there is no verb ${show(verb)}`, meant && `did you mean ${meant}?`);
    throw usageError(
      `${show(verb)} stands where a verb belongs`,
      `begin with ${VERBS.join(', ')}; netscenario --help shows how it is used`,
    );
  }
  if (argv.includes('--')) throw usageError("'--' separates nothing here", 'leave it out');
  const switches = Object.entries<Options>(FLAGS[verb]).flatMap(([name, { type, alias }]) => (type === 'boolean' ? [name, alias] : []));
  const idle = argv.find((word) => /^--?[^=]+=/.test(word) && switches.includes(nameIn(word)));
  if (idle !== undefined)
    throw usageError(`${show(idle)} gives a value to a flag that takes none`, `write ${show(idle.split('=')[0])} alone`);
}

function unknownFlag(verb: Verb, argv: readonly string[]): string | undefined {
  const flags: Readonly<Record<string, Options>> = FLAGS[verb];
  const short = Object.values(flags).flatMap(({ alias }) => (typeof alias === 'string' ? [alias] : []));
  return argv.slice(1).find((word) => {
    if (word.startsWith('--')) return ![...Object.keys(flags), ...COMMON].includes(nameIn(word));
    return /^-[a-zA-Z]/.test(word) && [...nameIn(word)].some((letter) => !short.includes(letter));
  });
}

/** Turns what yargs says of a command line into one sentence and a fix. */
export function explainUsage(message: string, argv: readonly string[]): NetscenarioError {
  const [verb] = argv;
  if (!isVerb(verb)) return usageError(message.replace(/\s*\n\s*/g, ': '));
  const extra = /^Unknown (?:argument|command)s?: (.+)$/s.exec(message)?.[1];
  if (extra !== undefined) {
    const flag = unknownFlag(verb, argv);
    if (flag === undefined) return usageError(`${show(extra)} is one word too many for ${verb}`, helpOf(verb));
    const meant = nearest(nameIn(flag), Object.keys(FLAGS[verb]));
    return usageError(`${verb} has no flag ${show(flag.split('=')[0])}`, meant ? `did you mean --${meant}?` : helpOf(verb));
  }
  if (message.startsWith('Not enough non-option arguments')) {
    const name = MANUAL[verb].takes?.name ?? 'word';
    const fix = name === 'lesson' ? `netscenario list shows them; try netscenario ${verb} bridge-3ns` : helpOf(verb);
    return usageError(`${verb} takes a ${name}, and none is given`, fix);
  }
  const idle = /^Not enough arguments following: (\S+)/.exec(message)?.[1];
  if (idle !== undefined) return usageError(`--${idle} is given without a value`, helpOf(verb));
  const [, name, quoted = '""', choices = ''] = /Argument: ([\w-]+), Given: (".*?"), Choices: (.*)$/s.exec(message) ?? [];
  if (name) {
    const given = JSON.parse(quoted) as string;
    const known = choices.split(', ').map((choice) => choice.replaceAll('"', ''));
    const meant = nearest(given, known);
    return usageError(`--${name} takes ${known.join(', ')}, not ${show(given)}`, meant ? `did you mean ${meant}?` : helpOf(verb));
  }
  return usageError(message.replace(/\s*\n\s*/g, ': '));
}

/** The value of a flag that may be given once; throws where it is given again or is empty. */
export function once(value: unknown, flag: string): string | undefined {
  if (value === undefined) return undefined;
  if (Array.isArray(value)) throw usageError(`--${flag} is given more than once`, `give --${flag} once`);
  if (value === '') throw usageError(`--${flag} is given without a value`);
  return String(value);
}
