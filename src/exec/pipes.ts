import type { Readable, Writable } from 'node:stream';

/** A process, and the near ends of its pipes. */
export interface Piped {
  /** By the file descriptor that the process has; some may be nobody's to read. */
  readonly pipes: readonly (Readable | Writable | undefined)[];
  /** Resolves once the process has ended. */
  readonly exited: Promise<void>;
  /** Resolves once all that it wrote has been read too, or it could not be started; to what is known of why. */
  readonly ended: Promise<string>;
  /** Closes the pipes, but for what tells of its end. */
  letGo(): void;
}
