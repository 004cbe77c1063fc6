import * as assert from 'uvu/assert';
import { attachmentOf } from '../../../src/model/switches.ts';
import { BRIDGED, DIRECT, networkAfter, switched } from '../../support/networks.ts';
import { suite } from '../../support/suite.ts';

const switches = suite('switches');

for (const [by, calls, netns, name, port] of [
  ['bridge', BRIDGED, 'host', 'br0', 'port1'],
  ['ovs-veth', switched('ovs-veth'), 'host', 'ovs0', 'port1'],
  ['ovs-internal', switched('ovs-internal'), 'host', 'ovs0', 'dev1'],
] as const) {
  switches(`a member is found on its switch: ${by}`, () => {
    const { link, ...attachment } = attachmentOf(networkAfter(calls), 'ns1', '10.0.0.1') ?? {};
    assert.equal(attachment, { by, netns, name, port });
    assert.equal(link?.addresses, ['10.0.0.1/24']);
  });
}

switches('who is on no switch has no attachment', () => {
  const direct = networkAfter(DIRECT);
  assert.is(attachmentOf(direct, 'ns1', '10.0.0.1'), undefined);
  assert.is(attachmentOf(direct, 'ns1', '10.0.0.9'), undefined);
  assert.is(attachmentOf(direct, 'ns9', '10.0.0.1'), undefined);
});
switches.run();
