import { closeSync, constants, fstatSync, openSync, statSync, writeSync } from 'node:fs';

export type Write = (text: string) => void;

/** Told of what cannot be printed, once; a reader that went away is none of it. */
type Lost = (error: NodeJS.ErrnoException) => void;

/** How long to wait for a reader behind a pipe that does not block. */
const FULL_MS = 2;

/**
 * Whether a descriptor may be a terminal. Node's own streams and terminals would tell, but take as long to load as all
 * else that a short verb needs.
 */
export function mayBeTerminal(fd: number): boolean {
  const file = fstatSync(fd);
  return file.isCharacterDevice() && file.rdev !== statSync('/dev/null').rdev;
}

/**
 * Prints through a stream, which is opened when there is something to print. A reader that went away ends the printing, not the work:
 * what is being cleaned up must be.
 */
export function streamWriter(open: () => NodeJS.WriteStream, lost: Lost): (text: string | Uint8Array) => void {
  let stream: NodeJS.WriteStream | undefined;
  let gone = false;
  return (text) => {
    stream ??= open().on('error', (error: NodeJS.ErrnoException) => {
      if (!gone && error.code !== 'EPIPE') lost(error);
      gone = true;
    });
    if (!gone) stream.write(text);
  };
}

/**
 * Prints for a verb that works on while a slow reader reads: to a pipe as long as that takes all at once, then through a stream; to a file,
 * which nobody keeps waiting, as it comes.
 */
export function workingWriter(fd: number, open: () => NodeJS.WriteStream, lost: Lost): Write {
  const file = fstatSync(fd);
  if (!file.isFIFO() && !file.isSocket()) return directWriter(fd, lost);
  const stream = streamWriter(open, lost);
  let pipe = file.isFIFO() ? withoutWaiting(fd) : undefined;
  return (text) => {
    if (pipe === undefined) return stream(text);
    const bytes = Buffer.from(text);
    let from = 0;
    try {
      while (from < bytes.length) from += writeSync(pipe, bytes, from);
    } catch {
      // It is full, or its reader is gone, which the stream will find too.
      closeSync(pipe);
      pipe = undefined;
      stream(bytes.subarray(from));
    }
  };
}

/** Opens a pipe a second time, so that a write to it never waits: others that share the first would be told to come again. */
function withoutWaiting(fd: number): number | undefined {
  try {
    return openSync(`/proc/self/fd/${fd}`, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch {
    // Another user's, or its reader is gone.
    return undefined;
  }
}

/** Prints to a file or a pipe, and waits until all is written. */
export function directWriter(fd: number, lost: Lost): Write {
  let gone = false;
  return (text) => {
    if (gone) return;
    try {
      writeAll(fd, Buffer.from(text));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EPIPE') lost(error as NodeJS.ErrnoException);
      gone = true;
    }
  };
}

function writeAll(fd: number, bytes: Buffer): void {
  for (let from = 0; from < bytes.length; ) {
    try {
      from += writeSync(fd, bytes, from);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, FULL_MS);
    }
  }
}
