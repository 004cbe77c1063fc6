/** An action as a lesson writes it: plain data, validated when a plan is made. */
export interface ActionCall {
  readonly kind: string;
  readonly params: unknown;
}

/** A check as a lesson writes it. */
export interface CheckCall {
  readonly kind: string;
  readonly params: unknown;
}
