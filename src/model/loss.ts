import type { End } from './end.ts';
import type { BaseChain, FilterRule } from './firewall.ts';
import type { Segment } from './segment.ts';

/** What a route does that fits and lets nothing through (ip-route(8)). */
export type RefusingRoute = 'blackhole' | 'unreachable' | 'prohibit';

/** What stops a frame on its way through cables and switches. */
export type WireLoss =
  /** `otherEndOf` is the device that has no carrier for that. */
  | { readonly cause: 'down'; readonly netns: string; readonly dev: string; readonly otherEndOf?: string }
  /** A port of a bridge is not in the state `forwarding`. */
  | { readonly cause: 'port-state'; readonly netns: string; readonly dev: string; readonly bridge: string; readonly state: string }
  /** Isolated ports of a bridge do not talk to each other. */
  | { readonly cause: 'isolated'; readonly netns: string; readonly dev: string; readonly bridge: string; readonly other: string }
  /** A bridge does not pass on to a port what is for everybody, as ARP requests are, or for somebody it has not learnt. */
  | {
      readonly cause: 'no-flood';
      readonly netns: string;
      readonly dev: string;
      readonly bridge: string;
      readonly kind: 'broadcast' | 'unknown';
    }
  /** Ports of an OVS bridge are in different VLANs; 0 is none. */
  | {
      readonly cause: 'ovs-tag';
      readonly netns: string;
      readonly dev: string;
      readonly bridge: string;
      readonly other: string;
      readonly tags: readonly [number, number];
    };

/** Why a packet gets no further. */
export type Loss =
  | { readonly cause: 'no-netns'; readonly netns: string }
  | { readonly cause: 'no-device'; readonly netns: string; readonly dev: string }
  /** `lacks` says what there is none of: a device but lo, an address, or only a route. */
  | { readonly cause: 'no-route'; readonly netns: string; readonly to: string; readonly lacks: 'device' | 'address' | 'route' }
  | { readonly cause: 'refusing-route'; readonly netns: string; readonly to: string; readonly type: RefusingRoute }
  | WireLoss
  /** The device is up, and nothing is plugged in at its other end. */
  | { readonly cause: 'no-carrier'; readonly netns: string; readonly dev: string }
  /** The other end of a tap device is a program. */
  | { readonly cause: 'tap'; readonly netns: string; readonly dev: string }
  /** Nobody at all holds the address that ARP asks for. */
  | { readonly cause: 'no-answer'; readonly netns: string; readonly dev: string; readonly asks: string; readonly gateway: boolean }
  /** Somebody holds it, but is plugged in elsewhere. */
  | {
      readonly cause: 'apart';
      readonly netns: string;
      readonly dev: string;
      readonly asks: string;
      readonly near: Segment;
      readonly holder: End;
      readonly far: Segment;
    }
  /** Several on one wire hold it, and whoever answers first is believed. */
  | { readonly cause: 'duplicate'; readonly netns: string; readonly dev: string; readonly asks: string; readonly holders: readonly End[] }
  /** A device neither asks by ARP nor answers. */
  | { readonly cause: 'arp-off'; readonly netns: string; readonly dev: string }
  /** arp_ignore keeps the holder of an address from answering. */
  | { readonly cause: 'arp-ignored'; readonly netns: string; readonly dev: string; readonly asks: string; readonly value: number }
  /** Somebody has written a MAC address into the neighbour table that is not the holder's. */
  | {
      readonly cause: 'wrong-neighbour';
      readonly netns: string;
      readonly dev: string;
      readonly asks: string;
      readonly lladdr: string;
      readonly holder: End;
      readonly mac: string;
    }
  /** Two devices on one wire have the same MAC address. */
  | { readonly cause: 'same-mac'; readonly netns: string; readonly dev: string; readonly mac: string; readonly other: End }
  /** Somebody has told a bridge that a MAC address is at another port than its holder. */
  | {
      readonly cause: 'wrong-fdb';
      readonly netns: string;
      readonly dev: string;
      readonly bridge: string;
      readonly mac: string;
      readonly port: string;
    }
  /** The flows of an OVS bridge do not pass it on. */
  | {
      readonly cause: 'ovs-flow';
      readonly netns: string;
      readonly bridge: string;
      readonly dev: string;
      readonly frame: string;
      readonly flow: string;
    }
  /** It has arrived, and its receiver answers no pings. */
  | { readonly cause: 'echo-ignored'; readonly netns: string }
  /** It has arrived, and no program listens at that port. */
  | { readonly cause: 'not-listening'; readonly netns: string; readonly to: string; readonly port: number }
  | { readonly cause: 'no-forwarding'; readonly netns: string; readonly to: string }
  /** A packet from a wire claims to be from the receiver itself, and accept_local is 0. */
  | { readonly cause: 'own-source'; readonly netns: string; readonly dev: string; readonly source: string }
  /** Strict rp_filter: the way back to the source is another device. */
  | { readonly cause: 'reverse-path'; readonly netns: string; readonly dev: string; readonly source: string }
  /** A rule of the chain of a hook, or of one that it jumps to, does not let it pass; or the end of that chain does not. */
  | {
      readonly cause: 'filtered';
      readonly netns: string;
      readonly hook: string;
      readonly by: FilterRule | 'policy';
      /** Where the rule is, where that is known. */
      readonly chain?: Pick<BaseChain, 'family' | 'table' | 'name'>;
    }
  | { readonly cause: 'loop'; readonly netns: string };
