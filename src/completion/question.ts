import type { Line } from './line.ts';

/** What a word may be completed with; what a flag or the word after a verb takes is one of these. */
export type Completes =
  /** A lesson's id, or the path of a module. */
  | 'lesson'
  /** A step of the lesson that the line names. */
  | 'step'
  /** A parameter of that lesson and its value, `KEY=VALUE`. */
  | 'parameter'
  | 'tag'
  /** What `lab` can do. */
  | 'lab-action'
  /** Names of dialects, parted by commas. */
  | 'dialect'
  /** A lesson, or the word for the tests. */
  | 'scope'
  /** A shell that completion is made for. */
  | 'shell'
  /** Any file. */
  | 'file';

/** What must be known of a flag to complete it. */
export interface FlagWords {
  readonly type: 'string' | 'boolean';
  readonly describe: string;
  readonly alias?: string;
  /** Whether it may be repeated. */
  readonly array?: boolean;
  readonly choices?: readonly string[];
  readonly default?: unknown;
  readonly completes?: Completes;
}

/** What must be known of a verb. */
export interface VerbWords {
  readonly does: string;
  /** The word that follows it, and one that may follow that; what is not completed is the user's to choose. */
  readonly takes?: { readonly completes?: Completes };
  readonly mayTake?: { readonly completes: Completes };
  readonly flags: Readonly<Record<string, FlagWords>>;
}

/** Every verb by its name. */
export type Grammar = Readonly<Record<string, VerbWords>>;

/** What belongs at the cursor. */
export interface Question {
  readonly asks:
    | { readonly for: 'verb' | 'program-flag' | 'nothing' }
    /** One of these flags of the verb. */
    | { readonly for: 'flag'; readonly flags: Readonly<Record<string, FlagWords>> }
    | { readonly for: 'choice'; readonly choices: readonly string[]; readonly initial: unknown }
    | { readonly for: Completes };
  /** What stands before it in the same word, such as `--until=`. */
  readonly prefix: string;
  /** What is there of it. */
  readonly typed: string;
  /** The word that follows the verb, wherever it stands on the line. */
  readonly lesson: string | undefined;
  /** Parameters that are set elsewhere on the line. */
  readonly set: readonly string[];
}

interface Reading {
  readonly positionals: readonly string[];
  readonly given: readonly string[];
  readonly set: readonly string[];
  /** The flag whose value comes next. */
  readonly waiting: FlagWords | undefined;
}

function findFlag({ flags }: VerbWords, word: string): readonly [name: string, flag: FlagWords] | undefined {
  const name = word.split('=')[0];
  return Object.entries(flags).find(([long, { alias }]) => name === `--${long}` || (alias !== undefined && name === `-${alias}`));
}

/** Sorts words into flags, their values and the rest. */
function read(verb: VerbWords, words: readonly string[]): Reading {
  const positionals: string[] = [];
  const given: string[] = [];
  const set: string[] = [];
  let waiting: FlagWords | undefined;
  const take = (flag: FlagWords, value: string) => {
    if (flag.completes === 'parameter') set.push(value);
  };
  for (const word of words) {
    if (waiting) {
      take(waiting, word);
      waiting = undefined;
    } else if (word.startsWith('-')) {
      const [name, flag] = findFlag(verb, word) ?? [];
      if (!name || !flag) continue;
      given.push(name);
      if (flag.type === 'string' && word.includes('=')) take(flag, word.slice(word.indexOf('=') + 1));
      else if (flag.type === 'string') waiting = flag;
    } else positionals.push(word);
  }
  return { positionals, given, set, waiting };
}

function askedBy({ type, choices, completes, default: initial }: FlagWords): Question['asks'] {
  if (type === 'boolean') return { for: 'nothing' };
  return choices ? { for: 'choice', choices, initial } : { for: completes ?? 'nothing' };
}

/** Flags that may still be given. */
function flagsLeft({ flags }: VerbWords, given: readonly string[]): Question['asks'] {
  const left = Object.entries(flags).filter(([name, { array }]) => array || !given.includes(name));
  return { for: 'flag', flags: Object.fromEntries(left) };
}

/** Says what belongs at the cursor of a line. */
export function ask(grammar: Grammar, { before, typed, after }: Line): Question {
  const [name, ...rest] = before;
  const bare = { prefix: '', typed, lesson: undefined, set: [] };
  if (name === undefined) return { ...bare, asks: { for: typed.startsWith('-') ? 'program-flag' : 'verb' } };
  if (name === 'help' && rest.length === 0) return { ...bare, asks: { for: 'verb' } };
  const verb = Object.hasOwn(grammar, name) ? grammar[name] : undefined;
  if (!verb) return { ...bare, asks: { for: 'nothing' } };
  const [left, right] = [read(verb, rest), read(verb, after)];
  const [lesson] = [...left.positionals, ...right.positionals];
  const line = { prefix: '', typed, lesson, set: [...left.set, ...right.set] };
  if (left.waiting) return { ...line, asks: askedBy(left.waiting) };
  const [, flag] = (typed.startsWith('-') && typed.includes('=') && findFlag(verb, typed)) || [];
  if (flag) {
    const cut = typed.indexOf('=') + 1;
    return { ...line, prefix: typed.slice(0, cut), typed: typed.slice(cut), asks: askedBy(flag) };
  }
  if (typed.startsWith('-')) return { ...line, asks: flagsLeft(verb, [...left.given, ...right.given]) };
  const next = [verb.takes, verb.mayTake][left.positionals.length];
  if (next) return { ...line, asks: { for: next.completes ?? 'nothing' } };
  return { ...line, asks: typed === '' ? flagsLeft(verb, [...left.given, ...right.given]) : { for: 'nothing' } };
}
