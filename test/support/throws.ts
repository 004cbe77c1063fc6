import * as assert from 'uvu/assert';

/** What a function throws; fails where it throws nothing. */
export function thrown(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return assert.unreachable('it should have thrown');
}

/** What a function throws, as `Name: message`; fails where it throws nothing. */
export function thrownBy(work: () => unknown): string {
  return String(thrown(work));
}

/** What a promise is rejected with; fails where it is fulfilled. */
export async function rejectionOf(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    return error as Error;
  }
  return assert.unreachable('it should have been rejected') as never;
}
