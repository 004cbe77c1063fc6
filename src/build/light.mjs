// Makes packages lighter in the bundle: what they load and do at every start, and the program does not need, is left out.
import { readFileSync } from 'node:fs';

/** The expressions that fast-string-width measures unusual text by: they take a millisecond to read, and are seldom used. */
const EXPRESSIONS = ['ANSI_RE', 'CONTROL_RE', 'CJKT_WIDE_RE', 'TAB_RE', 'EMOJI_RE', 'LATIN_RE', 'MODIFIER_RE'];
const MEASURE = 'const getStringTruncatedWidth = (input, truncationOptions = {}, widthOptions = {}) => {';

/** What packages do, and what is enough, by their files. */
const CHANGES = {
  'yargs/lib/platform-shims/esm.mjs': [
    // To ask for the width opens standard output; the parser tells how wide help may be (src/commands/parser.ts).
    [/typeof process\.stdout\.columns .*/, 'null'],
    // Node's own assertions open standard error, to see whether it takes colours.
    [
      "import { notStrictEqual, strictEqual } from 'assert'",
      `const claim = (same) => (one, other, message) => { if (Object.is(one, other) !== same) throw new Error(message); };
const [strictEqual, notStrictEqual] = [claim(true), claim(false)];`,
    ],
    // Nothing is found by the place of yargs, nor loaded by it: node:module brings the loader of ES modules along.
    ["import { createRequire } from 'node:module';", ''],
    ['const require = createRequire(import.meta.url);', 'const require = undefined;'],
    ['const __dirname = fileURLToPath(import.meta.url);', "const __dirname = '';"],
  ],
  'yargs-parser/build/lib/index.js': [
    ["import { createRequire } from 'node:module';", ''],
    ['createRequire ? createRequire(import.meta.url) : undefined', 'undefined'],
  ],
  // The program says its words itself (src/commands/parser.ts): there is no file of them to look for.
  'y18n/build/lib/index.js': [['_readLocaleFile() {', '_readLocaleFile() { this.cache[this.locale] = {}; return;']],
  // It would look for a package.json to find a version in, and is told ours.
  'yargs/build/lib/yargs-factory.js': [['        yargs.version();\n', '']],
  'fast-string-truncated-width/dist/index.js': [
    ...EXPRESSIONS.map((name) => [`const ${name} = `, `let ${name}; const make${name} = () => `]),
    [MEASURE, `${MEASURE} ${EXPRESSIONS.map((name) => `${name} ??= make${name}();`).join(' ')}`],
  ],
  // A title that is too long is cut at graphemes; what knows them takes 15 ms to make.
  'slice-ansi/tokenize-ansi.js': [
    [
      "const GRAPHEME_SEGMENTER = new Intl.Segmenter(undefined, {granularity: 'grapheme'});",
      `let segmenter;
const GRAPHEME_SEGMENTER = { segment: (text) => (segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' })).segment(text) };`,
    ],
  ],
  // A task list is set on lines whenever it is drawn; what has room on one stays as it is.
  'wrap-ansi/index.js': [
    [
      'const exec = (string, columns, options = {}) => {',
      'const exec = (string, columns, options = {}) => {\nif (options.trim === false && stringWidth(string) <= columns) return string;',
    ],
  ],
  // Whatever a command does, its help is laid out, lest it should fail and show it. Ours fail in words of their own.
  'yargs/build/lib/command.js': [['yargs.getInternalMethods().getUsageInstance().cacheHelpMessage();', '']],
};

/** A file's text with changes made; throws where another version of it has nothing to change. */
function changed(path, changes) {
  let text = readFileSync(path, 'utf8');
  for (const [much, enough] of changes) {
    const before = text;
    text = text.replace(much, enough);
    if (text === before) throw new Error(`${path} no longer has ${much}`);
  }
  return text;
}

/** Bundles the packages so. */
export const light = {
  name: 'light',
  setup({ onLoad }) {
    for (const [file, changes] of Object.entries(CHANGES))
      onLoad({ filter: new RegExp(`/node_modules/${file}$`) }, ({ path }) => ({ contents: changed(path, changes) }));
  },
};
