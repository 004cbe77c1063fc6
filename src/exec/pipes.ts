/** What is read from a pipe. */
export interface PipeReader {
  /** Calls for each piece of text as it comes; what came before the call comes too. To be called once. */
  onText(listener: (text: string) => void): void;
}

/** What is written to a pipe; nothing is said of a reader that is gone. */
export interface PipeWriter {
  write(text: string): void;
}

/** The near end of a pipe, or of a connection. */
export interface PipeEnd extends PipeReader, PipeWriter {
  /** Calls once nothing more will be read; an end that is not read may never know. */
  onceClosed(listener: () => void): void;
  close(): void;
}

/** A process, and the near ends of its pipes. */
export interface Piped {
  /** By the file descriptor that the process has; some may be nobody's to read. */
  readonly pipes: readonly (PipeEnd | undefined)[];
  /** Resolves once the process has ended. */
  readonly exited: Promise<void>;
  /** Resolves once all that it wrote has been read too, or it could not be started; to what is known of why. */
  readonly ended: Promise<string>;
  /** Closes the pipes, but for what tells of its end. */
  letGo(): void;
}

/** How ends are had of what is there already. */
export interface PipeEnds {
  /** An end that this process has open; throws where that is no pipe. */
  openEnd(fd: number, does: 'reads' | 'writes'): PipeEnd;
  /** A connection to a Unix socket; to one where nobody listens it closes at once. */
  connectEnd(path: string): PipeEnd;
}
