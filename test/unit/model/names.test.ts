import * as assert from 'uvu/assert';
import * as v from 'valibot';
import { devName, interfaceAddress, ipv4, label, netnsName, place, prefix, sysctlKey, sysctlValue } from '../../../src/model/names.ts';
import { suite } from '../../support/suite.ts';

/** The fault that a schema finds, `undefined` where it takes the value. */
function fault(schema: v.GenericSchema, value: unknown): string | undefined {
  const result = v.safeParse(schema, value);
  return result.success ? undefined : result.issues[0].message;
}

const HOSTILE = [
  '',
  ' ',
  'a b',
  '$(reboot)',
  '`id`',
  "a'b",
  'a"b',
  'a;b',
  'a/b',
  '../x',
  '-n',
  '.x',
  'a\nb',
  'a\0b',
  'a\u007fb',
  '教程',
  'é',
  'a|b',
  'a>b',
  '*',
  '~',
];

const names = suite('names');

for (const [name, schema] of Object.entries({ devName, netnsName, label, sysctlKey, sysctlValue, ipv4, interfaceAddress, prefix, place })) {
  names(`${name} takes nothing that a shell would read`, () => {
    for (const value of HOSTILE) assert.type(fault(schema, value), 'string', JSON.stringify(value));
    for (const value of [null, 5, {}, ['ns1']]) assert.type(fault(schema, value), 'string', JSON.stringify(value));
  });
}

names('a device name has at most 15 bytes', () => {
  assert.is(fault(devName, 'x'.repeat(15)), undefined);
  assert.match(fault(devName, 'x'.repeat(16)) ?? '', /has 16 bytes; a device name has at most 15 \(IFNAMSIZ\)/);
  assert.match(fault(devName, 'é'.repeat(8)) ?? '', /has 16 bytes/);
});

names('a device name is none that the kernel uses for itself', () => {
  for (const name of ['all', 'default']) assert.match(fault(devName, name) ?? '', /is taken: the kernel uses it/);
  for (const name of ['veth0', 'br-test', 'veth0_ns0', 'ens33', 'eth0.100', '0']) assert.is(fault(devName, name), undefined);
});

names('a name that every object answers to is refused', () => {
  for (const schema of [devName, netnsName]) assert.match(fault(schema, 'constructor') ?? '', /is taken; choose another name/);
});

names('a namespace is not called host', () => {
  assert.match(fault(netnsName, 'host') ?? '', /means the machine's own namespace/);
  assert.match(fault(netnsName, 'x'.repeat(64)) ?? '', /has 64 characters; use at most 63/);
  assert.is(fault(netnsName, 'x'.repeat(63)), undefined);
});

names('a place is the host by default, or a namespace', () => {
  assert.is(v.parse(place, undefined), 'host');
  assert.is(v.parse(place, 'host'), 'host');
  assert.is(v.parse(place, 'ns1'), 'ns1');
});

names('a sysctl is one of a network namespace', () => {
  assert.is(fault(sysctlKey, 'net.ipv4.conf.veth0.rp_filter'), undefined);
  for (const key of ['kernel.hostname', 'net', 'net.', 'net..ipv4', 'net/ipv4', 'vm.swappiness', 'net.ipv4 '])
    assert.type(fault(sysctlKey, key), 'string');
  for (const value of ['0', '-1', '32768']) assert.is(fault(sysctlValue, value), undefined);
  for (const value of ['', '1 2', '0x1', 'on']) assert.type(fault(sysctlValue, value), 'string');
});

names('a label is short, small and plain', () => {
  assert.is(fault(label, 'after-veth0'), undefined);
  for (const text of ['After', 'a_b', 'x'.repeat(33)]) assert.type(fault(label, text), 'string');
});
names.run();
