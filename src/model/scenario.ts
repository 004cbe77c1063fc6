import type { ActionCall, CheckCall } from './calls.ts';
import type { Param, ParamValues } from './params.ts';
import type { Text } from './text.ts';

/** One step of a lesson: what is done, why, and what must then be true. */
export interface Step {
  /** Small letters, digits and dashes; unique in its lesson; what `--until` takes. */
  readonly id: string;
  readonly title: Text;
  readonly why: Text;
  /** What to look at afterwards, and what will be seen. */
  readonly look?: Text;
  /** Said with the checks, e.g. that they are a sample. */
  readonly note?: Text | undefined;
  /** True where it makes what the network of the lesson is set in: whoever builds that network finds it there. */
  readonly scene?: boolean;
  /** True where who builds the network of the lesson is done with it; else that is at the end. */
  readonly goal?: boolean;
  readonly actions: readonly ActionCall[];
  readonly checks: readonly CheckCall[];
}

/** A mistake in the tutorial that a lesson comes from, and what is right. */
export interface Erratum {
  /** Small letters, digits and dashes; unique in its lesson. */
  readonly id?: string;
  /** Which source makes it: its name in the table of sources, or words of one's own. */
  readonly source?: string;
  readonly mistake: Text;
  readonly right: Text;
}

/** A lesson as its author writes it: data, and a pure function from parameters to steps. */
export interface Scenario<P extends Readonly<Record<string, Param>> = Readonly<Record<string, Param>>> {
  readonly id: string;
  readonly title: Text;
  /** What it is about, in a sentence. */
  readonly summary: Text;
  /** Why one should care, in a paragraph. */
  readonly about: Text;
  /** The tutorials that it comes from: names in the table of sources (`src/model/sources.ts`), or words of one's own. */
  readonly sources?: readonly string[];
  /** What `list --tag` finds it by. */
  readonly tags?: readonly string[];
  /** What a learner may choose, by the names that `--set` takes; `{}` if nothing. */
  readonly params: P;
  /** Mistakes in the lesson's source, and what is right. */
  readonly errata?: readonly Erratum[];
  /** For the learner who has time left. */
  readonly tryNext?: readonly Text[];
  /** What to break on purpose, and what will then be seen. */
  readonly breakIt?: readonly Text[];
  /** Faults that only several parameters together have, each a sentence, in one language or in each. */
  faults?(values: ParamValues<P>): readonly (string | Text)[];
  steps(values: ParamValues<P>): readonly Step[];
}

/** Types a lesson's parameters; the value is the lesson itself. */
export function defineScenario<const P extends Readonly<Record<string, Param>>>(scenario: Scenario<P>): Scenario<P> {
  return scenario;
}
