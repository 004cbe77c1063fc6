import type { Passing } from './firewall.ts';
import type { Network } from './network.ts';
import { localLink } from './routing.ts';

/** A packet on its way. */
export interface Travelling {
  readonly at: string;
  readonly to: string;
  /** Chosen with the first route unless it is known. */
  readonly source: string | undefined;
  readonly dev: string | undefined;
  readonly protocol: 'icmp' | 'tcp';
  /** Of the receiver, where it is known. */
  readonly port: number | undefined;
  /** The device that it came in by, where it comes from elsewhere. */
  readonly in: string | undefined;
}

/** A packet as the rules of a firewall see it. `replying` ones belong to a connection that is known. */
export function passing(network: Network, packet: Travelling, out: string | undefined, source: string, replying: boolean): Passing {
  return {
    source,
    destination: packet.to,
    in: packet.in,
    out,
    protocol: packet.protocol,
    dport: packet.port,
    state: replying ? 'established' : 'new',
    toLocal: localLink(network, packet.at, packet.to) !== undefined,
  };
}
