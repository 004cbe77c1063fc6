import * as assert from 'uvu/assert';
import type { ActionCall } from '../../../src/model/calls.ts';
import { HOST } from '../../../src/model/host.ts';
import { type Network, startNetwork } from '../../../src/model/network.ts';
import { foldSteps } from '../../../src/plan/fold.ts';
import { ACTIONS, action } from '../../../src/vocabulary/index.ts';
import { FACTS, networkAfter } from '../../support/networks.ts';
import { suite } from '../../support/suite.ts';

const LESSONS = 60;
const STEPS = 8;
const ACTIONS_A_STEP = 8;

/** Numbers below `end` that are the same in every run (mulberry32). */
function drawer(seed: number): (end: number) => number {
  let state = seed;
  return (end) => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), 61 | bits);
    return ((bits ^ (bits >>> 14)) >>> 0) % end;
  };
}

/** Any action on a few names, so that many of them fit and many are refused. */
function anyAction(below: (end: number) => number): ActionCall {
  const one = <T>(...choices: readonly T[]): T => choices[below(choices.length)] as T;
  const netns = () => one(HOST, 'ns1', 'ns2');
  const dev = () => one('a', 'b', 'c', 'd', 'br0', 'ovs0');
  const network = below(4);
  const make: readonly (() => ActionCall)[] = [
    () => action.netns({ name: one('ns1', 'ns2') }),
    () => action.veth({ name: one('a', 'b'), peer: one('c', 'd'), netns: netns() }),
    () => action.veth({ name: one('a', 'b'), peer: one('c', 'd') }),
    () => action.move({ dev: dev(), to: one('ns1', 'ns2') }),
    () => action.move({ dev: dev(), to: one('ns1', 'ns2'), netns: netns() }),
    () => action.bridge({ name: 'br0', stp: one(true, false), netns: netns() }),
    () => action.bridgePort({ dev: dev(), bridge: 'br0', netns: netns() }),
    () => action.address({ dev: dev(), address: `10.0.${network}.${1 + below(2)}/24`, netns: netns(), sharesSubnet: one(true, false) }),
    () => action.up({ dev: one(dev(), 'lo'), netns: netns() }),
    () => action.up({ dev: dev() }),
    () => action.down({ dev: dev(), netns: netns() }),
    () => action.route({ to: one('default', '192.0.2.0/24'), via: `10.0.${network}.200`, netns: netns() }),
    () => action.route({ to: one('default', '192.0.2.0/24'), dev: dev(), netns: netns() }),
    () => action.address({ dev: one('a', 'br0'), address: `10.0.${network}.1/24` }),
    () => action.removeAddress({ dev: one('a', 'br0'), address: `10.0.${network}.1/24` }),
    () => action.sysctl({ key: 'net.ipv4.ip_forward', value: '1', was: '0', netns: netns() }),
    () => action.masquerade({ source: `10.0.${network}.0/24`, exceptOut: dev(), netns: netns() }),
    () => action.dnat({ port: 8080, to: `10.0.${network}.2`, toPort: 80, destination: '192.0.2.1', netns: netns() }),
    () => action.forwardPolicy({ policy: one('DROP', 'ACCEPT'), was: one('DROP', 'ACCEPT'), netns: netns() }),
    () => action.filterChain({ name: 'OWN', netns: netns() }),
    () =>
      action.filterRule({
        chain: one('FORWARD', 'OWN'),
        in: 'br0',
        target: one('DROP', 'ACCEPT'),
        first: one(true, false),
        netns: netns(),
      }),
    () => action.removeFilterRule({ chain: 'FORWARD', in: 'br0', target: 'DROP', was: 1, netns: netns() }),
    () => action.countSources({ name: one('x', 'y'), netns: netns() }),
    () => action.ovsDaemons({}),
    () => action.ovsBridge({ name: 'ovs0' }),
    () => action.ovsPort({ bridge: 'ovs0', dev: dev() }),
    () => action.ovsInternalPort({ bridge: 'ovs0', dev: one('a', 'b', dev()) }),
    () => action.tap({ name: one('a', 'b'), netns: netns() }),
    () => action.removeNetns({ name: one('ns1', 'ns2') }),
    () => action.removeOvsBridge({ name: 'ovs0' }),
    () => action.removeOvsPort({ bridge: 'ovs0', dev: one('a', 'b') }),
    () => action.ping({ from: netns(), to: '10.0.0.1', id: 1001 }),
  ];
  return one(...make)();
}

/** The network after one action, from copies that nothing shares; as it was where the action is refused. */
function after(network: Network, call: ActionCall): Network {
  const own = structuredClone(network);
  try {
    return structuredClone(networkAfter([call], FACTS, own));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return own;
  }
}

const fold = suite('fold');

fold('a step of many actions ends in the network of each by itself, and no later one changes it', () => {
  const done = new Set<string>();
  for (let seed = 1; seed <= LESSONS; seed += 1) {
    const below = drawer(seed);
    const steps = Array.from({ length: STEPS }, () => ({ actions: Array.from({ length: ACTIONS_A_STEP }, () => anyAction(below)) }));
    const folded = foldSteps(steps, { facts: FACTS });
    let expected: Network = startNetwork();
    assert.equal(folded.before, expected);
    for (const [index, { actions }] of steps.entries()) {
      const planned = folded.steps[index];
      assert.is(planned?.before, folded.steps[index - 1]?.after ?? folded.before);
      for (const call of actions) {
        const before = expected;
        expected = after(expected, call);
        if (JSON.stringify(before) !== JSON.stringify(expected)) done.add(call.kind);
      }
      // As text, so that the order of what is listed counts too.
      assert.is(JSON.stringify(planned?.after), JSON.stringify(expected), `lesson ${seed}, step ${index + 1}`);
    }
  }
  // What starts programs, or is drawn by other tests.
  const programs = [
    'docker-daemon',
    'docker-image',
    'docker-network',
    'docker-run',
    'docker-show',
    'capture',
    'flush-neighbours',
    'iperf3-server',
    'measure',
    'ping',
    'serve',
    'show',
    'tap-program',
    'tx-checksums',
  ];
  const changing = [...ACTIONS.keys()].filter((kind) => !programs.includes(kind));
  assert.equal([...done].sort(), changing.sort());
});
fold.run();
