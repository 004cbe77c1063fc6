import * as assert from 'uvu/assert';
import { readShared, writeShared } from '../../../src/plan/shared-json.ts';
import { suite } from '../../support/suite.ts';

const test = suite('data in which objects occur more than once');

const again = (value: unknown): unknown => readShared(writeShared(value));

test('are the same ones when they are read', () => {
  const inner = { at: 'the bottom' };
  const outer = { inner, also: [inner] };
  const read = again({ one: outer, two: [outer, inner], apart: { at: 'the bottom' } }) as {
    one: typeof outer;
    two: [typeof outer, typeof inner];
    apart: typeof inner;
  };
  assert.equal(read, { one: outer, two: [outer, inner], apart: { at: 'the bottom' } });
  assert.is(read.one, read.two[0]);
  assert.is(read.one.inner, read.two[1]);
  assert.is(read.one.also[0], read.one.inner);
  assert.is.not(read.apart, read.one.inner);
});

test('are the same ones wherever they are met first', () => {
  const twice = { at: 'both' };
  const read = again({ above: { between: [{ below: twice }] }, beside: twice }) as {
    above: { between: [{ below: typeof twice }] };
    beside: typeof twice;
  };
  assert.is(read.above.between[0].below, read.beside);
});

test('keep the order of their keys', () => {
  const twice = { at: 'both' };
  assert.equal(Object.keys(again({ b: twice, c: 1, a: [twice] }) as object), ['b', 'c', 'a']);
});

test('may be anything that JSON holds', () => {
  for (const value of [null, 1, 'text', true, [], {}, [null, [1]], { a: { b: null } }, { '': 'empty' }]) assert.equal(again(value), value);
  assert.equal(again({ gone: undefined, here: 1 }), { here: 1 });
});

test('are refused where reading them would give something else', () => {
  assert.throws(() => writeShared({ work: () => 1 }), /a function/);
  assert.throws(() => writeShared([{ a: { deep: [() => 1] } }]), /a function/);
  const twice = {};
  assert.throws(() => writeShared([twice, Object.defineProperty({}, '__proto__', { value: twice, enumerable: true })]), /__proto__/);
});

test.run();
