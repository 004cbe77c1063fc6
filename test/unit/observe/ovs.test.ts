import * as assert from 'uvu/assert';
import type { OvsBridge } from '../../../src/model/network.ts';
import { listedTables, readOfports, readOvs, readOvsFdb } from '../../../src/observe/ovs.ts';
import { recorded } from '../../support/recorded.ts';
import { suite } from '../../support/suite.ts';

const tables = listedTables(recorded('ovs-tables'));

const reading = suite('what Open vSwitch prints');

reading('bridges, their ports and what a port lacks', () => {
  const { bridges } = readOvs(tables);
  assert.equal(Object.keys(bridges), ['ovs-br']);
  assert.is(bridges['ovs-br']?.datapath, 'netdev');
  const ports = bridges['ovs-br']?.ports ?? {};
  assert.equal(Object.keys(ports).sort(), ['ghost', 'ovs-br', 'ovs-veth0', 'ovs-veth1']);
  assert.is(ports['ovs-br']?.type, 'internal');
  assert.is(ports['ovs-veth0']?.type, 'system');
  assert.is(ports['ovs-veth0']?.error, undefined);
  assert.match(ports['ghost']?.error ?? '', /No such device/);
});

reading('a bridge of the kernel datapath, with one port', () => {
  const text = [
    { headings: ['name', 'datapath_type', 'ports'], data: [['br', '', ['uuid', 'p']]] },
    { headings: ['_uuid', 'name', 'interfaces'], data: [[['uuid', 'p'], 'br', ['uuid', 'i']]] },
    { headings: ['_uuid', 'name', 'type', 'error', 'ofport'], data: [[['uuid', 'i'], 'br', 'internal', ['set', []], 65534]] },
  ]
    .map((table) => JSON.stringify(table))
    .join('\n');
  assert.equal(readOvs(listedTables(text)), {
    bridges: { br: { datapath: 'system', ports: { br: { type: 'internal', error: undefined } } } },
  });
});

reading('no bridge at all', () => {
  assert.equal(readOvs(listedTables('{"headings":["name"],"data":[]}\n')), { bridges: {} });
  assert.equal(readOvs(listedTables('')), { bridges: {} });
});

reading('MAC addresses behind the names of their ports', () => {
  const bridge = readOvs(tables).bridges['ovs-br'];
  const ports = readOfports(tables, bridge as OvsBridge);
  assert.is(ports.get('1'), 'ovs-veth0');
  assert.is(readOfports(tables, { datapath: 'netdev', ports: {} }).get('1'), undefined, 'each bridge counts its own ports');
  const fdb = readOvsFdb(recorded('ovs-fdb'), ports);
  assert.equal(Object.values(fdb).sort(), ['ovs-veth0', 'ovs-veth1']);
  for (const mac of Object.keys(fdb)) assert.match(mac, /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/);
});

reading('a table with nothing learnt', () => assert.equal(readOvsFdb(' port  VLAN  MAC                Age\n', new Map()), {}));
reading.run();
