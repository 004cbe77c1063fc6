import type { End } from './end.ts';
import type { Loss } from './loss.ts';
import type { Route } from './network.ts';
import type { Passage } from './passage.ts';

/** A packet that somebody in a namespace sends, of a ping unless it says a TCP port; `dev` binds the sender to a device (`ping -I`). */
export interface Packet {
  readonly from: string;
  readonly to: string;
  readonly dev?: string | undefined;
  readonly port?: number | undefined;
}

/** One thing that happens to a packet on its way. */
export type Hop =
  /** The namespace decides where the packet goes. `bound` where its sender chose the device. */
  | {
      readonly kind: 'route';
      readonly netns: string;
      readonly to: string;
      readonly route: Route;
      readonly source: string;
      readonly bound: boolean;
    }
  /** The address is the namespace's own: the packet goes by lo. */
  | { readonly kind: 'local'; readonly netns: string; readonly to: string }
  /** The sender asks for the MAC address of `asks` and `answers` tells it. */
  | { readonly kind: 'arp'; readonly netns: string; readonly dev: string; readonly asks: string; readonly answers: End }
  | Passage
  | { readonly kind: 'forward'; readonly netns: string; readonly dev: string; readonly to: string }
  /** The source is rewritten on the way out; connection tracking remembers it. */
  | { readonly kind: 'rewrite'; readonly netns: string; readonly dev: string; readonly source: string; readonly becomes: string }
  /** The destination is rewritten as it comes in, or as its sender sends it, before any route is chosen; ports where it has any. */
  | {
      readonly kind: 'redirect';
      readonly netns: string;
      readonly to: string;
      readonly becomes: string;
      readonly port: number | undefined;
      readonly toPort: number | undefined;
      /** Its sender is the namespace itself. */
      readonly own?: true;
    }
  /** Connection tracking puts the real receiver back into an answer. */
  | { readonly kind: 'restore'; readonly netns: string; readonly to: string; readonly becomes: string }
  /** Connection tracking gives an answer the address that its sender is known by. */
  | { readonly kind: 'disguise'; readonly netns: string; readonly source: string; readonly becomes: string }
  | { readonly kind: 'arrive'; readonly netns: string; readonly dev: string; readonly to: string; readonly source: string }
  /** The answer, in short: the devices that it passes, in order, and what connection tracking does to it. */
  | {
      readonly kind: 'back';
      readonly devices: readonly End[];
      readonly restored: Extract<Hop, { kind: 'restore' }> | undefined;
      readonly disguised: Extract<Hop, { kind: 'disguise' }> | undefined;
    }
  | { readonly kind: 'lost'; readonly direction: 'there' | 'back'; readonly loss: Loss };
