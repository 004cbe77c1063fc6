/** Thrown by `skip`; known to test/support/suite.ts. */
export class Skipped extends Error {
  readonly allowedInCi: boolean;

  constructor(reason: string, allowedInCi: boolean) {
    super(reason);
    this.name = 'Skipped';
    this.allowedInCi = allowedInCi;
  }
}

/**
 * Ends a test as skipped, the reason printed and counted; in a `before` hook every test of the suite, at the top of a
 * file the whole file. With CI=true a skip is a failure unless it says that it is allowed there.
 */
export function skip(reason: string, options: { readonly allowedInCi?: boolean } = {}): never {
  throw new Skipped(reason, options.allowedInCi ?? false);
}
