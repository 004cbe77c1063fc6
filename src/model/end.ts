/** A device and the namespace that it is in. */
export interface End {
  readonly netns: string;
  readonly dev: string;
}
