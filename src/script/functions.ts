/** What a function of a printed script calls besides those that every script has. */
const CALLS: Readonly<Record<string, readonly string[]>> = {
  answered: ['why_unreachable'],
  bridge_joins: ['find_device', 'is_peer'],
  bridge_learnt: ['find_device', 'is_peer'],
  carrier: ['find_device'],
  only_loopback: ['find_device'],
  measured: ['measure'],
  port_devices: ['find_device', 'is_peer'],
  ovs_joins: ['find_device', 'is_peer'],
  ovs_learnt: ['find_device'],
  two_ends: ['find_device', 'is_peer'],
};

/** Functions in the order in which they are printed: what steps do first, then how checks look. */
const ORDER: readonly string[] = [
  'same_settings',
  'capturing',
  'listening',
  'holding',
  'measure',
  'datapath',
  'make_room',
  'answered',
  'why_unreachable',
  'unanswered',
  'prints',
  'begins',
  'served',
  'refused',
  'no_way',
  'only_loopback',
  'connected',
  'no_route',
  'carrier',
  'two_ends',
  'ports_are',
  'bridge_joins',
  'ovs_joins',
  'no_device',
  'gone',
  'no_holder',
  'ovs_ports',
  'port_devices',
  'bridge_learnt',
  'ovs_learnt',
  'find_device',
  'is_peer',
  'captured',
  'asked',
  'counted',
  'nothing_counted',
  'tracked',
  'redirected',
  'nat_rules',
  'rule_counted',
  'measured',
  'cannot_hold',
];

/** The functions that these calls take, each once, as names of their templates in templates/script. */
export function functionsFor(calls: readonly string[]): readonly string[] {
  const wanted = new Set(calls.flatMap((name) => [name, ...(CALLS[name] ?? [])]));
  const strange = [...wanted].find((name) => !ORDER.includes(name));
  if (strange !== undefined) throw new RangeError(`printed scripts have no function '${strange}'`);
  return ORDER.filter((name) => wanted.has(name)).map((name) => name.replaceAll('_', '-'));
}
