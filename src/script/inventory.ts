import { formatPrefix, networkOf, overlaps, type Prefix, parsePrefix } from '../model/inet.ts';
import type { Text } from '../model/text.ts';
import type { Plan } from '../plan/plan.ts';
import { renderShell } from '../render/templates.ts';
import type { Made } from '../vocabulary/define.ts';

/** What a lesson makes, and what of a machine it uses: what a second run would meet, and what must be free. */
export interface Inventory {
  readonly netns: readonly string[];
  /** Devices by the names that they get on the host, where they are made. */
  readonly devices: readonly string[];
  readonly files: readonly string[];
  /** Destinations that the host gets a route to. */
  readonly routes: readonly string[];
  /** Firewall rules of the host, each with the command that succeeds as long as it is there. */
  readonly rules: readonly { readonly name: Text; readonly probe: string }[];
  /** Every network that an address of the lesson is in, as prefixes. */
  readonly networks: readonly string[];
  /** Sysctls of the host that steps set. */
  readonly hostSysctls: readonly string[];
}

function unique(items: readonly string[]): readonly string[] {
  return [...new Set(items)];
}

/** Reads off a plan what its actions make. */
export function inventoryOf({ steps }: Plan): Inventory {
  const actions = steps.flatMap((step) => step.actions);
  const made = actions.flatMap(({ makes }) => makes);
  const named = (what: Exclude<Made['what'], 'rule'>) => unique(made.flatMap((one) => (one.what === what ? [one.name] : [])));
  const rules = made.flatMap((one) => (one.what === 'rule' ? [{ name: one.name, probe: renderShell(one.probe).join(' && ') }] : []));
  const links = steps.flatMap(({ after }) => Object.values(after.netns).flatMap((netns) => Object.values(netns.links)));
  const addresses = unique(links.filter(({ kind }) => kind !== 'loopback').flatMap((link) => link.addresses));
  return {
    netns: named('netns'),
    devices: named('dev'),
    files: named('file'),
    routes: named('route'),
    rules,
    networks: unique(addresses.map((address) => formatPrefix(networkOf(address)))),
    hostSysctls: unique(steps.flatMap(({ after }) => Object.keys(after.netns['host']?.sysctls ?? {}))),
  };
}

/** Address space that belongs to nobody in particular: private, shared, link-local, for documentation and for benchmarks (RFC 6890). */
const NOT_PUBLIC: readonly Prefix[] = [
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.2.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
].map(parsePrefix);

/** Those of the networks that somebody on the internet may own. */
export function publicAmong(networks: readonly string[]): readonly string[] {
  return networks.filter((network) => {
    const prefix = parsePrefix(network);
    return !NOT_PUBLIC.some((free) => free.length <= prefix.length && overlaps(free, prefix));
  });
}
