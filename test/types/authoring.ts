/**
 * What the authoring interface must take and must refuse, for the type checker alone: nothing here is run. Where a
 * line below `@ts-expect-error` is taken after all, `tsc` reports the comment.
 */
import type { ActionCall, CheckCall, Erratum, Member, Param, ParamValues, Scenario, Step, Subnet, Text } from 'netscenario';
import { action, check, defineScenario, param } from 'netscenario';

const text: Text = { en: 'A text', zh: '一段文字' };
const step: Step = { id: 'one', title: text, why: text, actions: [], checks: [] };
const prose = { id: 'demo', title: text, summary: text, about: text };

// Texts ------------------------------------------------------------------------------------------------------------

// @ts-expect-error: a bare string says nothing about its language
export const bare: Text = 'A text';
// @ts-expect-error: both languages are missing
export const untold: Text = {};
// @ts-expect-error: the Chinese is missing
export const english: Text = { en: 'A text' };
// @ts-expect-error: the English is missing
export const chinese: Text = { zh: '一段文字' };
// @ts-expect-error: a lesson in which one is missing
defineScenario({ ...prose, title: { en: 'A text' }, params: {}, steps: () => [step] });
// @ts-expect-error: there is no such language
export const klingon: Text = { en: 'A text', zh: '一段文字', tlh: 'ghItlh' };

// Actions ----------------------------------------------------------------------------------------------------------

export const actions = [
  action.address({ dev: 'veth0', address: '10.0.0.1/24' }),
  action.address({ netns: 'ns1', dev: 'veth0', address: '10.0.0.1/24', sharesSubnet: true }),
  action.ping({ from: 'ns1', to: '10.0.0.2', id: 7 }),
  action.ovsDaemons({}),
  // @ts-expect-error: the address is missing
  action.address({ dev: 'veth0' }),
  // @ts-expect-error: the parameter is called address
  action.address({ dev: 'veth0', addr: '10.0.0.1/24' }),
  // @ts-expect-error: there is no parameter mtu
  action.veth({ name: 'veth0', peer: 'veth1', mtu: 1500 }),
  // @ts-expect-error: a name is text
  action.netns({ name: 1 }),
  // @ts-expect-error: a truth value is none in words
  action.bridge({ name: 'br0', stp: 'off' }),
  // @ts-expect-error: the value that was there before is missing, so it could not be put back
  action.sysctl({ key: 'net.ipv4.ip_forward', value: '1' }),
  // @ts-expect-error: there is nothing of that name to show
  action.show({ what: 'everything' }),
  // @ts-expect-error: there is no such action
  action.vlan({ name: 'vlan10' }),
];

// Checks -----------------------------------------------------------------------------------------------------------

export const checks = [
  check.reaches({ from: 'ns1', to: '10.0.0.2' }),
  check.captured({ capture: 'c', on: 'veth0', between: ['10.0.0.1', '10.0.0.2'], sees: ['arp-request'] }),
  // @ts-expect-error: whom does it reach?
  check.reaches({ from: 'ns1' }),
  // @ts-expect-error: silence proves nothing without a control
  check.noReply({ from: 'ns1', to: '10.0.0.2' }),
  // @ts-expect-error: there is no such wiring
  check.joined({ by: 'vxlan', members: [] }),
  // @ts-expect-error: there is no such frame
  check.captured({ capture: 'c', on: 'veth0', between: ['10.0.0.1', '10.0.0.2'], sees: ['ping'] }),
  // @ts-expect-error: two addresses, not one
  check.captured({ capture: 'c', on: 'veth0', between: ['10.0.0.1'], sees: ['arp-request'] }),
];

// Lessons ----------------------------------------------------------------------------------------------------------

defineScenario({
  ...prose,
  params: {
    count: param.integer({ min: 1, max: 9, initial: 3, about: text }),
    subnet: param.subnet({ initial: '10.0.0.0/24', about: text }),
  },
  faults: ({ count }) => (count > 5 ? ['too many'] : []),
  steps({ count, subnet }) {
    // Parameters come with the types of their values.
    const typed: [number, boolean] = [count, subnet.chosen];
    // @ts-expect-error: a number has no prefix
    count.prefix;
    return typed.length > 0 ? [step] : [];
  },
});

defineScenario({
  ...prose,
  params: {},
  // @ts-expect-error: there is no such parameter
  steps: ({ count }) => (count ? [step] : []),
});

// @ts-expect-error: a lesson without steps
defineScenario({ ...prose, params: {} });

// @ts-expect-error: params must be written out, if only as {}
defineScenario({ ...prose, steps: () => [step] });

// @ts-expect-error: there is no such field
defineScenario({ ...prose, params: {}, steps: () => [step], author: 'nobody' });

defineScenario({
  ...prose,
  params: {
    bridge: param.device({ initial: 'br0', about: text }),
    members: param.members({ initial: 'a=10.0.0.1/24,b=10.0.0.2/24', port: 'veth-', min: 2, max: 9, about: text }),
  },
  steps({ bridge, members }) {
    const typed: [string, readonly Member[]] = [bridge, members];
    // @ts-expect-error: a list has no network of its own
    members.prefix;
    return typed.length > 0 ? [step] : [];
  },
});

// @ts-expect-error: a parameter needs its description
param.integer({ min: 1, max: 9, initial: 3 });

// What has nothing to say may be left out or be empty.
defineScenario({ ...prose, params: {}, steps: () => [step], tags: [], errata: [], tryNext: [], breakIt: [] });

// @ts-expect-error: an erratum says what is right, too
export const halved: Erratum = { mistake: text };

// Helpers ----------------------------------------------------------------------------------------------------------

const params = { subnet: param.subnet({ initial: '10.0.0.0/24', about: text }) };

export function plug(dev: string): readonly ActionCall[] {
  return [action.bridgePort({ dev, bridge: 'br0' }), action.up({ dev })];
}

export function answered({ subnet }: ParamValues<typeof params>): CheckCall {
  return check.reaches({ to: `${subnet.prefix.length}` });
}

export const own: Param<Subnet> = params.subnet;
export const lesson: Scenario<typeof params> = defineScenario({ ...prose, params, steps: () => [step] });

// @ts-expect-error: a parameter says how its text is read
export const unread: Param<number> = { about: text, initial: '1', takes: { en: 'a number', zh: '一个数' } };

export const steps: readonly Step[] = [
  { ...step, note: undefined, look: text },
  // @ts-expect-error: why is missing
  { id: 'one', title: text, actions: [], checks: [] },
  // @ts-expect-error: a command is no action
  { ...step, actions: ['ip netns add ns1'] },
];
