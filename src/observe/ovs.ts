import type { Ovs, OvsBridge, OvsDatapath, OvsPort } from '../model/network.ts';

/** One table as `ovs-vsctl -f json list TABLE` prints it (RFC 7047 values). */
interface TableJson {
  readonly headings: readonly string[];
  readonly data: readonly (readonly unknown[])[];
}

/** One record of the database, its columns by name (RFC 7047 values). */
export type Row = Readonly<Record<string, unknown>>;

/** What is read of the database. */
export interface OvsTables {
  readonly bridges: readonly Row[];
  readonly ports: readonly Row[];
  readonly interfaces: readonly Row[];
}

function rowsOf(line: string): readonly Row[] {
  const { headings, data } = JSON.parse(line) as TableJson;
  return data.map((values) => Object.fromEntries(headings.map((heading, index) => [heading, values[index]])));
}

/** The three tables that `ovs-vsctl` lists in a row: Bridge, Port, Interface. */
export function listedTables(stdout: string): OvsTables {
  const [bridges = [], ports = [], interfaces = []] = stdout
    .split('\n')
    .filter((line) => line !== '')
    .map(rowsOf);
  return { bridges, ports, interfaces };
}

/** A `["uuid", X]` or a `["set", [["uuid", X], …]]` as a list of X. */
function uuids(value: unknown): readonly string[] {
  const [kind, content] = value as [string, unknown];
  return kind === 'uuid' ? [content as string] : (content as unknown[]).flatMap(uuids);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Reads bridges with their ports. */
export function readOvs({ bridges, ports, interfaces }: OvsTables): Ovs {
  const byUuid = (rows: readonly Row[]) => new Map(rows.map((row) => [uuids(row['_uuid'])[0] ?? '', row]));
  const portRows = byUuid(ports);
  const interfaceRows = byUuid(interfaces);
  const readPort = (uuid: string): readonly [string, OvsPort][] =>
    uuids(portRows.get(uuid)?.['interfaces'] ?? ['set', []]).flatMap((interfaceUuid) => {
      const row = interfaceRows.get(interfaceUuid);
      const name = text(row?.['name']);
      if (!row || !name) return [];
      const tag = portRows.get(uuid)?.['tag'];
      const port: OvsPort = {
        type: text(row['type']) === 'internal' ? 'internal' : 'system',
        error: text(row['error']),
        ...(typeof tag === 'number' ? { tag } : {}),
      };
      return [[name, port]];
    });
  return {
    bridges: Object.fromEntries(
      bridges.map((row): [string, OvsBridge] => {
        const datapath: OvsDatapath = row['datapath_type'] === 'netdev' ? 'netdev' : 'system';
        return [text(row['name']) ?? '', { datapath, ports: Object.fromEntries(uuids(row['ports']).flatMap(readPort)) }];
      }),
    ),
  };
}

/** Port number and MAC address of each line of `ovs-appctl fdb/show`: `port VLAN MAC age` in columns. */
export function readOvsFdb(stdout: string, portNames: ReadonlyMap<string, string>): Readonly<Record<string, string>> {
  const entries = stdout.split('\n').flatMap((line) => {
    const [port, , mac] = line.trim().split(/\s+/);
    const name = port === undefined ? undefined : portNames.get(port);
    return name && mac && /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/.test(mac) ? [[mac, name] as const] : [];
  });
  return Object.fromEntries(entries);
}

/** OpenFlow port number to name, from the table Interface; each bridge counts its own. */
export function readOfports({ interfaces }: OvsTables, { ports }: OvsBridge): ReadonlyMap<string, string> {
  const named = interfaces.map((row) => [String(row['ofport']), text(row['name']) ?? ''] as const);
  return new Map(named.filter(([, name]) => ports[name] !== undefined));
}
