import { HOST } from '../model/names.ts';

/** A command of iproute2 as a line for `ip -batch` (ip(8)) in a namespace. */
export interface IpLine {
  readonly netns: string;
  readonly line: string;
  /** It prints what there is, as JSON; otherwise it changes something and prints nothing. */
  readonly reads: boolean;
}

/** Words of one kind only, in which neither a shell nor a batch file sees more than the word itself. */
const COMMAND =
  /^ip(?: -n (?<netns>[A-Za-z0-9][A-Za-z0-9._-]*))?(?<json> -j -d)? (?<line>[A-Za-z0-9_@%+:,./-]+(?: [A-Za-z0-9_@%+:,./-]+)*)$/;

/**
 * What a session may be told: lines that add and set and so make no name mean another device than before, since `ip` remembers
 * which index a name has (lib/ll_map.c); and readings.
 */
const CHANGES = /^(?:link (?:add|set)|address (?:add|del)|route (?:add|del)|netns add) /;
const READS = /^(?:link|address|route|neigh) show(?: |$)/;

/** The line that does the same as a command of iproute2, `undefined` where the command is something else. */
export function ipLineOf(command: string): IpLine | undefined {
  const { netns = HOST, json, line = '' } = COMMAND.exec(command)?.groups ?? {};
  const reads = json !== undefined;
  return (reads ? READS : CHANGES).test(line) ? { netns, line, reads } : undefined;
}
