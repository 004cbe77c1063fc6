import * as assert from 'uvu/assert';
import { chooseReporter } from '../../../src/report/choose.ts';
import { fold, formatMs, plainLines, plural } from '../../../src/report/format.ts';
import { GOOD_RUN } from '../../support/events.ts';
import { suite } from '../../support/suite.ts';

const format = suite('format');

format('times', () =>
  assert.equal([0, 0.4, 2.5, 999, 1000, 61_234].map(formatMs), ['0 ms', '0 ms', '3 ms', '999 ms', '1.00 s', '61.23 s']),
);

format('counts', () =>
  assert.equal([plural(0, 'check'), plural(1, 'check'), plural(2, 'entry', 'entries')], ['0 checks', '1 check', '2 entries']),
);

format("a tool's output loses escapes, blank lines and trailing blanks", () => {
  assert.equal(plainLines('\u001b[1ma\u001b[0m  \r\n\n  b\n'), ['a', '  b']);
});

format('prose is broken between words, and nowhere where there is no terminal', () => {
  assert.is(fold('  - a cable with two ends', 14, '    '), '  - a cable\n    with two\n    ends');
  assert.is(fold('  fits', 6), '  fits');
  assert.is(fold('a extraordinarily b', 5), 'a\nextraordinarily\nb');
  assert.is(fold('as it is', undefined), 'as it is');
});

for (const [name, interactive, first] of [
  ['json', true, '{"type":"run-started"'],
  ['plain', true, 'demo: A demonstration (size=3)'],
  ['auto', false, 'demo: A demonstration (size=3)'],
] as const) {
  format(`the reporter for ${name} ${interactive ? 'on a terminal' : 'in a pipe'}`, async () => {
    let text = '';
    const write = (part: string): void => {
      text += part;
    };
    const terminal = { write, interactive, colour: false, columns: undefined, rows: undefined };
    const reporter = await chooseReporter(name, terminal, false);
    for (const event of GOOD_RUN) reporter.on(event);
    await reporter.close();
    assert.ok(text.startsWith(first), text);
  });
}
format.run();
