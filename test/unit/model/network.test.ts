import * as assert from 'uvu/assert';
import {
  addLink,
  dropLink,
  freshNetns,
  type Link,
  linkOf,
  linkWith,
  netnsOf,
  startNetwork,
  updateLink,
  updateNetns,
} from '../../../src/model/network.ts';
import { suite } from '../../support/suite.ts';
import { thrownBy } from '../../support/throws.ts';

const br0: Link = { name: 'br0', kind: 'bridge', up: true, addresses: ['10.0.0.1/24', '10.0.1.1/24'] };

const network = suite('network');

network('a run starts with the host alone, lo up', () => {
  const start = startNetwork();
  assert.equal(Object.keys(start.netns), ['host']);
  assert.equal(linkOf(start, 'host', 'lo'), { name: 'lo', kind: 'loopback', up: true, addresses: ['127.0.0.1/8'] });
});

network('a new namespace has lo alone, down and without an address', () => {
  assert.equal(freshNetns().links, { lo: { name: 'lo', kind: 'loopback', up: false, addresses: [] } });
});

network('a change makes a new network and leaves the old one as it was', () => {
  const start = startNetwork();
  const after = addLink(start, 'host', br0);
  assert.is(start.netns['host']?.links['br0'], undefined);
  assert.is(linkOf(after, 'host', 'br0'), br0);
  assert.is(updateLink(after, 'host', 'br0', (link) => ({ ...link, up: false })).netns['host']?.links['br0']?.up, false);
  assert.is(linkOf(after, 'host', 'br0').up, true);
});

network('what is not there is named', () => {
  const start = startNetwork();
  assert.is(
    thrownBy(() => netnsOf(start, 'ns1')),
    "RangeError: there is no namespace 'ns1' at this point",
  );
  assert.is(
    thrownBy(() => linkOf(start, 'host', 'br0')),
    "RangeError: there is no device 'br0' in host at this point",
  );
  assert.is(
    thrownBy(() => addLink(addLink(start, 'host', br0), 'host', br0)),
    "RangeError: host already has a device 'br0'",
  );
});

network('a link is found by any of its addresses', () => {
  const after = addLink(startNetwork(), 'host', br0);
  assert.is(linkWith(after, 'host', '10.0.1.1'), br0);
  assert.is(linkWith(after, 'host', '10.0.1.2'), undefined);
  assert.is(linkWith(after, 'ns1', '10.0.1.1'), undefined);
});

network('a link takes its routes with it', () => {
  const route = (dst: string, dev: string) => ({ dst, dev, proto: 'boot' }) as const;
  const before = updateNetns(addLink(startNetwork(), 'host', br0), 'host', (netns) => ({
    ...netns,
    routes: [route('10.0.0.0/24', 'br0'), route('10.9.0.0/24', 'lo')],
  }));
  const after = dropLink(before, 'host', 'br0');
  assert.equal(after.netns['host']?.routes, [route('10.9.0.0/24', 'lo')]);
  assert.is(after.netns['host']?.links['br0'], undefined);
});
network.run();
