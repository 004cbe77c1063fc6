/** One way in which a word may go on. */
export interface Candidate {
  /** The whole word. */
  readonly text: string;
  /** What it is, in a line. */
  readonly about?: string | undefined;
  /** Whether more of the same word is to be typed behind it, so that no space follows. */
  readonly open?: boolean;
}

/** What a shell is told. */
export interface Answer {
  readonly candidates: readonly Candidate[];
  /** Whether the shell is to complete file names in its own way instead. */
  readonly files: boolean;
  /** Whether there are file names among the candidates. */
  readonly paths: boolean;
}
