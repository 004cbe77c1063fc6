import * as assert from 'uvu/assert';
import { readPcap } from '../../../src/model/pcap.ts';
import { frameOf, pcapOf } from '../../support/frames.ts';
import { suite } from '../../support/suite.ts';
import { thrownBy } from '../../support/throws.ts';

const [from, to] = ['192.0.2.1', '192.0.2.2'];

const pcap = suite('pcap');

for (const kind of ['arp-request', 'arp-reply', 'echo-request', 'echo-reply', 'tcp-syn', 'tcp-syn-ack'] as const)
  pcap(`an ${kind} is read with its addresses`, () => assert.equal(readPcap(pcapOf([frameOf({ kind, from, to })])), [{ kind, from, to }]));

pcap('options before the ICMP header are passed over', () => {
  assert.is(readPcap(pcapOf([frameOf({ kind: 'echo-request', optionWords: 2 })]))[0]?.kind, 'echo-request');
  assert.is(readPcap(pcapOf([frameOf({ kind: 'tcp-syn-ack', optionWords: 2 })]))[0]?.kind, 'tcp-syn-ack');
});

pcap('other frames are others', () => {
  const frames = readPcap(
    pcapOf([frameOf({ kind: 'udp', from, to }), frameOf({ kind: 'tcp-ack', from, to }), frameOf({ kind: 'ipv6' }), Buffer.alloc(10)]),
  );
  assert.equal(frames, [
    { kind: 'other', from, to },
    { kind: 'other', from, to },
    { kind: 'other', from: '', to: '' },
    { kind: 'other', from: '', to: '' },
  ]);
});

pcap('a record that is still being written is left out, wherever it is cut', () => {
  const whole = pcapOf([frameOf({ kind: 'arp-request' }), frameOf({ kind: 'arp-reply' })]);
  const first = pcapOf([frameOf({ kind: 'arp-request' })]).length;
  for (let length = first; length < whole.length; length += 1)
    assert.equal(
      readPcap(whole.subarray(0, length)).map(({ kind }) => kind),
      ['arp-request'],
      `${length} bytes`,
    );
});

pcap('an empty capture has no frames', () => assert.equal(readPcap(pcapOf([])), []));

pcap('what is no capture is refused', () => {
  for (const bytes of [Buffer.alloc(0), Buffer.alloc(23), Buffer.from('tcpdump: listening on veth0\n')])
    assert.match(
      thrownBy(() => readPcap(bytes)),
      /^RangeError: not a pcap file/,
    );
});
pcap.run();
