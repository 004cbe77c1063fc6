/** A template with its data; data values reach the shell quoted, whatever they hold. */
export interface Shell {
  readonly template: string;
  readonly data: object;
}
