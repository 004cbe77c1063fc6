import * as assert from 'uvu/assert';
import { type Marker, SlotReader } from '../../../src/sandbox/stream.ts';
import { suite } from '../../support/suite.ts';
import { thrownBy } from '../../support/throws.ts';

const TOKEN = 'f00d';

/** What a reader makes of chunks: texts joined where nothing stands between them. */
function read(chunks: readonly string[]): readonly (string | Marker)[] {
  const seen: (string | Marker)[] = [];
  const reader = new SlotReader(
    TOKEN,
    (text) => {
      const last = seen.at(-1);
      if (typeof last === 'string') seen[seen.length - 1] = last + text;
      else seen.push(text);
    },
    (marker) => seen.push(marker),
  );
  for (const chunk of chunks) reader.push(chunk);
  return seen;
}

const STREAM = '\0f00d b0 1.5\0first\nline\0f00d e0 0 2.25\0\0f00d b1 3\0\0f00d e1 127 4\0more\0f00d x 1 5.5\0';
const MEANING: readonly (string | Marker)[] = [
  { kind: 'begin', id: 0, atMs: 1500 },
  'first\nline',
  { kind: 'end', id: 0, exitCode: 0, atMs: 2250 },
  { kind: 'begin', id: 1, atMs: 3000 },
  { kind: 'end', id: 1, exitCode: 127, atMs: 4000 },
  'more',
  { kind: 'job-end', exitCode: 1, atMs: 5500 },
];

const streams = suite('SlotReader');

streams('texts and markers are told apart', () => assert.equal(read([STREAM]), MEANING));

streams('wherever the stream is cut in two', () => {
  for (let cut = 0; cut <= STREAM.length; cut += 1) assert.equal(read([STREAM.slice(0, cut), STREAM.slice(cut)]), MEANING, `cut at ${cut}`);
});

streams('in single characters, and with empty chunks', () => {
  assert.equal(read([...STREAM]), MEANING);
  assert.equal(read([...STREAM].flatMap((char) => [char, ''])), MEANING);
});

streams('text comes at once, not with the next marker', () =>
  assert.equal(read(['\0f00d b0 1\0half a li']), [{ kind: 'begin', id: 0, atMs: 1000 }, 'half a li']),
);

streams('a marker comes only when it is whole', () => assert.equal(read(['\0f00d b0 1', '.25']), []));

streams('what looks like a marker in the text is text', () => assert.equal(read(['e0 0 1\nb1 2\nx\n']), ['e0 0 1\nb1 2\nx\n']));

streams('what a program prints is no marker, since it does not know the token', () =>
  assert.equal(read(['\0e0 0 1\0\0beef x\0', '\0f00', 'l b0 1\0.']), ['\0e0 0 1\0\0beef x\0\0f00l b0 1\0.']),
);

streams('an unknown marker is a fault of the protocol', () => {
  assert.match(
    thrownBy(() => read(['\0f00d z9\0'])),
    /^RangeError: the sandbox sent an unknown marker 'z9'/,
  );
  assert.match(
    thrownBy(() => read(['\0f00d \0'])),
    /unknown marker ''/,
  );
});
streams.run();
