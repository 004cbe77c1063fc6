/** Characters that no shell treats specially anywhere in a word, `~` and `#` left out on purpose. */
const PLAIN = /^[A-Za-z0-9_@%+=:,./-]+$/;

/**
 * One shell word that stands for exactly this text, in bash and in POSIX sh alike: left bare where that is safe, else in single
 * quotes. A NUL byte cannot be passed to a program and throws `RangeError`.
 */
export function quoteWord(text: string): string {
  if (text.includes('\0')) throw new RangeError('a NUL byte cannot be part of a command');
  return PLAIN.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
