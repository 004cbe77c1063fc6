import { NetscenarioError } from '../model/errors.ts';
import { didYouMean, nearest } from '../model/nearest.ts';
import { inRow, say } from '../model/say.ts';
import { show } from '../model/show.ts';
import { FLAGS, type Flag, GLOBAL, VERBS, type Verb } from './flags.ts';
import { MANUAL } from './manual.ts';

/** Flags that every verb and the program itself take. */
const COMMON = ['help', 'version', ...Object.keys(GLOBAL)];

export function usageError(
  message: string,
  fix = say({ en: 'netscenario --help shows how it is used', zh: '用法见 netscenario --help' }),
): NetscenarioError {
  return new NetscenarioError('usage', message, fix);
}

/** Throws where `--yes` has nothing to say yes to. */
export function assertFixed({ yes, fix }: { yes?: unknown; fix?: unknown }): void {
  if (yes === true && fix !== true)
    throw usageError(
      say({ en: '--yes goes with --fix: without it nothing is installed', zh: '--yes 要和 --fix 一起用：没有 --fix 什么也不会安装' }),
    );
}

function isVerb(word: string | undefined): word is Verb {
  return VERBS.some((verb) => verb === word);
}

function helpOf(verb: string): string {
  return say({ en: `netscenario ${verb} --help shows its flags`, zh: `它的选项见 netscenario ${verb} --help` });
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
    if (!verb.startsWith('-'))
      throw usageError(say({ en: `there is no verb ${show(verb)}`, zh: `没有子命令 ${show(verb)}` }), meant && didYouMean(meant));
    throw usageError(
      say({ en: `${show(verb)} stands where a verb belongs`, zh: `${show(verb)} 的位置应该写子命令` }),
      say({
        en: `begin with ${VERBS.join(', ')}; netscenario --help shows how it is used`,
        zh: `以 ${inRow(VERBS)} 之一开头；用法见 netscenario --help`,
      }),
    );
  }
  if (argv.includes('--'))
    throw usageError(say({ en: "'--' separates nothing here", zh: "'--' 在这里不起分隔作用" }), say({ en: 'leave it out', zh: '去掉它' }));
  const switches = Object.entries<Flag>(FLAGS[verb]).flatMap(([name, { type, alias }]) => (type === 'boolean' ? [name, alias] : []));
  const idle = argv.find((word) => /^--?[^=]+=/.test(word) && switches.includes(nameIn(word)));
  if (idle !== undefined)
    throw usageError(
      say({ en: `${show(idle)} gives a value to a flag that takes none`, zh: `${show(idle)} 给了一个不接受值的选项一个值` }),
      say({ en: `write ${show(idle.split('=')[0])} alone`, zh: `只写 ${show(idle.split('=')[0])}` }),
    );
}

function unknownFlag(verb: Verb, argv: readonly string[]): string | undefined {
  const flags: Readonly<Record<string, Flag>> = FLAGS[verb];
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
    if (flag === undefined)
      return usageError(
        say({ en: `${show(extra)} is one word too many for ${verb}`, zh: `${verb} 用不着多出来的 ${show(extra)}` }),
        helpOf(verb),
      );
    const meant = nearest(nameIn(flag), [...Object.keys(FLAGS[verb]), ...COMMON]);
    return usageError(
      say({ en: `${verb} has no flag ${show(flag.split('=')[0])}`, zh: `${verb} 没有选项 ${show(flag.split('=')[0])}` }),
      meant ? didYouMean(`--${meant}`) : helpOf(verb),
    );
  }
  if (message.startsWith('Not enough non-option arguments')) {
    const name = MANUAL[verb].takes?.name ?? 'word';
    const fix =
      name === 'lesson'
        ? say({
            en: `netscenario list shows them; try netscenario ${verb} bridge-3ns`,
            zh: `有哪些见 netscenario list；试试 netscenario ${verb} bridge-3ns`,
          })
        : helpOf(verb);
    return usageError(say({ en: `${verb} takes a ${name}, and none is given`, zh: `${verb} 后面要写 <${name}>，现在没有写` }), fix);
  }
  const idle = /^Not enough arguments following: (\S+)/.exec(message)?.[1];
  if (idle !== undefined) return usageError(say({ en: `--${idle} is given without a value`, zh: `--${idle} 后面没有值` }), helpOf(verb));
  const [, name, quoted = '""', choices = ''] = /Argument: ([\w-]+), Given: (".*?"), Choices: (.*)$/s.exec(message) ?? [];
  if (name) {
    const given = JSON.parse(quoted) as string;
    const known = choices.split(', ').map((choice) => choice.replaceAll('"', ''));
    const meant = nearest(given, known);
    return usageError(
      say({ en: `--${name} takes ${known.join(', ')}, not ${show(given)}`, zh: `--${name} 只能是 ${inRow(known)}，不能是 ${show(given)}` }),
      meant ? didYouMean(meant) : helpOf(verb),
    );
  }
  return usageError(message.replace(/\s*\n\s*/g, ': '));
}

/** The value of a flag that may be given once; throws where it is given again or is empty. */
export function once(value: unknown, flag: string): string | undefined {
  if (value === undefined) return undefined;
  if (Array.isArray(value))
    throw usageError(
      say({ en: `--${flag} is given more than once`, zh: `--${flag} 写了不止一次` }),
      say({ en: `give --${flag} once`, zh: `--${flag} 只写一次` }),
    );
  if (value === '') throw usageError(say({ en: `--${flag} is given without a value`, zh: `--${flag} 后面没有值` }));
  return String(value);
}
