import type { OvsDatapath } from '../model/network.ts';

/** Parts of netfilter: rewriting of sources, of destinations, rules that ask connection tracking, a readable table of connections. */
export type NetfilterPart = 'nat' | 'dnat' | 'filter' | 'conntrack';

/** What a machine must offer; `src/exec/needs.ts` tests each and knows its fix. */
export type Need =
  | { readonly kind: 'tool'; readonly name: string }
  /** A link type that the kernel must know. */
  | { readonly kind: 'link'; readonly type: 'veth' | 'bridge' }
  /** A part of netfilter that the kernel must have. */
  | { readonly kind: 'netfilter'; readonly part: NetfilterPart }
  /** A user namespace that maps a range of ids: for programs that change their own uid. Root has it by itself. */
  | { readonly kind: 'uid-range' }
  /** A /dev/net/tun that may be opened, to make tap devices with. */
  | { readonly kind: 'tun' }
  /** What Open vSwitch forwards with: the kernel's openvswitch module, or else a writable /dev/net/tun. */
  | { readonly kind: 'ovs-datapath' }
  /** Mounts over folders of the machine, and programs that take root in earnest: for root alone, and only in a sandbox. */
  | { readonly kind: 'own-files' };

/** What is found out about a machine before a plan is made. */
export interface Facts {
  readonly ovsDatapath: OvsDatapath;
}

export function tool(name: string): Need {
  return { kind: 'tool', name };
}
