/** The id of a device in a scene. */
export function deviceId(netns: string, dev: string): string {
  return `${netns}/${dev}`;
}

/** The id of a port of an OVS bridge whose device is not on the host. */
export function portId(bridge: string, port: string): string {
  return `ovs:${bridge}/${port}`;
}
