import { type ActionCall, action } from '../../src/authoring.ts';

/** A namespace with its device and address, and the port by which that is plugged in. */
interface PluggedIn {
  readonly netns: string;
  readonly dev: string;
  readonly address: string;
  readonly port: string;
}

/** Adds a namespace to a bridge of the host; the cable's far end is made inside. */
export function pluggedIn({ netns, dev, address, port }: PluggedIn, bridge: string, length: number): readonly ActionCall[] {
  return [
    action.netns({ name: netns }),
    action.veth({ name: port, peer: dev, peerNetns: netns }),
    action.bridgePort({ dev: port, bridge }),
    action.up({ dev: port }),
    action.address({ netns, dev, address: `${address}/${length}` }),
    action.up({ netns, dev }),
  ];
}
