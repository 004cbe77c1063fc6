import * as assert from 'uvu/assert';
import { formatPrefix } from '../../../src/model/inet.ts';
import { param } from '../../../src/model/params.ts';
import { suite } from '../../support/suite.ts';
import { thrownBy } from '../../support/throws.ts';

const about = { en: 'for a test', zh: '测试用' };
const count = param.integer({ min: 2, max: 500, initial: 3, about });
const subnet = param.subnet({ initial: '10.10.10.0/24', hosts: 3, about });

const params = suite('params');

params('a whole number within its limits', () => {
  assert.equal(['2', '3', '500'].map(count.parse), [2, 3, 500]);
  assert.is(count.initial, '3');
  for (const text of ['1', '501', '-3', '', ' 3', '3.0', '1e2', '0x10', '3 ', '９', '99999999999'])
    assert.match(
      thrownBy(() => count.parse(text)),
      /^RangeError: '.*' is not a whole number from 2 to 500/,
    );
});

params('a subnet says whether it was chosen', () => {
  assert.is(subnet.parse('10.10.10.0/24').chosen, false);
  const chosen = subnet.parse('192.0.2.0/24');
  assert.is(chosen.chosen, true);
  assert.is(formatPrefix(chosen.prefix), '192.0.2.0/24');
});

params('a subnet in which nobody can live is refused', () => {
  for (const [text, says] of [
    ['0.0.0.0/8', /this network/],
    ['127.1.0.0/16', /loopback/],
    ['224.0.0.0/4', /larger than a lesson needs/],
    ['239.0.0.0/24', /multicast/],
    ['255.255.255.0/24', /reserved/],
    ['10.0.0.0/7', /host bits set|larger/],
    ['10.0.0.0/30', /has 2 host addresses; 3 are needed/],
    ['10.0.0.0/32', /has 0 host addresses/],
    ['nonsense', /is not an address/],
  ] as const)
    assert.match(
      thrownBy(() => subnet.parse(text)),
      says,
    );
});
params.run();
