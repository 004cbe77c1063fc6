import type { PipeEnds } from './pipes.ts';

/** The version of Node that the program was built on; the build fills this in, and in the source there is none. */
declare const NODE_VERSION: string | undefined;

/** Ends as they are had soonest: what Node is made of inside may be otherwise in another version than the one that this was tried with. */
export async function pipeEnds(): Promise<PipeEnds> {
  const known = typeof NODE_VERSION !== 'undefined' && NODE_VERSION === process.version;
  return known ? import('./raw-ends.ts') : import('./socket-ends.ts');
}
