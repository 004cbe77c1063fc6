import type { Edit } from './edits.ts';
import { type Netns, type Network, netnsOf, type OvsBridge, ovsBridgeOf } from './network.ts';

/**
 * A network that is being edited. The first edit of a record copies it, those that follow change the copy, until the
 * next snapshot: a step of a thousand actions copies what it changes once. Snapshots share what was left alone between them.
 */
export class NetworkDraft {
  #network: Network;
  /** The copies since the last snapshot; nobody else holds them. */
  readonly #own = new Set<object>();

  constructor(network: Network) {
    this.#network = network;
  }

  /** As it is now, to be looked at and not kept: the next edit may change it. */
  get network(): Network {
    return this.#network;
  }

  /** As it is now, for good. */
  snapshot(): Network {
    this.#own.clear();
    return this.#network;
  }

  apply(edits: readonly Edit[]): this {
    for (const edit of edits) this.#apply(edit);
    return this;
  }

  #apply(edit: Edit): void {
    const network = this.#network;
    switch (edit.kind) {
      case 'netns':
        this.#setNetns(edit.netns, edit.state);
        return;
      case 'netns-gone': {
        const netns = this.#owned(network.netns);
        delete netns[edit.netns];
        this.#network = { ...network, netns };
        return;
      }
      case 'netns-parts':
        this.#setNetns(edit.netns, { ...netnsOf(network, edit.netns), ...edit.parts });
        return;
      case 'link': {
        const state = netnsOf(network, edit.netns);
        const links = this.#owned(state.links);
        links[edit.link.name] = edit.link;
        this.#setNetns(edit.netns, { ...state, links });
        return;
      }
      case 'link-gone': {
        const state = netnsOf(network, edit.netns);
        const links = this.#owned(state.links);
        delete links[edit.dev];
        this.#setNetns(edit.netns, { ...state, links, routes: state.routes.filter(({ dev }) => dev !== edit.dev) });
        return;
      }
      case 'ovs':
        this.#network = { ...network, ovs: { bridges: {} } };
        return;
      case 'ovs-bridge':
        this.#setBridge(edit.name, edit.bridge);
        return;
      case 'ovs-bridge-gone': {
        const { [edit.name]: _, ...bridges } = network.ovs?.bridges ?? {};
        this.#network = { ...network, ovs: { bridges } };
        return;
      }
      case 'ovs-port-gone': {
        const bridge = ovsBridgeOf(network, edit.bridge);
        const ports = this.#owned(bridge.ports);
        delete ports[edit.name];
        this.#setBridge(edit.bridge, { ...bridge, ports });
        return;
      }
      case 'ovs-port': {
        const bridge = ovsBridgeOf(network, edit.bridge);
        const ports = this.#owned(bridge.ports);
        ports[edit.name] = edit.port;
        this.#setBridge(edit.bridge, { ...bridge, ports });
        return;
      }
      default:
        edit satisfies never;
    }
  }

  /** The record where it is a copy already, else a copy. */
  #owned<T>(record: Readonly<Record<string, T>>): Record<string, T> {
    if (this.#own.has(record)) return record;
    const copy = { ...record };
    this.#own.add(copy);
    return copy;
  }

  #setNetns(name: string, state: Netns): void {
    const netns = this.#owned(this.#network.netns);
    netns[name] = state;
    this.#network = { ...this.#network, netns };
  }

  #setBridge(name: string, bridge: OvsBridge): void {
    this.#network = { ...this.#network, ovs: { bridges: { ...this.#network.ovs?.bridges, [name]: bridge } } };
  }
}

/** A network after some edits. */
export function edited(network: Network, edits: readonly Edit[]): Network {
  return new NetworkDraft(network).apply(edits).snapshot();
}
