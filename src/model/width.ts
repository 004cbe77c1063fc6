import fastStringWidth from 'fast-string-width';

/** One column a character. Nearly all text is that, and to measure the rest takes long. */
const PLAIN = /^[ -~]*$/;

/** Columns that a text takes on a terminal: wide characters take two. */
export function displayWidth(text: string): number {
  return PLAIN.test(text) ? text.length : fastStringWidth(text);
}

/** The text with blanks behind it, so that it takes that many columns. */
export function padEnd(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(columns - displayWidth(text), 0));
}

/** Behind a Han character or a full-width sign, unless what follows must not begin a line. */
const BETWEEN_HAN =
  /(?<=[\u4e00-\u9fff\u3001\u3002\uff01\uff09\uff0c\uff1a\uff1b\uff1f\u201d])(?=[^\u3001\u3002\uff01\uff09\uff0c\uff1a\uff1b\uff1f\u201d])/u;

/** The pieces between which a line may be broken, each with what stands before it on the same line: a blank or nothing. */
export function piecesOf(text: string): readonly { readonly glue: '' | ' '; readonly piece: string }[] {
  return text
    .split(/(?<=\S) +/)
    .flatMap((word, place) =>
      word.split(BETWEEN_HAN).map((piece, index) => ({ glue: index === 0 && place > 0 ? ' ' : '', piece }) as const),
    );
}
