import { readFileSync } from 'node:fs';
import type { Channel } from '../sandbox/channel.ts';
import { callRpc } from './json-rpc.ts';
import type { OvsTables, Row } from './ovs.ts';

/** Where the daemons of a lesson listen (`templates/ovs-start.sh.hbs`). */
const FOLDER = '/run/openvswitch';

/** What `templates/observe-ovs.sh.hbs` lists, as selections (RFC 7047, 5.2.2). */
const SELECTIONS = [
  { op: 'select', table: 'Bridge', where: [], columns: ['name', 'datapath_type', 'ports'] },
  { op: 'select', table: 'Port', where: [], columns: ['_uuid', 'name', 'interfaces', 'tag'] },
  { op: 'select', table: 'Interface', where: [], columns: ['_uuid', 'name', 'type', 'error', 'ofport'] },
];

/** Asks ovsdb-server itself for what ovs-vsctl would list, which spares a program; `undefined` where it is not to be reached so. */
export async function askTables(channel: Channel): Promise<OvsTables | undefined> {
  const connection = await channel.connect(`${FOLDER}/db.sock`);
  if (!connection) return undefined;
  const result = await callRpc(connection, 'transact', ['Open_vSwitch', ...SELECTIONS]);
  const [bridges, ports, interfaces] = ((result ?? []) as readonly { readonly rows?: readonly Row[] }[]).map(({ rows }) => rows);
  return bridges && ports && interfaces ? { bridges, ports, interfaces } : undefined;
}

/** The same for what `ovs-appctl fdb/show` prints, of ovs-vswitchd (ovs-appctl(8)). */
export async function askFdb(channel: Channel, bridge: string): Promise<string | undefined> {
  if (!channel.reach) return undefined;
  try {
    const pid = readFileSync(channel.reach(`${FOLDER}/ovs-vswitchd.pid`), 'utf8').trim();
    const connection = await channel.connect(`${FOLDER}/ovs-vswitchd.${pid}.ctl`);
    const result = connection && (await callRpc(connection, 'fdb/show', [bridge]));
    return typeof result === 'string' ? result : undefined;
  } catch {
    return undefined;
  }
}
