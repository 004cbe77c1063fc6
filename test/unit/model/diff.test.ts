import * as assert from 'uvu/assert';
import { changes, differences, formatChange } from '../../../src/model/diff.ts';
import { edited } from '../../../src/model/draft.ts';
import { addLink } from '../../../src/model/edits.ts';
import { freshNetns, type Link, type Network, startNetwork } from '../../../src/model/network.ts';
import { withLink, withNetns } from '../../support/networks.ts';
import { suite } from '../../support/suite.ts';

const veth: Link = { name: 'veth0', kind: 'veth', up: true, addresses: ['10.0.0.1/24'], peer: { netns: 'ns1', dev: 'veth1' } };
const base: Network = edited(startNetwork(), [addLink(startNetwork(), 'host', veth)]);

const lines = (a: Network, b: Network) => differences(a, b).map(formatChange);

const diff = suite('diff');

diff('equal networks do not differ, shared or copied', () => {
  assert.equal(differences(base, base), []);
  assert.equal(differences(base, structuredClone(base)), []);
  assert.equal(changes(base, structuredClone(base)), []);
});

const link = (change: Partial<Link>) => withLink(base, 'host', 'veth0', change);
const host = (change: object) => withNetns(base, 'host', change);

for (const [what, other, line] of [
  [
    'a device that is down',
    link({ up: false }),
    '~ host: link veth0 veth up 10.0.0.1/24 peer veth1@ns1 -> veth down 10.0.0.1/24 peer veth1@ns1',
  ],
  ['an address', link({ addresses: [] }), '~ host: link veth0 veth up 10.0.0.1/24 peer veth1@ns1 -> veth up peer veth1@ns1'],
  [
    'a master',
    link({ master: 'br0' }),
    '~ host: link veth0 veth up 10.0.0.1/24 peer veth1@ns1 -> veth up 10.0.0.1/24 master br0 peer veth1@ns1',
  ],
  [
    'a peer',
    link({ peer: { netns: 'ns2', dev: 'veth1' } }),
    '~ host: link veth0 veth up 10.0.0.1/24 peer veth1@ns1 -> veth up 10.0.0.1/24 peer veth1@ns2',
  ],
  [
    'a route',
    host({ routes: [{ dst: 'default', dev: 'veth0', via: '10.0.0.2', proto: 'boot' }] }),
    '+ host: route default via 10.0.0.2 dev veth0',
  ],
  [
    'a rule',
    host({ nat: [{ chain: 'postrouting', source: '10.0.0.0/24', exceptOut: 'br0', target: 'masquerade' }] }),
    '+ host: nat 10.0.0.0/24 masquerade unless out br0',
  ],
  ['a counter', host({ counters: [{ name: 'pings' }] }), '+ host: counter pings by source'],
  ['a namespace', { ...base, netns: { ...base.netns, ns1: freshNetns() } }, '+ ns1: namespace exists'],
  [
    'a switch',
    { ...base, ovs: { bridges: { ovs0: { datapath: 'netdev', ports: { p0: { type: 'system' } } } } } },
    '+ host: ovs bridge ovs0 datapath netdev',
  ],
] as const satisfies readonly (readonly [string, Network, string])[]) {
  diff(`${what} is a difference`, () => {
    assert.ok(lines(base, other).includes(line), lines(base, other).join('\n'));
    assert.ok(lines(other, base).length > 0);
  });
}

diff('a sysctl counts only where the expected network names it', () => {
  const expected = host({ sysctls: { 'net.ipv4.ip_forward': '1' } });
  const observed = host({ sysctls: { 'net.ipv4.ip_forward': '0', 'net.ipv4.conf.all.rp_filter': '2' } });
  assert.equal(lines(expected, observed), ['~ host: sysctl net.ipv4.ip_forward 1 -> 0']);
  assert.equal(lines(base, observed), []);
});

diff('what was learnt is a change and no difference', () => {
  const learnt = withNetns(base, 'host', {
    neigh: [{ dst: '10.0.0.2', dev: 'veth0', lladdr: '02:00:00:00:00:02', state: 'REACHABLE' }],
    fdb: [{ mac: '02:00:00:00:00:02', port: 'veth0', bridge: 'br0', learnt: true }],
  });
  assert.equal(differences(base, learnt), []);
  assert.equal(changes(base, learnt).map(formatChange), [
    '+ host: neigh 10.0.0.2 dev veth0 02:00:00:00:00:02 REACHABLE',
    '+ host: fdb 02:00:00:00:00:02 veth0 of br0',
  ]);
});

diff('the order of addresses is no difference', () => {
  const both = ['10.0.0.1/24', '192.0.2.1/24'];
  assert.equal(lines(link({ addresses: both }), link({ addresses: both.toReversed() })), []);
});

diff('two routes to one destination are both seen', () => {
  const route = (dev: string) => ({ dst: '10.0.0.0/24', dev, proto: 'kernel' }) as const;
  assert.equal(lines(host({ routes: [route('a')] }), host({ routes: [route('a'), route('b')] })), [
    '~ host: route 10.0.0.0/24 dev a -> dev a; dev b',
  ]);
});
diff.run();
