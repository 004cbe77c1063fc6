import * as v from 'valibot';
import { addLink, addOvsBridge, addOvsPort, startOvs } from '../../model/edits.ts';
import { devName, HOST } from '../../model/names.ts';
import { type Link, linkOf } from '../../model/network.ts';
import { defineAction, devicesMade, type FlagNote, tool } from '../define.ts';
import { veth } from './veth.ts';

/** What stands between two commands of ovs-vsctl. */
const AND_THEN: FlagNote = { flag: '--', means: { en: 'another command in the same transaction' } };

function internalLink(name: string): Link {
  return { name, kind: 'ovs-internal', up: false, addresses: [] };
}

/** Starts an ovsdb-server and an ovs-vswitchd of the run's own, with a database of their own (ovsdb-server(1), ovs-vswitchd(8)). */
export const ovsDaemons = defineAction({
  kind: 'ovs-daemons',
  params: v.strictObject({}),
  about: {},
  template: 'ovs-start',
  devicesStay: true,
  undo: 'ovs-stop',
  makes: () => ['db.sock', 'conf.db'].map((file) => ({ what: 'file', name: `/run/openvswitch/${file}` })),
  effect: (network) => [startOvs(network)],
  needs: () => [...['ovsdb-tool', 'ovsdb-server', 'ovs-vswitchd', 'ovs-vsctl', 'ovs-appctl'].map(tool), { kind: 'ovs-datapath' }],
  title: () => ({ en: 'Start a private Open vSwitch' }),
  purpose: {
    en: 'Open vSwitch is two daemons: ovsdb-server keeps the configuration, ovs-vswitchd makes it true. `ovs-vsctl` only writes to the database. These two belong to this run; an Open vSwitch of the machine is not touched.',
  },
  flags: [
    { flag: '-p', means: { en: 'no error if the folder is there already' } },
    { flag: 'create', means: { en: 'make an empty database by this schema' } },
    { flag: '--remote=punix:', means: { en: 'listen on this Unix socket, the one that ovs-vsctl uses by default' } },
    { flag: 'unix:', means: { en: 'the socket on which ovs-vswitchd finds ovsdb-server' } },
    { flag: 'init', means: { en: 'write the first record into the database' } },
    { flag: '--no-wait', means: { en: 'do not wait for ovs-vswitchd, which is not running yet' } },
    { flag: '--detach', means: { en: 'return once the daemon is ready' } },
    { flag: '--pidfile', means: { en: "write the daemon's process id beside the socket" } },
    { flag: '-vconsole:off -vsyslog:off -vfile:off', means: { en: 'no log on the console, in the system log or in a file' } },
  ],
  mistakes: [{ en: '"database connection failed (No such file or directory)" means that ovsdb-server is not running.' }],
  example: { given: [], params: {} },
});

/** Creates an OVS bridge, on the kernel's datapath where the module exists, else on the userspace one. */
export const ovsBridge = defineAction({
  kind: 'ovs-bridge',
  params: v.strictObject({ name: devName }),
  about: {
    name: { en: "the bridge's name" },
  },
  template: 'ovs-br-add',
  devicesStay: true,
  undo: 'ovs-br-del',
  makes: ({ name }) => devicesMade(HOST, name),
  printed: 'script/ovs-br-add',
  data: ({ name }, { ovsDatapath }) => ({ name, userspace: ovsDatapath === 'netdev' }),
  effect: (network, { name }, { ovsDatapath }) => [addOvsBridge(network, name, ovsDatapath), addLink(network, HOST, internalLink(name))],
  needs: () => [tool('ovs-vsctl')],
  title: ({ name }) => ({ en: `Create the OVS bridge ${name}` }),
  purpose: {
    en: 'An OVS bridge is a switch that learns like a Linux bridge until it is given OpenFlow rules. It brings a device of its own name, the local port.',
  },
  flags: [
    { flag: 'add-br', means: { en: 'create a bridge' } },
    AND_THEN,
    { flag: 'set Bridge', means: { en: 'change the record of a bridge' } },
    { flag: 'datapath_type=netdev', means: { en: 'forward in the daemon itself, since this kernel has no openvswitch module' } },
  ],
  mistakes: [{ en: '`ip link` does not show which devices are ports of an OVS bridge; `ovs-vsctl show` does.' }],
  example: { given: [ovsDaemons({})], params: { name: 'ovs0' } },
});

/** Makes an existing device of the host a port of an OVS bridge. */
export const ovsPort = defineAction({
  kind: 'ovs-port',
  params: v.strictObject({ bridge: devName, dev: devName }),
  about: {
    bridge: { en: 'the OVS bridge' },
    dev: { en: 'the device of the host that becomes a port' },
  },
  template: 'ovs-port-add',
  devicesStay: true,
  undo: 'ovs-port-del',
  effect(network, { bridge, dev }) {
    linkOf(network, HOST, dev);
    return [addOvsPort(network, bridge, dev, { type: 'system' })];
  },
  needs: () => [tool('ovs-vsctl')],
  title: ({ bridge, dev }) => ({ en: `Plug ${dev} into ${bridge}` }),
  purpose: { en: 'A port of the type "system" is a device that exists anyway, such as one end of a veth pair.' },
  flags: [{ flag: 'add-port', means: { en: 'make the device a port of the bridge' } }],
  mistakes: [{ en: 'add-port takes devices of the namespace that ovs-vswitchd runs in: plug in the end that stayed there.' }],
  example: {
    given: [ovsDaemons({}), ovsBridge({ name: 'ovs0' }), veth({ name: 'veth0', peer: 'veth1' })],
    params: { bridge: 'ovs0', dev: 'veth1' },
  },
});

/** Creates a port that is a device by itself, with no veth pair. */
export const ovsInternalPort = defineAction({
  kind: 'ovs-internal-port',
  params: v.strictObject({ bridge: devName, dev: devName }),
  about: {
    bridge: { en: 'the OVS bridge' },
    dev: { en: 'the name of the device that is created' },
  },
  template: 'ovs-internal-port-add',
  devicesStay: true,
  undo: 'ovs-port-del',
  makes: ({ dev }) => devicesMade(HOST, dev),
  effect: (network, { bridge, dev }) => [addOvsPort(network, bridge, dev, { type: 'internal' }), addLink(network, HOST, internalLink(dev))],
  needs: () => [tool('ovs-vsctl')],
  title: ({ bridge, dev }) => ({ en: `Create the internal port ${dev} of ${bridge}` }),
  purpose: {
    en: 'An internal port is a network card whose cable ends in the switch: one device where a veth pair needs two. It may be moved into a namespace.',
  },
  flags: [
    { flag: 'add-port', means: { en: 'add a port to the bridge' } },
    AND_THEN,
    { flag: 'set Interface', means: { en: "change the record of a port's device" } },
    { flag: 'type=internal', means: { en: 'create the device too, instead of looking for one of that name' } },
  ],
  mistakes: [{ en: 'Deleting the namespace does not delete the port from the database: the bridge keeps waiting for its device.' }],
  example: { given: [ovsDaemons({}), ovsBridge({ name: 'ovs0' })], params: { bridge: 'ovs0', dev: 'port1' } },
});
