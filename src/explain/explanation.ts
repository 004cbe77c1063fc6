import type { Dialect } from '../model/dialects.ts';
import type { Network } from '../model/network.ts';
import type { Lang } from '../model/text.ts';
import type { Change } from './changes.ts';
import type { Folded } from './fold.ts';

/** All prose here is one line in one language, with code in backticks; renderers draw it and add nothing of substance. */

export interface Note {
  readonly flag: string;
  readonly means: string;
}

/** The same commands in another dialect. */
export interface OtherWords {
  readonly dialect: Dialect;
  readonly commands: readonly string[];
}

/** Commands that are told together. */
export interface CommandBlock {
  /** What they do; `undefined` where it is more of what is known by now. */
  readonly title: string | undefined;
  readonly purpose: string | undefined;
  readonly commands: readonly string[];
  /** How many commands of the same kinds are left out. */
  readonly more: number;
  readonly notes: readonly Note[];
  /** The other dialects that can say it, where its kind is told for the first time. */
  readonly others: readonly OtherWords[];
  readonly mistakes: readonly string[];
}

export interface Claim {
  readonly claim: string;
  readonly see: string;
  /** What that command prints and how to read it, where it has not been said yet. */
  readonly shows: string | undefined;
  readonly notes: readonly Note[];
}

export interface StepExplanation {
  /** From 1. */
  readonly number: number;
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly blocks: readonly CommandBlock[];
  /** Whether the step runs any command. */
  readonly acts: boolean;
  readonly changes: readonly Folded<Change>[];
  readonly look: string | undefined;
  readonly claims: readonly Folded<Claim>[];
  readonly note: string | undefined;
  readonly before: Network;
  readonly after: Network;
}

/** A mistake of a tutorial. */
export interface ErratumExplanation {
  /** Which tutorial makes it, as it is called in the list of sources. */
  readonly source: string | undefined;
  readonly mistake: string;
  readonly right: string;
}

export interface PathExplanation {
  readonly from: string;
  readonly to: string;
  readonly hops: readonly string[];
}

/** A lesson as it is told, or one step of it: then what is about the whole lesson is left out. */
export interface Explanation {
  readonly lang: Lang;
  readonly id: string;
  /** What names the lesson on a command line: its id, or the path of its module, quoted. */
  readonly word: string;
  readonly title: string;
  readonly params: readonly { readonly name: string; readonly value: string }[];
  /** The dialects that were chosen. */
  readonly dialects: readonly Dialect[];
  /** Whether it is one step alone. */
  readonly single: boolean;
  /** How many steps the lesson has. */
  readonly stepCount: number;
  readonly summary: string;
  readonly about: string;
  readonly steps: readonly StepExplanation[];
  readonly path: PathExplanation | undefined;
  readonly errata: readonly ErratumExplanation[];
  /** The tutorials that the lesson comes from, each in a line. */
  readonly sources: readonly string[];
  readonly tryNext: readonly string[];
  readonly breakIt: readonly string[];
}

/** The words with which the explanation is asked for. */
export function commandLine({ word, params, dialects }: Explanation): string {
  return [
    `netscenario explain ${word}`,
    ...params.map(({ name, value }) => `--set ${name}=${value}`),
    ...(dialects.length > 0 ? [`--dialect ${dialects.join(',')}`] : []),
  ].join(' ');
}
