import * as assert from 'uvu/assert';
import { attachmentOf } from '../../../src/model/switches.ts';
import { action } from '../../../src/vocabulary/index.ts';
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
switches('a device elsewhere that has the name of a port is no port', () => {
  const twin = [
    action.netns({ name: 'ns3' }),
    action.netns({ name: 'ns4' }),
    action.veth({ netns: 'ns4', name: 'port1', peer: 'veth9' }),
    action.move({ netns: 'ns4', dev: 'veth9', to: 'ns3' }),
    action.address({ netns: 'ns3', dev: 'veth9', address: '10.0.0.3/24' }),
  ];
  assert.is(attachmentOf(networkAfter([...switched('ovs-veth'), ...twin]), 'ns3', '10.0.0.3'), undefined);
});

switches('an internal port is none that a veth is plugged into', () => {
  const veth = action.veth({ name: 'veth9', peer: 'cable' });
  const network = networkAfter([...switched('ovs-internal'), veth, action.address({ dev: 'veth9', address: '10.9.0.1/24' })]);
  const bridge = network.ovs?.bridges['ovs0'];
  if (!bridge) throw new Error('there is no ovs0');
  const ports = { ...bridge.ports, cable: { type: 'internal' } as const };
  assert.is(attachmentOf({ ...network, ovs: { bridges: { ovs0: { ...bridge, ports } } } }, 'host', '10.9.0.1'), undefined);
});
switches.run();
