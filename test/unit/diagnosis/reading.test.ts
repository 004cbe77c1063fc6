import * as assert from 'uvu/assert';
import { readAnswer } from '../../../src/diagnosis/ask-kernel.ts';
import { listensAt } from '../../../src/diagnosis/listening.ts';
import { readTrace } from '../../../src/diagnosis/ovs-flows.ts';
import { packetOf } from '../../../src/lab/diagnose.ts';
import { suite } from '../../support/suite.ts';

const test = suite('what a diagnosis reads');

const result = (exitCode: number, stdout: string, stderr = '') => ({ command: '', exitCode, stdout, stderr, durationMs: 0 });
const refused = (words: string) => result(2, '', `RTNETLINK answers: ${words}\n`);
const PACKET = { netns: 'ns1', to: '192.0.2.1' };

test('what the kernel says of a route', () => {
  const routed = result(0, '[{"dst":"192.0.2.1","gateway":"10.0.0.254","dev":"veth1","prefsrc":"10.0.0.1","flags":[],"cache":[]}]');
  assert.equal(readAnswer(PACKET, routed), { kind: 'way', dev: 'veth1', via: '10.0.0.254', source: '10.0.0.1' });
  assert.equal(readAnswer(PACKET, refused('Network is unreachable')), { kind: 'none' });
  assert.equal(readAnswer(PACKET, refused('Invalid argument')), { kind: 'refused', type: 'blackhole' });
  assert.equal(readAnswer(PACKET, refused('No route to host')), { kind: 'refused', type: 'unreachable' });
  assert.equal(readAnswer(PACKET, refused('Permission denied')), { kind: 'refused', type: 'prohibit' });
});

test('what it says of the sender of a packet that comes in is left to source validation', () => {
  assert.is(readAnswer({ ...PACKET, source: '10.0.0.1', in: 'br0' }, refused('Invalid argument')), undefined);
});

test('sockets that take connections to an address', () => {
  const line = (local: string) => `LISTEN 0      5      ${local}      0.0.0.0:*`;
  for (const local of ['0.0.0.0:80', '*:80', '[::]:80', '10.0.0.2:80', '10.0.0.2%veth2:80', '[::ffff:10.0.0.2]:80'])
    assert.ok(listensAt(line(local), '10.0.0.2', 80), local);
  for (const local of ['127.0.0.1:80', '10.0.0.3:80', '0.0.0.0:8080', '[::1]:80'])
    assert.not(listensAt(line(local), '10.0.0.2', 80), local);
});

test('a trace of Open vSwitch: where it leaves, and what it has met', () => {
  const trace = (met: string, actions: string) =>
    `Flow: icmp,in_port=port1\n\nbridge("ovs0")\n------\n${met}\nDatapath actions: ${actions}\n`;
  assert.equal(readTrace(trace(' 0. priority 0\n    NORMAL\n     -> no learned MAC for destination, flooding\n', 'ovs0,port2')), {
    out: ['ovs0', 'port2'],
    meets: 'priority 0 NORMAL',
  });
  assert.equal(readTrace(trace(' 0. icmp, priority 100\n    drop\n', 'drop')), { out: ['drop'], meets: 'icmp, priority 100 drop' });
  assert.equal(readTrace(trace(' 0. priority 0\n    NORMAL\n', 'push_vlan(vid=10,pcp=0),port2')).out, ['push_vlan(vid=10,pcp=0)', 'port2']);
});

test('the words behind diagnose', () => {
  assert.equal(packetOf(' ns1  10.10.10.3 '), { from: 'ns1', to: '10.10.10.3' });
  assert.equal(packetOf('host 10.10.10.3 80'), { from: 'host', to: '10.10.10.3', port: 80 });
  for (const words of ['', 'ns1', 'ns1 ns2', 'ns1 10.10.10.300', 'ns1 10.10.10.3 0', 'ns1 10.10.10.3 http', 'ns1 10.10.10.3 80 81'])
    assert.is(packetOf(words), undefined, words);
});

test.run();
