import type { NatRule, PacketMatch } from '../model/firewall.ts';

/** A match and its target, without the chain, as both tools' listings give them. */
export type ReadRule = PacketMatch & Target;

type Target = DistributedTarget<NatRule>;
type DistributedTarget<R> = R extends NatRule ? Pick<R, Extract<keyof R, 'target' | 'to' | 'toPort' | 'into'>> : never;

/** An address as a prefix. */
export function asPrefix(text: string): string {
  return text.includes('/') ? text : `${text}/32`;
}

/** `10.0.0.2:80`, or an address alone. */
function dnatTo(text: string): Target {
  const [to = '', port] = text.split(':');
  return { target: 'dnat', to, ...(port === undefined ? {} : { toPort: Number(port) }) };
}

const VERDICTS: Readonly<Record<string, Target>> = {
  ACCEPT: { target: 'accept' },
  DROP: { target: 'drop' },
  REJECT: { target: 'reject' },
  RETURN: { target: 'return' },
  MASQUERADE: { target: 'masquerade' },
};

/** Options that rules have, each with what it adds to the match; `undefined` where such a value is not read. */
const OPTIONS: Readonly<Record<string, (value: string, not: boolean) => PacketMatch | undefined>> = {
  '-s': (value, not) => (not ? undefined : { source: asPrefix(value) }),
  '-d': (value, not) => (not ? { exceptDestination: asPrefix(value) } : { destination: asPrefix(value) }),
  '-i': (value, not) => (not ? { exceptIn: value } : { in: value }),
  '-o': (value, not) => (not ? { exceptOut: value } : { out: value }),
  '-p': (value, not) => (not ? undefined : { protocol: value }),
  '--dport': (value, not) => (not || !/^\d+$/.test(value) ? undefined : { dport: Number(value) }),
  '--ctstate': (value, not) => (not ? undefined : { states: value.toLowerCase().split(',').sort() }),
  '--dst-type': (value, not) => (not || value !== 'LOCAL' ? undefined : { toLocal: true }),
  // The name of the extension that an option belongs to.
  '-m': () => ({}),
  '--comment': () => ({}),
};

/** Reads one line of `iptables -S` (iptables(8)), `-A CHAIN …`; `undefined` where it has no target that is known. */
export function readIptablesRule(line: string): { readonly chain: string; readonly rule: ReadRule | undefined } | undefined {
  const [command, chain, ...words] = line.match(/"(?:\\.|[^"\\])*"|\S+/g) ?? [];
  if (command !== '-A' || chain === undefined) return undefined;
  let match: PacketMatch = {};
  let target: Target | undefined;
  const unread: string[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const not = words[index] === '!';
    if (not) index += 1;
    const word = words[index] ?? '';
    const value = words[index + 1] ?? '';
    if (word === '-j' || word === '-g') target = VERDICTS[value] ?? { target: word === '-j' ? 'jump' : 'goto', into: value };
    else if (word === '--to-destination') target = dnatTo(value);
    else if (word === '--reject-with') target = { target: 'reject' };
    else {
      const read = OPTIONS[word]?.(value, not);
      if (read) match = { ...match, ...read };
      else {
        const values = words.slice(index + 1);
        const end = values.findIndex((next) => next === '!' || next.startsWith('-'));
        const own = end < 0 ? values : values.slice(0, end);
        unread.push([...(not ? ['!'] : []), word, ...own].join(' '));
        index += own.length;
        continue;
      }
    }
    index += 1;
  }
  if (unread.length > 0) match = { ...match, unread: unread.join(' ') };
  return { chain, rule: target && { ...match, ...target } };
}

/** The rules of each chain in order, from what `iptables -S` prints of a table. */
export function readIptables(text: string): ReadonlyMap<string, readonly (ReadRule | undefined)[]> {
  const chains = new Map<string, (ReadRule | undefined)[]>();
  for (const line of text.split('\n')) {
    const read = readIptablesRule(line);
    if (!read) continue;
    const rules = chains.get(read.chain);
    if (rules) rules.push(read.rule);
    else chains.set(read.chain, [read.rule]);
  }
  return chains;
}
