import { accessSync, constants, existsSync, statSync } from 'node:fs';

const TUN = '/dev/net/tun';

/** What is wrong with /dev/net/tun: no driver, a driver without its node in /dev, or a node that may not be opened. */
export type TunState = 'fine' | 'no-driver' | 'no-node' | 'closed';

/** Looks at /dev/net/tun; for `everyone`, it must be open to ordinary users too, whoever asks. */
export function tunState(everyone: boolean): TunState {
  if (!existsSync(TUN)) return existsSync('/sys/class/misc/tun') ? 'no-node' : 'no-driver';
  try {
    accessSync(TUN, constants.R_OK | constants.W_OK);
  } catch {
    return 'closed';
  }
  return everyone && (statSync(TUN).mode & 0o006) !== 0o006 ? 'closed' : 'fine';
}

/** What root runs against each fault. Mode and number are those that udev uses (50-udev-default.rules, devices.txt). */
export const TUN_REPAIR: Readonly<Record<Exclude<TunState, 'fine'>, readonly (readonly string[])[]>> = {
  'no-driver': [['modprobe', 'tun']],
  'no-node': [
    ['mkdir', '-p', '/dev/net'],
    ['mknod', '-m', '0666', TUN, 'c', '10', '200'],
  ],
  closed: [['chmod', '0666', TUN]],
};
