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

/** What a promise is rejected with; fails where it is fulfilled. */
export async function rejectionOf(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    return error as Error;
  }
  return assert.unreachable('it should have been rejected') as never;
}
