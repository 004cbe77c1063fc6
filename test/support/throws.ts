import * as assert from 'uvu/assert';

/** What a function throws, as `Name: message`; fails where it throws nothing. */
export function thrownBy(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return String(error);
  }
  return assert.unreachable('it should have thrown') as never;
}
