/** A command line taken apart at the cursor, the program's own word left out; quotes and backslashes are resolved. */
export interface Line {
  readonly before: readonly string[];
  /** Of the word at the cursor, what stands before it. */
  readonly typed: string;
  readonly after: readonly string[];
}

/** Stands for the cursor; no command line can hold it. */
const CURSOR = '\0';

/** Splits a command line into words as shells do; variables and the like stay as they are. A quote may be left open. */
export function splitWords(text: string): readonly string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (let index = 0; index < text.length; index += 1) {
    const char = text[index] ?? '';
    const next = text[index + 1] ?? '';
    if (char === '\\' && quote !== "'" && (quote === '' || '\\"$`'.includes(next))) {
      // Before the cursor it escapes what is still to be typed.
      if (next !== CURSOR) {
        word = (word ?? '') + next;
        index += 1;
      }
    } else if (quote === '' ? `'"`.includes(char) : char === quote) {
      quote = quote === '' ? char : '';
      word ??= '';
    } else if (quote === '' && /\s/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + char;
  }
  return word === undefined ? words : [...words, word];
}

/** Takes apart a line of which the parts before and after the cursor are given. */
export function readLine(before: string, after: string): Line {
  const words = splitWords(`${before}${CURSOR}${after}`);
  const at = words.findIndex((word) => word.includes(CURSOR));
  return {
    before: words.slice(1, at),
    typed: words[at]?.split(CURSOR)[0] ?? '',
    after: words.slice(at + 1),
  };
}
