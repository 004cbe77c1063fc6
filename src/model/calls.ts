/** An action as a lesson writes it: plain data, validated when a plan is made. */
export interface ActionCall {
  readonly kind: string;
  readonly params: unknown;
  /** The line that makes the call, `my-lesson.ts:12`; known of lessons that are loaded from a file. */
  readonly at?: string | undefined;
}

/** A check as a lesson writes it. */
export interface CheckCall {
  readonly kind: string;
  readonly params: unknown;
  /** The line that makes the call, `my-lesson.ts:12`; known of lessons that are loaded from a file. */
  readonly at?: string | undefined;
}
