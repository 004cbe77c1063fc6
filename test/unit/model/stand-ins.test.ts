import * as assert from 'uvu/assert';
import { differences, formatChange } from '../../../src/model/diff.ts';
import type { Network } from '../../../src/model/network.ts';
import { withSeenNames, withStandIns } from '../../../src/model/stand-ins.ts';
import { action } from '../../../src/vocabulary/index.ts';
import { BRIDGED, networkAfter, withLink } from '../../support/networks.ts';
import { suite } from '../../support/suite.ts';

const expected = networkAfter([
  action.dockerDaemon({}),
  action.dockerImage({ name: 'busybox' }),
  ...['one', 'two'].map((name) => action.dockerRun({ name, image: 'busybox' })),
]);

/** The expected network as a kernel shows it, with names that Docker has made up. */
const NAMES: Readonly<Record<string, string>> = { 'veth-one': 'veth05377ae', 'veth-two': 'veth00f659d' };
const seen = JSON.parse(
  Object.entries(NAMES).reduce((text, [standIn, name]) => text.replaceAll(`"${standIn}"`, `"${name}"`), JSON.stringify(expected)),
) as Network;

const standIns = suite('stand-ins for made-up names');

standIns('made-up names are no difference', () => {
  assert.equal(differences(expected, seen), []);
  assert.equal(withStandIns(seen, expected), expected);
  assert.equal(Object.keys(withSeenNames(expected, seen).netns['host']?.links ?? {}).sort(), [
    'docker0',
    'lo',
    'veth00f659d',
    'veth05377ae',
  ]);
});

standIns('whatever else is wrong with such a device is one', () => {
  for (const change of [{ master: undefined }, { up: false }, { addresses: ['10.0.0.1/24'] }])
    assert.is(differences(expected, withLink(seen, 'host', 'veth05377ae', change)).length, 1);
  const crossed = withLink(seen, 'one', 'eth0', { peer: { netns: 'host', dev: 'veth00f659d' } });
  assert.ok(differences(expected, crossed).length > 0);
});

standIns('a device that is missing is named by its stand-in, and one too many by its own name', () => {
  const host = seen.netns['host'];
  if (!host) throw new Error('no host');
  const { veth05377ae, ...links } = host.links;
  const without = { ...seen, netns: { ...seen.netns, host: { ...host, links } } };
  assert.equal(differences(expected, without).map(formatChange)[0], '- host: link veth-one veth up master docker0 peer eth0@one');
  const more = { ...veth05377ae, name: 'vethdeadbee', kind: 'veth', up: true, addresses: [], peer: undefined } as const;
  const with3 = { ...seen, netns: { ...seen.netns, host: { ...host, links: { ...host.links, vethdeadbee: more } } } };
  assert.equal(
    differences(expected, with3).map(({ what }) => what),
    ['link vethdeadbee'],
  );
});

standIns('a network without them is left as it is', () => {
  const network = networkAfter(BRIDGED);
  assert.is(withSeenNames(network, seen), network);
});

const rules = suite('rules that a daemon keeps');
const host = (network: Network) => network.netns['host'] ?? network.netns['nobody'];

rules('how it filters is left out, and how it goes from chain to chain', () => {
  const state = host(seen);
  if (!state) throw new Error('no host');
  const otherwise = {
    ...state,
    nat: state.nat.filter(({ target }) => target === 'masquerade'),
    filter: { dropping: [], chains: ['X'], rules: [] },
  };
  assert.equal(differences(expected, { ...seen, netns: { ...seen.netns, host: otherwise } }), []);
});

rules('a network that is not masqueraded is noticed, and so is a port that nobody published', () => {
  const state = host(seen);
  if (!state) throw new Error('no host');
  const put = (nat: typeof state.nat) => differences(expected, { ...seen, netns: { ...seen.netns, host: { ...state, nat } } });
  assert.equal(
    put([]).map(({ what }) => what),
    ['nat 172.17.0.0/16'],
  );
  assert.equal(
    put([...state.nat, { chain: 'DOCKER', target: 'dnat', to: '172.17.0.2' }]).map(({ what }) => what),
    ['nat DOCKER'],
  );
});

rules('what a daemon has for itself in a container is no published port', () => {
  const one = seen.netns['one'];
  if (!one) throw new Error('no container');
  const put = (to: string) =>
    differences(expected, {
      ...seen,
      netns: { ...seen.netns, one: { ...one, nat: [{ chain: 'DOCKER_OUTPUT', target: 'dnat', to, toPort: 40123 }] } },
    });
  assert.equal(put('127.0.0.11'), []);
  assert.is(put('172.17.0.9').length, 1);
});

rules('where no daemon keeps them, each rule counts', () => {
  const plain = networkAfter(BRIDGED);
  const state = host(plain);
  if (!state) throw new Error('no host');
  const filter = { dropping: ['forward'], chains: [], rules: [] };
  assert.is(differences(plain, { ...plain, netns: { ...plain.netns, host: { ...state, filter } } }).length, 1);
});

standIns.run();
rules.run();
