import * as assert from 'uvu/assert';
import type { Netns, Network } from '../../../src/model/network.ts';
import { walkWay } from '../../../src/model/path.ts';
import { action } from '../../../src/vocabulary/index.ts';
import { BRIDGED, networkAfter, observed, withLink, withNetns } from '../../support/networks.ts';
import { suite } from '../../support/suite.ts';

const test = suite('what stops a packet in a network as it is read');

const bridged = observed(networkAfter(BRIDGED));
const PORT = { isolated: false, learning: true, flood: true, broadcastFlood: true };
const MAC1 = bridged.netns['ns1']?.links['veth1']?.mac ?? '';
const MAC2 = bridged.netns['ns2']?.links['veth2']?.mac ?? '';
const settings = (name: string, sysctls: Netns['sysctls']) => withNetns(bridged, name, { sysctls });
const fdb = (...entries: NonNullable<Netns['fdb']>) => withNetns(bridged, 'host', { fdb: entries });

/** Where a ping from ns1 to ns2 is lost, and why. */
function lost(network: Network) {
  const { lost: hop } = walkWay(network, { from: 'ns1', to: '10.0.0.2' });
  return hop && `${hop.direction} ${hop.loss.cause} ${hop.loss.netns}`;
}

for (const [what, network, expected] of [
  ['all is well', bridged, undefined],
  ['a port that blocks', withLink(bridged, 'host', 'port2', { portState: 'blocking' }), 'there port-state host'],
  ['one isolated port', withLink(bridged, 'host', 'port2', { port: { ...PORT, isolated: true } }), undefined],
  [
    'two isolated ports',
    withLink(withLink(bridged, 'host', 'port1', { port: { ...PORT, isolated: true } }), 'host', 'port2', {
      port: { ...PORT, isolated: true },
    }),
    'there isolated host',
  ],
  [
    'no broadcasts to the receiver',
    withLink(bridged, 'host', 'port2', { port: { ...PORT, broadcastFlood: false } }),
    'there no-flood host',
  ],
  [
    'nothing for whom it has not learnt, and it does not learn',
    withLink(bridged, 'host', 'port2', { port: { ...PORT, flood: false, learning: false } }),
    'there no-flood host',
  ],
  ['nothing for whom it has not learnt, but it learns', withLink(bridged, 'host', 'port2', { port: { ...PORT, flood: false } }), undefined],
  ['the sender does not ask', withLink(bridged, 'ns1', 'veth1', { noarp: true }), 'there arp-off ns1'],
  ['the receiver does not answer', withLink(bridged, 'ns2', 'veth2', { noarp: true }), 'there arp-off ns2'],
  ['arp_ignore 8', settings('ns2', { 'net.ipv4.conf.all.arp_ignore': '8' }), 'there arp-ignored ns2'],
  ['arp_ignore 1, and the address is there', settings('ns2', { 'net.ipv4.conf.veth2.arp_ignore': '1' }), undefined],
  ['pings are ignored', settings('ns2', { 'net.ipv4.icmp_echo_ignore_all': '1' }), 'there echo-ignored ns2'],
  ['the same MAC address', withLink(bridged, 'ns2', 'veth2', { mac: MAC1 }), 'there same-mac ns2'],
  [
    'an entry that sticks to another port',
    fdb({ mac: MAC2, port: 'port1', bridge: 'br0', learnt: false, fixed: 'sticky' }),
    'there wrong-fdb host',
  ],
  ['an entry that sticks to the right port', fdb({ mac: MAC2, port: 'port2', bridge: 'br0', learnt: false, fixed: 'sticky' }), undefined],
  ['an entry for the bridge itself', fdb({ mac: MAC2, port: 'port2', bridge: 'br0', learnt: false, fixed: 'own' }), 'there wrong-fdb host'],
  ['a learnt entry that is out of date', fdb({ mac: MAC2, port: 'port1', bridge: 'br0', learnt: true }), undefined],
  [
    'a wrong neighbour for good',
    withNetns(bridged, 'ns1', { neigh: [{ dst: '10.0.0.2', dev: 'veth1', lladdr: '02:00:00:00:00:99', state: 'PERMANENT' }] }),
    'there wrong-neighbour ns1',
  ],
  [
    'a wrong neighbour that is asked for again',
    withNetns(bridged, 'ns1', { neigh: [{ dst: '10.0.0.2', dev: 'veth1', lladdr: '02:00:00:00:00:99', state: 'STALE' }] }),
    undefined,
  ],
  [
    'a right neighbour for good needs no ARP',
    withNetns(withLink(bridged, 'ns2', 'veth2', { noarp: true }), 'ns1', {
      neigh: [{ dst: '10.0.0.2', dev: 'veth1', lladdr: MAC2, state: 'PERMANENT' }],
    }),
    'back arp-off ns2',
  ],
  [
    'two have the address',
    networkAfter([action.address({ dev: 'br0', address: '10.0.0.2/24' })], undefined, bridged),
    'there duplicate ns1',
  ],
  ['the kernel knows no route', withNetns(bridged, 'ns1', { answers: { '10.0.0.2 from  iif ': { kind: 'none' } } }), 'there no-route ns1'],
  [
    'the kernel has a black hole',
    withNetns(bridged, 'ns1', { answers: { '10.0.0.2 from  iif ': { kind: 'refused', type: 'blackhole' } } }),
    'there refusing-route ns1',
  ],
] as const satisfies readonly (readonly [string, Network, string | undefined])[])
  test(what, () => assert.is(lost(network), expected));

test('what the kernel was not asked is known', () => {
  const { unanswered } = walkWay(bridged, { from: 'ns1', to: '10.0.0.2' });
  assert.equal(
    unanswered.map(({ netns, to, source }) => `${netns} ${to} ${source ?? ''}`),
    ['ns1 10.0.0.2 ', 'ns2 10.0.0.1 10.0.0.2'],
  );
});

test.run();
