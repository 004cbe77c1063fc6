import * as assert from 'uvu/assert';
import {
  addressOf,
  contains,
  formatIpv4,
  formatPrefix,
  hostAt,
  hostCount,
  networkOf,
  overlaps,
  parseInterface,
  parseIpv4,
  parsePrefix,
  widenFor,
} from '../../../src/model/inet.ts';
import { suite } from '../../support/suite.ts';
import { thrownBy } from '../../support/throws.ts';

const inet = suite('inet');

inet('an address goes to a number and back', () => {
  for (const text of ['0.0.0.0', '10.0.0.1', '127.255.0.9', '128.0.0.0', '192.0.2.77', '255.255.255.255'])
    assert.is(formatIpv4(parseIpv4(text)), text);
  assert.is(parseIpv4('255.255.255.255'), 2 ** 32 - 1);
});

for (const text of [
  '',
  '10',
  '10.0.0',
  '10.0.0.0.0',
  '10.0.0.256',
  '010.0.0.1',
  '10.0.0.01',
  '10.0.0.-1',
  ' 10.0.0.1',
  '10.0.0.1\n',
  'a.b.c.d',
  '１０.0.0.1',
])
  inet(`${JSON.stringify(text)} is no address`, () =>
    assert.match(
      thrownBy(() => parseIpv4(text)),
      /^RangeError: '.*' is not an IPv4 address/,
    ),
  );

inet('a prefix is parsed with its length', () => {
  assert.equal(parsePrefix('10.10.10.0/24'), { base: parseIpv4('10.10.10.0'), length: 24 });
  assert.equal(parsePrefix('0.0.0.0/0'), { base: 0, length: 0 });
  assert.is(formatPrefix(parsePrefix('192.0.2.128/25')), '192.0.2.128/25');
});

inet('bits beyond the prefix are refused, and the network is named', () => {
  assert.is(
    thrownBy(() => parsePrefix('10.0.0.129/25')),
    "RangeError: '10.0.0.129/25' has host bits set; the network is 10.0.0.128/25",
  );
});

for (const text of ['10.0.0.0', '10.0.0.0/', '10.0.0.0/33', '10.0.0.0/-1', '10.0.0.0/024', '10.0.0.0/24/24', '/24', '10.0.0.0/2 4'])
  inet(`'${text}' is no prefix`, () =>
    assert.match(
      thrownBy(() => parsePrefix(text)),
      /^RangeError: /,
    ),
  );

inet('an interface address keeps its host bits', () => {
  assert.equal(parseInterface('10.0.0.7/8'), { address: parseIpv4('10.0.0.7'), length: 8 });
  assert.is(formatPrefix(networkOf('10.1.2.3/16')), '10.1.0.0/16');
  assert.is(formatPrefix(networkOf('10.1.2.3/32')), '10.1.2.3/32');
  assert.is(addressOf('10.1.2.3/16'), '10.1.2.3');
});

inet('a prefix contains its own addresses and no others', () => {
  const prefix = parsePrefix('192.0.2.64/26');
  assert.ok(contains(prefix, '192.0.2.64'));
  assert.ok(contains(prefix, '192.0.2.127'));
  assert.not(contains(prefix, '192.0.2.63'));
  assert.not(contains(prefix, '192.0.2.128'));
  assert.ok(contains(parsePrefix('0.0.0.0/0'), '255.255.255.255'));
});

inet('prefixes overlap if one contains the other', () => {
  const overlap = (a: string, b: string) => overlaps(parsePrefix(a), parsePrefix(b));
  assert.ok(overlap('10.0.0.0/8', '10.200.0.0/16'));
  assert.ok(overlap('10.200.0.0/16', '10.0.0.0/8'));
  assert.ok(overlap('10.0.0.0/24', '10.0.0.0/24'));
  assert.not(overlap('10.0.0.0/25', '10.0.0.128/25'));
});

inet('hosts are counted and numbered without network and broadcast', () => {
  assert.equal(
    [24, 30, 31, 32].map((length) => hostCount({ base: 0, length })),
    [254, 2, 0, 0],
  );
  const prefix = parsePrefix('10.10.10.0/30');
  assert.is(hostAt(prefix, 1), '10.10.10.1');
  assert.is(hostAt(prefix, 2), '10.10.10.2');
  for (const n of [0, 3, -1, 1.5])
    assert.match(
      thrownBy(() => hostAt(prefix, n)),
      /10\.10\.10\.0\/30 has no host number/,
    );
});

inet('a prefix is widened just as far as needed', () => {
  const widened = (text: string, hosts: number) => formatPrefix(widenFor(parsePrefix(text), hosts));
  assert.is(widened('10.10.10.0/24', 254), '10.10.10.0/24');
  assert.is(widened('10.10.10.0/24', 255), '10.10.10.0/23');
  assert.is(widened('10.10.11.0/24', 255), '10.10.10.0/23');
  assert.is(widened('10.10.10.0/24', 501), '10.10.10.0/23');
  assert.is(widened('10.10.10.0/24', 1000), '10.10.8.0/22');
});
inet.run();
