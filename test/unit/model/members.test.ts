import * as assert from 'uvu/assert';
import { formatPrefix, parsePrefix } from '../../../src/model/inet.ts';
import { ALL_PAIRS_LIMIT, checksOf, membersOf, pairsOf, prefixFor, subnetFaults } from '../../../src/model/members.ts';
import { suite } from '../../support/suite.ts';

const initial = { prefix: parsePrefix('10.10.10.0/24'), chosen: false };
const chosen = (text: string) => ({ prefix: parsePrefix(text), chosen: true });

const members = suite('members');

members('namespaces are numbered from 1, addresses from the second host', () => {
  assert.equal(membersOf(initial.prefix, 2), [
    { index: 0, netns: 'ns1', address: '10.10.10.2', interfaceAddress: '10.10.10.2/24' },
    { index: 1, netns: 'ns2', address: '10.10.10.3', interfaceAddress: '10.10.10.3/24' },
  ]);
});

members('the default subnet grows with its members, a chosen one does not', () => {
  assert.is(formatPrefix(prefixFor(initial, 253)), '10.10.10.0/24');
  assert.is(formatPrefix(prefixFor(initial, 254)), '10.10.10.0/23');
  assert.is(formatPrefix(prefixFor(initial, 500)), '10.10.10.0/23');
  assert.is(formatPrefix(prefixFor(chosen('10.0.0.0/24'), 500)), '10.0.0.0/24');
});

members('a subnet that is too small names one that is not', () => {
  assert.equal(subnetFaults(initial, 500), []);
  assert.equal(subnetFaults(chosen('10.0.0.0/24'), 253), []);
  assert.equal(subnetFaults(chosen('10.0.0.0/24'), 254), [
    'subnet: 10.0.0.0/24 has room for 253 namespaces, 254 are asked for; try subnet=10.0.0.0/23',
  ]);
});

members('up to the limit every ordered pair is checked, and nothing need be said', () => {
  const { pairs, note } = pairsOf([1, 2, 3]);
  assert.equal(pairs, [
    [1, 2],
    [1, 3],
    [2, 1],
    [2, 3],
    [3, 1],
    [3, 2],
  ]);
  assert.is(note, undefined);
  assert.is(pairsOf(Array.from({ length: ALL_PAIRS_LIMIT }, (_, n) => n)).pairs.length, 16 * 15);
});

for (const count of [17, 31, 32, 100, 500]) {
  members(`beyond it, with ${count}, a ring and a sample`, () => {
    const all = Array.from({ length: count }, (_, n) => n);
    const { pairs, note } = pairsOf(all);
    assert.ok(all.every((from) => pairs.some(([near, far]) => near === from && far === (from + 1) % count)));
    assert.is(pairs.length, count + 16);
    assert.ok(pairs.every(([from, to]) => from !== to && all.includes(from) && all.includes(to)));
    assert.match(
      note?.en ?? '',
      new RegExp(`^${count} namespaces have ${count * (count - 1)} ordered pairs: checked along a ring \\(${count}\\)`),
    );
  });
}

members('pairs become checks in their order', () => {
  const checks = checksOf([[1, 2] as const, [2, 1] as const], (from, to) => ({ kind: 'reaches', params: { from, to } }));
  assert.equal(
    checks.map((check) => check.params),
    [
      { from: 1, to: 2 },
      { from: 2, to: 1 },
    ],
  );
});
members.run();
