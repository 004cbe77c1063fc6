import type { Loss } from '../model/loss.ts';
import { renderShell } from '../render/templates.ts';
import type { Shell } from '../vocabulary/shell.ts';
import type { Proof, Showing } from './proof.ts';

/** What shows that a packet is lost there, and what mends it. */
export interface Remedy {
  readonly proofs: readonly Showing[];
  /** From what was shown, the commands that mend it. */
  mend(proofs: readonly Proof[]): readonly string[];
}

/** A loss of that cause. */
export type Of<Cause extends Loss['cause']> = Extract<Loss, { readonly cause: Cause }>;

/** A command of `templates/diagnose`. */
export function shell(template: string, data: object): Shell {
  return { template: `diagnose/${template}`, data };
}

/** A command that shows something. */
export function show(template: string, data: object): Showing {
  return { shell: shell(template, data) };
}

/** A command that shows what a packet moves. */
export function count(template: string, data: object): Showing {
  return { shell: shell(template, data), counts: true };
}

export function remedy(proofs: readonly Showing[], ...mend: readonly Shell[]): Remedy {
  return { proofs, mend: () => mend.flatMap(renderShell) };
}
