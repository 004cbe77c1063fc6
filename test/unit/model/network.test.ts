import * as assert from 'uvu/assert';
import { edited } from '../../../src/model/draft.ts';
import { addLink } from '../../../src/model/edits.ts';
import { freshNetns, type Link, linkOf, linkWith, netnsOf, startNetwork } from '../../../src/model/network.ts';
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
});

network('a link is found by any of its addresses', () => {
  const after = edited(startNetwork(), [addLink(startNetwork(), 'host', br0)]);
  assert.is(linkWith(after, 'host', '10.0.1.1'), br0);
  assert.is(linkWith(after, 'host', '10.0.1.2'), undefined);
  assert.is(linkWith(after, 'ns1', '10.0.1.1'), undefined);
});
network.run();
