import * as assert from 'uvu/assert';
import { edited, NetworkDraft } from '../../../src/model/draft.ts';
import { addLink, addNetns, changeLink, changeNetns, dropLink } from '../../../src/model/edits.ts';
import { type Link, linkOf, type Network, startNetwork } from '../../../src/model/network.ts';
import { suite } from '../../support/suite.ts';
import { thrownBy } from '../../support/throws.ts';

const br0: Link = { name: 'br0', kind: 'bridge', up: true, addresses: ['10.0.0.1/24'] };
const start = startNetwork();
const bridged: Network = edited(start, [addLink(start, 'host', br0)]);

const draft = suite('draft');

draft('edits make a new network and leave the old one as it was', () => {
  assert.is(start.netns['host']?.links['br0'], undefined);
  assert.is(linkOf(bridged, 'host', 'br0'), br0);
  const down = edited(bridged, [changeLink(bridged, 'host', 'br0', { up: false })]);
  assert.is(linkOf(down, 'host', 'br0').up, false);
  assert.is(linkOf(bridged, 'host', 'br0').up, true);
});

draft('a snapshot stays as it was, whatever comes after it', () => {
  const editing = new NetworkDraft(start);
  const first = editing.apply([addNetns(editing.network, 'ns1')]).snapshot();
  const second = editing.apply([addLink(editing.network, 'ns1', br0)]).snapshot();
  editing.apply([dropLink(editing.network, 'ns1', 'br0')]);
  assert.equal(Object.keys(first.netns['ns1']?.links ?? {}), ['lo']);
  assert.equal(Object.keys(second.netns['ns1']?.links ?? {}), ['lo', 'br0']);
  assert.equal(Object.keys(editing.snapshot().netns['ns1']?.links ?? {}), ['lo']);
});

draft('snapshots share what was left alone', () => {
  const editing = new NetworkDraft(bridged);
  assert.is(editing.snapshot(), bridged);
  const after = editing.apply([addNetns(editing.network, 'ns1')]).snapshot();
  assert.is(after.netns['host'], bridged.netns['host']);
});

draft('a second edit of a namespace copies nothing', () => {
  const editing = new NetworkDraft(bridged).apply([changeLink(bridged, 'host', 'br0', { up: false })]);
  const { links } = editing.network.netns['host'] ?? {};
  editing.apply([changeLink(editing.network, 'host', 'br0', { up: true })]);
  assert.is(editing.network.netns['host']?.links, links);
});

draft('what the kernel would refuse is no edit', () => {
  for (const [said, edit] of [
    ["host already has a device 'br0'", () => addLink(bridged, 'host', br0)],
    ["there is no namespace 'ns1' at this point", () => addLink(bridged, 'ns1', br0)],
    ["there is no device 'br1' in host at this point", () => changeLink(bridged, 'host', 'br1', { up: true })],
    ["there is no device 'br1' in host at this point", () => dropLink(bridged, 'host', 'br1')],
    ["there already is a namespace 'host'", () => addNetns(bridged, 'host')],
  ] as const)
    assert.is(thrownBy(edit), `RangeError: ${said}`);
});

draft('a link takes its routes with it', () => {
  const route = (dst: string, dev: string) => ({ dst, dev, proto: 'boot' }) as const;
  const routes = [route('10.0.0.0/24', 'br0'), route('10.9.0.0/24', 'lo')];
  const before = edited(bridged, [changeNetns(bridged, 'host', () => ({ routes }))]);
  const after = edited(before, [dropLink(before, 'host', 'br0')]);
  assert.equal(after.netns['host']?.routes, [route('10.9.0.0/24', 'lo')]);
  assert.is(after.netns['host']?.links['br0'], undefined);
});
draft.run();
