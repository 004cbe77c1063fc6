import type { Packet } from '../model/hop.ts';
import type { Way } from '../model/path.ts';
import { renderShell } from '../render/templates.ts';
import type { Channel } from '../sandbox/channel.ts';

/** Whether a line of `ss -Hltn` (ss(8)) is a socket that takes connections to an address and port. */
export function listensAt(line: string, to: string, port: number): boolean {
  const [, , , local = ''] = line.trim().split(/\s+/);
  const at = local.lastIndexOf(':');
  const address = local
    .slice(0, at)
    .replace(/%.*$/, '')
    .replace(/^\[(.*)\]$/, '$1');
  return local.slice(at + 1) === String(port) && ['0.0.0.0', '*', '::', to, `::ffff:${to}`].includes(address);
}

/** A way that ends where no program listens, if the packet is for a port and has found its way so far. */
export async function listened(channel: Channel, packet: Packet, way: Way): Promise<Way> {
  const end = way.there.findLast((hop) => hop.kind === 'arrive' || hop.kind === 'local');
  if (packet.port === undefined || way.lost || !end) return way;
  const port = way.there.findLast((hop) => hop.kind === 'redirect')?.toPort ?? packet.port;
  const [sockets] = await channel.run(renderShell({ template: 'diagnose/sockets', data: { netns: end.netns } }), { devicesStay: true });
  if (sockets?.exitCode !== 0 || sockets.stdout.split('\n').some((line) => listensAt(line, end.to, port))) return way;
  return {
    ...way,
    back: [],
    lost: { kind: 'lost', direction: 'there', loss: { cause: 'not-listening', netns: end.netns, to: end.to, port } },
  };
}
