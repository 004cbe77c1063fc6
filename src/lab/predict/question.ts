import type { Network } from '../../model/network.ts';
import type { Text } from '../../model/text.ts';
import type { PlannedCheck } from '../../plan/plan.ts';

/** Something that is asked before a step is done, and seen after it. */
export type Question = ClaimQuestion | ChoiceQuestion;

interface Asked {
  /** The place of its step among the steps of the exercise. */
  readonly step: number;
  readonly asks: Text;
  /** The command with which one sees it oneself. */
  readonly see: string;
}

/** Whether a claim will be true. */
export interface ClaimQuestion extends Asked {
  readonly kind: 'claim';
  readonly check: PlannedCheck;
  /** What the lesson expects. */
  readonly expected: boolean;
}

/** Which of several it will be. */
export interface ChoiceQuestion extends Asked {
  readonly kind: 'choice';
  readonly choices: readonly Choice[];
  /** The place of the one that the lesson expects. */
  readonly expected: number;
  /** Commands that are run before one looks. */
  readonly first?: readonly string[];
  /** What is there in a network that was read, in the words of the choices. */
  seen(network: Network): string;
}

export interface Choice {
  /** By which it is compared with what is seen. */
  readonly value: string;
  readonly text: Text;
}

/** The answers that may be given, as one types them. */
export function answersTo(question: Question): readonly string[] {
  return question.kind === 'claim' ? ['y', 'n'] : question.choices.map((_, index) => String(index + 1));
}
