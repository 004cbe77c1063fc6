import type { Shell } from './shell.ts';

/** Functions of printed scripts: `templates/script/<name>.sh.hbs`, with `-` for `_`. */
export type ProbeName =
  | 'answered'
  | 'asked'
  | 'begins'
  | 'bridge_joins'
  | 'bridge_learnt'
  | 'cannot_hold'
  | 'captured'
  | 'carrier'
  | 'connected'
  | 'counted'
  | 'measured'
  | 'gone'
  | 'no_device'
  | 'no_holder'
  | 'ovs_ports'
  | 'port_devices'
  | 'no_route'
  | 'no_way'
  | 'nothing_counted'
  | 'only_loopback'
  | 'ovs_joins'
  | 'ovs_learnt'
  | 'ports_are'
  | 'prints'
  | 'nat_rules'
  | 'redirected'
  | 'refused'
  | 'rule_counted'
  | 'served'
  | 'tracked'
  | 'two_ends'
  | 'unanswered';

/** How a printed script tries a check: a probe function, its words in lines, and behind them a command where it takes one. */
export interface Probe {
  readonly by: ProbeName;
  readonly words: readonly (readonly string[])[];
  readonly command?: Shell;
}
