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
const bridge = param.device({ initial: 'br0', about });
const members = param.members({ initial: 'ns1=172.16.1.1/16,ns2=172.16.1.2/16', port: 'veth-', min: 2, max: 4, about });

params('a device has a name that the kernel takes', () => {
  assert.equal(['br0', 'my.bridge_0', 'fifteen-bytes-x'].map(bridge.parse), ['br0', 'my.bridge_0', 'fifteen-bytes-x']);
  for (const [text, says] of [
    ['', /is not a device name/],
    ['sixteen-bytes-xx', /has 16 bytes; a device name has at most 15/],
    ['网桥网桥网桥', /has 18 bytes/],
    ['br0;reboot', /is not a device name/],
    ['$(id)', /is not a device name/],
    ['-br0', /is not a device name/],
    ['br 0', /is not a device name/],
    ['br0\n', /control character/],
    ['lo', /is there in every namespace/],
    ['all', /is taken/],
    ['toString', /is taken/],
  ] as const)
    assert.match(
      thrownBy(() => bridge.parse(text)),
      says,
    );
});

params('members come in order, with their addresses', () => {
  assert.equal(members.parse('web=10.0.0.1/30,db=10.0.0.2/30'), [
    { index: 0, netns: 'web', address: '10.0.0.1', interfaceAddress: '10.0.0.1/30' },
    { index: 1, netns: 'db', address: '10.0.0.2', interfaceAddress: '10.0.0.2/30' },
  ]);
  assert.is(members.parse(members.initial).length, 2);
});

params('members that cannot be wired to one bridge are refused', () => {
  const first = 'ns1=172.16.1.1/16';
  for (const [text, says] of [
    ['', /'' is not a namespace with its address, such as ns1=172\.16\.1\.1\/16/],
    [first, /1 namespace is named; name 2 to 4/],
    [[1, 2, 3, 4, 5].map((n) => `ns${n}=172.16.1.${n}/16`).join(), /5 namespaces are named; name 2 to 4/],
    [`${first},`, /'' is not a namespace with its address/],
    [`${first},ns2`, /'ns2' is not a namespace with its address/],
    [`${first},ns2=`, /'' is not an address with a prefix length/],
    [`${first},ns2=172.16.1.2`, /is not an address with a prefix length/],
    [`${first},ns2=172.16.1.2/16=x`, /is not a namespace with its address/],
    [`${first},ns2=172.16.1.256/16`, /is not an IPv4 address/],
    [`${first},=172.16.1.2/16`, /'' is not a namespace name/],
    [`${first}, ns2=172.16.1.2/16`, /' ns2' is not a namespace name/],
    [`${first},ns2;reboot=172.16.1.2/16`, /'ns2;reboot' is not a namespace name/],
    [`${first},$(id)=172.16.1.2/16`, /is not a namespace name/],
    [`${first},../ns=172.16.1.2/16`, /is not a namespace name/],
    [`${first},host=172.16.1.2/16`, /means the machine's own namespace/],
    [`${first},elevenbytes=172.16.1.2/16`, /its device veth-elevenbytes would have 16 bytes.*at most 10 for the name/],
    [`${first},ns1=172.16.1.2/16`, /ns1 is named more than once/],
    [`${first},ns2=172.16.1.1/16`, /ns1 and ns2 have the same address 172\.16\.1\.1/],
    [`${first},ns2=172.17.1.2/16`, /ns2 is in 172\.17\.0\.0\/16 and ns1 in 172\.16\.0\.0\/16/],
    [`${first},ns2=172.16.1.2/24`, /ns2 is in 172\.16\.1\.0\/24 and ns1 in 172\.16\.0\.0\/16/],
    [`${first},ns2=172.16.0.0/16`, /is the address of the network itself/],
    [`${first},ns2=172.16.255.255/16`, /is the broadcast address of 172\.16\.0\.0\/16/],
    ['ns1=10.0.0.0/31,ns2=10.0.0.1/31', /a \/31 has no room for others/],
    ['ns1=10.0.0.1/7,ns2=10.0.0.2/7', /a \/7 is larger than a lesson needs/],
    ['ns1=127.0.0.2/16,ns2=127.0.0.3/16', /loopback/],
    ['ns1=224.0.0.1/16,ns2=224.0.0.2/16', /multicast/],
  ] as const)
    assert.match(
      thrownBy(() => members.parse(text)),
      says,
      text,
    );
});
params.run();
