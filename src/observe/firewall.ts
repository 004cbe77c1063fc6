import { NO_FILTER } from '../model/firewall.ts';
import type { Netns } from '../model/network.ts';
import type { CommandResult } from '../vocabulary/define.ts';
import { printed } from './listing.ts';
import { hiddenTables, type ReadRuleset, readBaseChains, readNft } from './nft.ts';

type Firewall = ReadRuleset & Pick<Netns, 'hooks'>;

type Look = (template: string, data: object) => Promise<readonly CommandResult[]>;

/** Reads the firewalls of namespaces by nft, and by iptables what nft cannot tell. */
export class FirewallReader {
  readonly #look: Look;
  readonly #whole: boolean;
  /** The tables of iptables that nft could not tell when a namespace was last read: they are asked for beside it the next time. */
  readonly #hidden = new Map<string, readonly string[]>();

  /** `whole` where every chain is wanted by itself. */
  constructor(look: Look, whole: boolean) {
    this.#look = look;
    this.#whole = whole;
  }

  /** `translates` where rules of NAT are expected: nft cannot tell those that iptables has made. */
  async read(netns: string, translates: boolean): Promise<Firewall> {
    const asked = this.#hidden.get(netns) ?? (translates ? ['nat'] : []);
    const [[ruleset], foreseen] = await Promise.all([this.#look('observe-nft', { netns }), this.#listings(netns, asked)]);
    const rules = printed(ruleset);
    if (rules === '') return firewallOf();
    const hidden = hiddenTables(rules);
    this.#hidden.set(netns, hidden);
    const unasked = hidden.filter((table) => !asked.includes(table));
    const listings = new Map([...foreseen, ...(await this.#listings(netns, unasked))]);
    return { ...readNft(rules, listings), ...(this.#whole ? { hooks: readBaseChains(rules, listings) } : {}) };
  }

  /** What iptables says of these tables. */
  async #listings(netns: string, tables: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (tables.length === 0) return new Map();
    const listings = await this.#look('observe-iptables', { netns, tables });
    return new Map(tables.map((table, index) => [table, printed(listings[index])]));
  }
}

/** The firewall of a namespace as it was read; an empty one where it was not. */
export function firewallOf({ nat, filter, counters }: Firewall = { nat: [], filter: NO_FILTER, counters: [] }): Firewall {
  return { nat, filter, counters };
}
