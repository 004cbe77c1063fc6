import { HOST } from '../model/host.ts';

/** A command of iproute2 as a line for a session: for its `ip -batch` (ip(8)), for `bridge -batch`, or for the shell that starts programs. */
export interface IpLine {
  readonly netns: string;
  readonly line: string;
  /**
   * Whether it changes something that the next line may build on, prints what there is, prints what bridges have learnt, or starts a
   * program. For the exit code of a program that fails, it is run again.
   */
  readonly does: 'change' | 'read' | 'learnt' | 'start';
}

const WORD = '[A-Za-z0-9_@%+:,./=-]+';

/** Words of one kind only, in which neither a shell nor a batch file sees more than the word itself. */
const COMMAND = new RegExp(`^ip(?: -n (?<netns>[A-Za-z0-9][A-Za-z0-9._-]*))?(?<json> -j -d)? (?<line>${WORD}(?: ${WORD})*)$`);

/** A word of iproute2 or its first letter, as a pattern. */
function cut(word: string): string {
  return `${word.charAt(0)}(?:${word.slice(1)})?`;
}

/**
 * What a session may be told: lines that add and set and so make no name mean another device than before, since `ip` remembers
 * which index a name has (lib/ll_map.c).
 */
const CHANGE = new RegExp(
  `^(?:${[
    `${cut('link')} (?:${cut('add')}|${cut('set')}(?!.* name ))`,
    `(?:${cut('address')}|${cut('route')}) (?:${cut('add')}|${cut('del')})`,
    'neigh flush',
    `netns ${cut('add')}`,
  ].join('|')}) `,
);

/** Listings, which a session prints as JSON. */
const READ = /^(?:link|address|route|neigh) show(?: |$)/;

/** What bridge(8) is asked for on the host, where bridges are; it prints JSON. */
const LEARNT = 'bridge -j fdb show';

/** Programs in a namespace. */
const START =
  /^ip netns exec (?<inside>[A-Za-z0-9][A-Za-z0-9._-]*) (?<program>(?:ethtool|nft|ping|socat -u(?= TCP:)|sysctl) (?<words>.+))$/;

/** What follows such a program: plain words, or words in single quotes, in which a shell sees nothing but the word. */
const WORDS = new RegExp(`^(?:${WORD}|'[^'\n]*')(?: (?:${WORD}|'[^'\n]*'))*$`);

/** What gives a new namespace its settings, which the shell does by itself: that spares a program for each namespace. */
const SETTINGS = 'sysctl -qep /run/netscenario/baseline.conf';

/** What prints JSON: all that a program prints comes together, and there must be no remark in it. */
const JSON_LISTING = /^nft -j /;

function told(program: string): string {
  if (program === SETTINGS) return 'settings';
  return JSON_LISTING.test(program) ? `${program} 2>/dev/null` : program;
}

/** The line that does the same as a command of iproute2, `undefined` where the command is something else. */
export function ipLineOf(command: string): IpLine | undefined {
  if (command === LEARNT) return { netns: HOST, line: 'fdb show', does: 'learnt' };
  const { inside, program = '', words = '' } = START.exec(command)?.groups ?? {};
  if (inside !== undefined && WORDS.test(words)) return { netns: inside, line: told(program), does: 'start' };
  const { netns = HOST, json, line = '' } = COMMAND.exec(command)?.groups ?? {};
  if (json) return READ.test(line) ? { netns, line, does: 'read' } : undefined;
  return CHANGE.test(line) ? { netns, line, does: 'change' } : undefined;
}
