import * as assert from 'uvu/assert';
import { type IpAddressJson, readFdb, readLink, readNeigh, readRoute } from '../../../src/observe/iproute.ts';
import { netnsIdKey, resolvePeers, withDoubtfulPeers } from '../../../src/observe/peers.ts';
import { recorded } from '../../support/recorded.ts';
import { suite } from '../../support/suite.ts';

/** A host with br0 (10.0.0.254), its ports to ns1 and ns2, and a veth pair near and far that stays at home. */
const links = (place: string) => (JSON.parse(recorded(`${place}-address`)) as IpAddressJson[]).map(readLink);
const all = { host: links('host'), ns1: links('ns1'), ns2: links('ns2') };
const found = resolvePeers(all);

const reading = suite('what ip and bridge print');

reading('kinds, states and addresses of links', () => {
  const { lo, br0, port1 } = found['host'] ?? {};
  assert.is(lo?.kind, 'loopback');
  assert.equal(lo?.addresses, ['127.0.0.1/8']);
  assert.is(br0?.kind, 'bridge');
  assert.equal(br0?.addresses, ['10.0.0.254/24']);
  assert.is(br0?.stp, false);
  assert.is(br0?.up, true);
  assert.is(port1?.kind, 'veth');
  assert.is(port1?.master, 'br0');
  assert.is(port1?.portState, 'forwarding');
  assert.is(port1?.mac, '02:00:00:00:01:01');
  assert.is(port1?.stp, undefined);
});

reading('a device that is down, and one without a carrier', () => {
  assert.is(found['host']?.['near']?.up, false);
  assert.is(found['host']?.['near']?.carrier, false);
  assert.is(found['ns1']?.['lo']?.up, false);
  assert.equal(found['ns1']?.['lo']?.addresses, []);
});

reading('both ends of a veth across namespaces', () => {
  assert.equal(found['ns1']?.['veth1']?.peer, { netns: 'host', dev: 'port1' });
  assert.equal(found['ns2']?.['veth2']?.peer, { netns: 'host', dev: 'port2' });
  assert.equal(found['host']?.['port1']?.peer, { netns: 'ns1', dev: 'veth1' });
  assert.equal(found['host']?.['port2']?.peer, { netns: 'ns2', dev: 'veth2' });
  assert.is(found['ns1']?.['veth1']?.peerIndex, found['host']?.['port1']?.ifindex);
});

reading('both ends of a veth in one namespace', () => {
  const { near, far } = found['host'] ?? {};
  assert.equal(near?.peer, { netns: 'host', dev: 'far' });
  assert.equal(far?.peer, { netns: 'host', dev: 'near' });
  assert.is(near?.peerIndex, far?.ifindex);
  assert.is(far?.peerIndex, near?.ifindex);
});

reading('an end whose other end is in no namespace that was read has no peer', () => {
  const { veth1 } = resolvePeers({ ns1: all.ns1 })['ns1'] ?? {};
  assert.is(veth1?.peer, undefined);
  assert.type(veth1?.peerIndex, 'number');
});

reading('pairs with the same indexes are told apart by what the ids mean elsewhere', () => {
  const veth = (ifname: string, ifindex: number, link_index: number, link_netnsid: number) =>
    readLink({ ifindex, ifname, flags: [], link_index, link_netnsid, linkinfo: { info_kind: 'veth' } });
  // x joins a with b and c with d, with index 2 at all four ends; y, with indexes of its own, shows whom each id means.
  const peers = resolvePeers({
    a: [veth('x', 2, 2, 7), veth('y', 3, 4, 7)],
    c: [veth('x', 2, 2, 0), veth('y', 5, 6, 0)],
    d: [veth('x', 2, 2, 1), veth('y', 6, 5, 1)],
    b: [veth('x', 2, 2, 0), veth('y', 4, 3, 0)],
  });
  const peerOfX = (netns: string) => peers[netns]?.['x']?.peer?.netns;
  assert.equal(['a', 'b', 'c', 'd'].map(peerOfX), ['b', 'a', 'd', 'c']);
});

reading('pairs of which indexes tell nothing are told apart by what the kernel says that ids mean', () => {
  const veth = (ifname: string, link_netnsid: number) =>
    readLink({ ifindex: 2, ifname, flags: [], link_index: 2, link_netnsid, linkinfo: { info_kind: 'veth' } });
  // x joins a with b, and p the host with c; the host has no name that an id could mean.
  const read = { host: [veth('p', 4)], a: [veth('x', 0)], b: [veth('x', 0)], c: [veth('x', 0)] };
  assert.equal(withDoubtfulPeers(read), ['host', 'a', 'b', 'c']);
  const ids = new Map([
    [netnsIdKey('host', 4), 'c'],
    [netnsIdKey('a', 0), 'b'],
    [netnsIdKey('b', 0), 'a'],
  ]);
  const peers = resolvePeers(read, ids);
  assert.equal(
    [peers['host']?.['p'], peers['a']?.['x'], peers['b']?.['x'], peers['c']?.['x']].map((link) => link?.peer?.netns),
    ['c', 'b', 'a', 'host'],
  );
});

reading('routes of the main table', () => {
  assert.equal((JSON.parse(recorded('ns1-route')) as []).flatMap(readRoute), [
    { dst: 'default', dev: 'veth1', via: '10.0.0.254', proto: 'boot' },
    { dst: '10.0.0.0/24', dev: 'veth1', src: '10.0.0.1', proto: 'kernel' },
  ]);
  assert.equal(readRoute({ dst: '192.0.2.1', dev: 'veth0' }), [{ dst: '192.0.2.1/32', dev: 'veth0', proto: 'boot' }]);
  assert.equal(readRoute({ dst: '192.0.2.0/24' }), []);
});

reading('neighbours', () => {
  assert.equal((JSON.parse(recorded('ns1-neigh')) as []).map(readNeigh), [
    { dst: '10.0.0.2', dev: 'veth1', lladdr: '02:00:00:00:00:02', state: 'REACHABLE' },
  ]);
});

reading('what a bridge has learnt, and what its ports say of themselves', () => {
  assert.equal((JSON.parse(recorded('host-fdb')) as []).flatMap(readFdb), [
    { mac: '02:00:00:00:00:01', port: 'port1', bridge: 'br0', learnt: true },
    { mac: '02:00:00:00:01:01', port: 'port1', bridge: 'br0', learnt: false, fixed: 'own' },
    { mac: '02:00:00:00:00:02', port: 'port2', bridge: 'br0', learnt: true },
    { mac: '02:00:00:00:01:02', port: 'port2', bridge: 'br0', learnt: false, fixed: 'own' },
  ]);
});
reading.run();
