import type { Opening } from '../plan/opening.ts';
import type { PlannedCommand } from '../plan/plan.ts';
import { Channel } from '../sandbox/channel.ts';
import { LANES } from '../sandbox/ip-sessions.ts';
import { beginCommands } from './command-rows.ts';

/** What a sandbox's agent is asked for by a run that begins with these commands. */
function requestsFor(commands: readonly PlannedCommand[]): string {
  let text = '';
  const requests = {
    write(more: string): void {
      text += more;
    },
  };
  const lanes = Array.from({ length: LANES }, () => ({ onText: () => undefined }));
  const channel = new Channel(
    { requests, stdouts: [], stderrs: [], lanes, fifo: String, token: '', reach: undefined },
    new Promise<never>(() => undefined),
  );
  void beginCommands(channel, commands, {});
  return text;
}

/** Whether the agent goes through any of these by itself. */
function isBegun(requests: string): boolean {
  return !requests.startsWith('rows 0 ');
}

/** The same requests, and that the agent says when it comes to the last row. */
function sayingLast(requests: string): string {
  const [, slots = '', text = ''] = /^rows (\d+) \d+\n(.*)$/s.exec(requests) ?? [];
  const rows = text.split(/(?<=^row\n)/m);
  const saying = [...rows.slice(0, -1), 'last_row\n', ...rows.slice(-1)].join('');
  return `rows ${slots} ${Buffer.byteLength(saying)}\n${saying}`;
}

/**
 * What `templates/sandbox/begin.sh.hbs` reads of a lesson, by the file's name: whether ids are to be mapped, whether its first
 * commands need not wait, whether Node does until they come to the last row, a line, and behind it what the agent is asked for. None for
 * a lesson that begins otherwise. A part of the build.
 */
export function requestFiles(id: string, { uidRange, atOnce, commands }: Opening): Readonly<Record<string, string>> {
  const flags = [uidRange ? 'range' : 'own', atOnce ? 'yes' : 'no'].join(' ');
  const texts = [commands.system, commands.netdev].map(({ first }) => (first.length > 0 ? requestsFor(first) : 'rows 0 '));
  const [system = '', netdev = ''] = texts;
  if (!texts.every(isBegun)) return {};
  // The first bridge of the userspace datapath sleeps for longer than Node takes to start, which slows down whatever runs beside it.
  const nodeWaits = commands.netdev.endsWithOvsBridge;
  const text = (requests: string): string => `${flags} no\n${requests}`;
  return system === netdev
    ? { [`${id}.requests`]: text(system) }
    : {
        [`${id}.requests-system`]: text(system),
        [`${id}.requests-netdev`]: nodeWaits ? `${flags} yes\n${sayingLast(netdev)}` : text(netdev),
      };
}
