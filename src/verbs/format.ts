import { extname } from 'node:path';

/** How a text may be written: the names of files that are to be in a format, by their endings, and the format of all others. */
export interface Endings<F extends string> {
  readonly usual: F;
  readonly byEnding: Readonly<Record<string, F>>;
}

/** The format that is named; where none is, that of the file's ending. */
export function formatFor<F extends string>(named: F | undefined, file: string | undefined, { usual, byEnding }: Endings<F>): F {
  if (named !== undefined) return named;
  const ending = file === undefined ? '' : extname(file).toLowerCase();
  return Object.hasOwn(byEnding, ending) ? (byEnding[ending] ?? usual) : usual;
}
