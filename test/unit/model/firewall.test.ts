import * as assert from 'uvu/assert';
import {
  type DnatRule,
  type Filter,
  type FilterRule,
  isFiltering,
  matches,
  NO_FILTER,
  obstacleOf,
  type PacketMatch,
  type Passing,
  ruleText,
  sameRule,
  translationOf,
} from '../../../src/model/firewall.ts';
import { suite } from '../../support/suite.ts';

/** From a container to a port elsewhere, on its way through a host. */
const PACKET: Passing = {
  source: '10.0.0.2',
  destination: '192.0.2.1',
  in: 'br0',
  out: 'eth0',
  protocol: 'tcp',
  dport: 80,
  state: 'new',
  toLocal: false,
};

const matching = suite('what a rule is for');

for (const [rule, fits] of [
  [{}, true],
  [{ source: '10.0.0.0/24', destination: '192.0.2.1/32', in: 'br0', out: 'eth0', protocol: 'tcp', dport: 80, states: ['new'] }, true],
  [{ source: '10.0.1.0/24' }, false],
  [{ destination: '192.0.2.2/32' }, false],
  [{ exceptDestination: '127.0.0.0/8' }, true],
  [{ exceptDestination: '192.0.2.0/24' }, false],
  [{ in: 'br1' }, false],
  [{ exceptIn: 'br0' }, false],
  [{ exceptIn: 'br1' }, true],
  [{ out: 'br0' }, false],
  [{ exceptOut: 'eth0' }, false],
  [{ exceptOut: '' }, true],
  [{ protocol: 'udp' }, false],
  [{ dport: 81 }, false],
  [{ states: ['established', 'related'] }, false],
  [{ toLocal: true }, false],
  [{ unread: 'something' }, false],
] satisfies readonly (readonly [PacketMatch, boolean])[])
  matching(`${JSON.stringify(rule)} ${fits ? 'fits' : 'does not fit'}`, () => assert.is(matches(rule, PACKET), fits));

matching('what has not come from elsewhere has come in by no device', () => {
  const { in: _, ...own } = PACKET;
  assert.is(matches({ exceptIn: 'br0' }, own), true);
  assert.is(matches({ in: 'br0' }, own), false);
});
matching.run();

const filtering = suite('what keeps a packet from passing');

const rule = (chain: string, what: PacketMatch, target: 'accept' | 'drop' | 'reject' | 'return'): FilterRule => ({
  chain,
  ...what,
  target,
});
const jump = (chain: string, into: string, target: 'jump' | 'goto' = 'jump'): FilterRule => ({ chain, target, into });
const filter = (dropping: boolean, ...rules: readonly FilterRule[]): Filter => ({
  ...NO_FILTER,
  dropping: dropping ? ['forward'] : [],
  rules,
});
const obstacle = (of: Filter) => {
  const by = obstacleOf(of, 'forward', PACKET);
  return by === undefined || by === 'policy' ? by : `${by.chain}: ${ruleText(by)}`;
};

for (const [what, of, expected] of [
  ['nothing does', filter(false), undefined],
  ['the policy does', filter(true), 'policy'],
  ['a rule accepts it before the policy', filter(true, rule('forward', { in: 'br0' }, 'accept')), undefined],
  ['the policy is that of another hook', { ...NO_FILTER, dropping: ['input'] }, undefined],
  ['a rule drops it', filter(false, rule('forward', {}, 'drop')), 'forward: drop'],
  ['a rule rejects it', filter(false, rule('forward', {}, 'reject')), 'forward: reject'],
  ['the first that fits counts', filter(false, rule('forward', {}, 'accept'), rule('forward', {}, 'drop')), undefined],
  ['one that does not fit is passed over', filter(false, rule('forward', { in: 'br1' }, 'drop')), undefined],
  ['a chain that nothing leads to is not asked', filter(false, rule('X', {}, 'drop')), undefined],
  ['a rule behind a jump does', filter(false, jump('forward', 'X'), rule('X', {}, 'drop')), 'X: drop'],
  ['it comes back from the end of a chain', filter(false, jump('forward', 'X'), rule('forward', {}, 'drop')), 'forward: drop'],
  ['it returns before the rule', filter(false, jump('forward', 'X'), rule('X', {}, 'return'), rule('X', {}, 'drop')), undefined],
  ['it does not come back from a goto', filter(false, jump('forward', 'X', 'goto'), rule('forward', {}, 'drop')), undefined],
  ['a return ends at the policy', filter(true, rule('forward', {}, 'return'), rule('forward', {}, 'accept')), 'policy'],
] satisfies readonly (readonly [string, Filter, string | undefined])[])
  filtering(what, () => assert.is(obstacle(of), expected));

filtering('whether there is anything in it', () => {
  assert.is(isFiltering(NO_FILTER), false);
  for (const some of [filter(true), filter(false, rule('forward', {}, 'drop')), { ...NO_FILTER, chains: ['X'] }])
    assert.is(isFiltering(some), true);
});
filtering.run();

const translating = suite('what rewrites a packet');

const DNAT: DnatRule = { chain: 'DOCKER', exceptIn: 'br1', protocol: 'tcp', dport: 80, target: 'dnat', to: '10.0.0.9', toPort: 8000 };

translating('the rule behind a jump, at its own hook alone', () => {
  const nat = [{ chain: 'prerouting', toLocal: true, target: 'jump', into: 'DOCKER' } as const, DNAT];
  assert.equal(translationOf(nat, 'prerouting', { ...PACKET, toLocal: true }), DNAT);
  assert.is(translationOf(nat, 'prerouting', PACKET), undefined);
  assert.is(translationOf(nat, 'output', { ...PACKET, toLocal: true }), undefined);
});

translating('one that accepts ends the asking', () => {
  const nat = [rule('DOCKER', {}, 'accept'), DNAT];
  assert.is(translationOf(nat, 'DOCKER', PACKET), undefined);
});

translating('what a rule has counted makes it no other', () => {
  assert.is(sameRule(DNAT, { ...DNAT, packets: 3 }), true);
  assert.is(sameRule(DNAT, { ...DNAT, toPort: 80 }), false);
  assert.is(sameRule(DNAT, { ...DNAT, chain: 'output' }), false);
  assert.is(ruleText(DNAT), 'not in br1 protocol tcp port 80 dnat to 10.0.0.9:8000');
});
translating.run();
