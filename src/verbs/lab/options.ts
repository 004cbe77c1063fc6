import type { LabKind } from '../../lab/kinds.ts';
import type { Lang } from '../../model/text.ts';
import type { Terminal } from '../../report/choose.ts';
import type { Interrupts } from '../interrupts.ts';

export interface LabOptions {
  /** The word behind the action: a lesson, or for `shell` and `diagnose` a namespace. */
  readonly lesson: string | undefined;
  /** Further words: for `diagnose` the address and the port. */
  readonly words: readonly string[];
  /** Which of the labs that are open, by its lesson or its process id. */
  readonly lab: string | undefined;
  readonly kind: LabKind;
  /** finish: after which step the learner begins. */
  readonly from: number | undefined;
  /** repair: which fault. */
  readonly seed: number | undefined;
  readonly set: readonly string[];
  readonly solution: string | undefined;
  /** How long the submitted script may take, in milliseconds. */
  readonly timeoutMs: number;
  readonly json: boolean;
  readonly lang: Lang;
}

export interface LabContext {
  readonly terminal: Terminal;
  readonly interrupts: Interrupts;
  /** Whether a person types on standard input. */
  readonly typing: boolean;
}
