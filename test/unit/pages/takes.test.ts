import * as assert from 'uvu/assert';
import * as v from 'valibot';
import { devName, ipv4, place } from '../../../src/model/names.ts';
import { callLines, defaultOf, literal, takesOf } from '../../../src/pages/takes.ts';
import { suite } from '../../support/suite.ts';
import { thrownBy } from '../../support/throws.ts';

const shapes = suite('shapes in words');

for (const [name, schema, words] of [
  ['a rule', devName, 'a device name, at most 15 bytes'],
  ['one that may be left out', place, "`host`, or a namespace's name"],
  ['a choice', v.picklist(['a', 'b']), '`a`, `b`'],
  ['a switch', v.optional(v.boolean(), false), '`true` or `false`'],
  ['a range', v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(9)), 'a whole number from 1 to 9'],
  ['a number', v.number(), 'a number'],
  ['text', v.string(), 'text'],
  ['a list', v.pipe(v.array(ipv4), v.minLength(2)), 'a list, at least 2, each an IPv4 address'],
  ['a pair', v.tuple([ipv4, ipv4]), 'a pair, each an IPv4 address'],
  ['a record', v.strictObject({ a: ipv4, b: ipv4 }), '`{ a, b }`'],
] as const)
  shapes(name, () => assert.is(takesOf(schema), words));

shapes('a shape without words is refused', () =>
  assert.match(
    thrownBy(() => takesOf(v.date())),
    /no words for the shape 'date'/,
  ),
);

shapes('defaults', () => {
  assert.is(defaultOf(devName), undefined);
  assert.is(defaultOf(place), "'host'");
  assert.is(defaultOf(v.optional(v.array(ipv4), [])), '[]');
  assert.is(defaultOf(v.optional(devName)), '');
});

shapes('calls as TypeScript', () => {
  assert.is(literal({ a: 'x', b: [1, true], c: {} }), "{ a: 'x', b: [1, true], c: {} }");
  assert.equal(callLines('check.x', { by: 'y', members: [{ a: 1 }, { a: 2 }] }), [
    'check.x({',
    "  by: 'y',",
    '  members: [',
    '    { a: 1 },',
    '    { a: 2 },',
    '  ],',
    '});',
  ]);
});
shapes.run();
