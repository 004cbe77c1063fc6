import { authorLine } from './plan/author-code.ts';
import { action as plainAction, check as plainCheck } from './vocabulary/index.ts';

/** The authoring interface for lessons that are loaded from a file: their calls know the line on which they are made. */
export * from './authoring.ts';

interface Call {
  readonly at?: string | undefined;
}

/** Definitions that note for each call where it is made. */
function located<D extends object>(definitions: D): D {
  const entries = Object.entries(definitions as Record<string, (params: unknown) => Call>);
  return Object.fromEntries(
    entries.map(([name, define]) => [
      name,
      Object.assign((params: unknown): Call => ({ ...define(params), at: authorLine(new Error().stack) }), define),
    ]),
  ) as D;
}

export const action = located(plainAction);
export const check = located(plainCheck);
