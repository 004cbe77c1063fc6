/** The id of a device in a scene. */
export function deviceId(netns: string, dev: string): string {
  return `${netns}/${dev}`;
}

/** The id of a port of an OVS bridge whose device is drawn as a switch of its own. */
export function portId(bridge: string, port: string): string {
  return `ovs:${bridge}/${port}`;
}
