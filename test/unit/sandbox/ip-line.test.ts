import * as assert from 'uvu/assert';
import { renderShell } from '../../../src/render/templates.ts';
import { ipLineOf } from '../../../src/sandbox/ip-line.ts';
import { suite } from '../../support/suite.ts';

const lines = suite('lines for a session of ip');

lines('changes and readings of iproute2, with their namespace', () => {
  assert.equal(ipLineOf('ip link add veth0 type veth peer name br-veth0'), {
    netns: 'host',
    line: 'link add veth0 type veth peer name br-veth0',
    does: 'change',
  });
  assert.equal(ipLineOf('ip -n ns1 address add 10.10.10.2/24 dev veth0'), {
    netns: 'ns1',
    line: 'address add 10.10.10.2/24 dev veth0',
    does: 'change',
  });
  assert.equal(ipLineOf('ip -n ns1 -j -d neigh show'), { netns: 'ns1', line: 'neigh show', does: 'read' });
});

for (const line of [
  'l a veth0 type veth peer name br-veth0',
  'l s veth0 netns ns1',
  'a a 10.10.10.2/24 dev veth0',
  'a d 10.10.10.2/24 dev veth0',
  'r a default via 10.10.10.1',
  'r d default via 10.10.10.1',
  'netns a ns1',
])
  lines(`the same cut short: ${line}`, () => assert.equal(ipLineOf(`ip ${line}`), { netns: 'host', line, does: 'change' }));

lines('what bridges have learnt, on the host', () => {
  const [command = ''] = renderShell({ template: 'observe-fdb', data: { netns: 'host' } });
  assert.equal(ipLineOf(command), { netns: 'host', line: 'fdb show', does: 'learnt' });
  assert.is(ipLineOf('bridge -n ns1 -j fdb show'), undefined);
  assert.is(ipLineOf('bridge fdb show'), undefined);
});

lines('programs in a namespace', () => {
  for (const line of [
    'ping -c 1 -w 1 10.10.10.3',
    'ethtool -K tap1 tx off',
    'socat -u TCP:10.10.10.3:80,connect-timeout=1 STDOUT',
    "nft add chain inet t c '{ type filter hook input priority 0; }'",
  ])
    assert.equal(ipLineOf(`ip netns exec ns1 ${line}`), { netns: 'ns1', line, does: 'start' });
});

lines('a listing of rules, without what else might be said', () => {
  const [command = ''] = renderShell({ template: 'observe-nft', data: { netns: 'ns1' } });
  assert.equal(ipLineOf(command), { netns: 'ns1', line: 'nft -j list ruleset 2>/dev/null', does: 'start' });
});

lines('the settings of a new namespace, as the command that gives them is written', () => {
  const [command = ''] = renderShell({ template: 'netns-pin', data: { name: 'ns1' } });
  assert.equal(ipLineOf(command), { netns: 'ns1', line: 'settings', does: 'start' });
});

const OTHERS: readonly (readonly [why: string, command: string])[] = [
  ['what takes a device away makes its name mean nothing, or another', 'ip link del veth0'],
  ['what takes a device away, cut short', 'ip l d veth0'],
  ['a device that gets another name', 'ip link set veth0 name eth0'],
  ['a device that gets another name, cut short', 'ip l s veth0 name eth0'],
  ['a word that is cut elsewhere', 'ip li set veth0 up'],
  ['a namespace that goes', 'ip netns del ns1'],
  ['a program that may read what is meant for the session', 'ip netns exec ns1 cat'],
  ['a program in a namespace, from another', 'ip -n ns1 netns exec ns2 ping -c 1 10.0.0.1'],
  ['a program that talks both ways', 'ip netns exec ns1 socat TCP:10.10.10.3:80 STDOUT'],
  ['a connection whose failing is an answer', 'ip netns exec ns1 socat -u OPEN:/dev/null TCP:10.10.10.3:80'],
  ['a program in the background', 'ip netns exec ns1 ping -c 1 10.0.0.1 &'],
  ['a program with a word that is quoted in part', "ip netns exec ns1 nft add table 'it'\\''s'"],
  ['a program with words on two lines', "ip netns exec ns1 nft add table 'a\nb'"],
  ['a program with a variable', 'ip netns exec ns1 nft add table $table'],
  ['a listing for people, whose form a session does not have', 'ip -n ns1 address show'],
  ['a reading of something else', 'ip -j -d rule show'],
  ['another program', 'bridge link show'],
  ['a program whose name begins so', 'ipcalc link add x'],
  ['a redirection', 'ip link set veth0 up >/dev/null'],
  ['a variable', 'ip link set $dev up'],
  ['quotes, which a batch file reads in its own way', "ip link set 'veth0' up"],
  ['two commands', 'ip link set veth0 up; ip link set veth1 up'],
  ['two lines', 'ip link set veth0 up\nip link set veth1 up'],
  ['a comment', 'ip link set veth0 up # now'],
  ['a namespace that is an option', 'ip -n -x link set veth0 up'],
];
for (const [why, command] of OTHERS) lines(`not ${why}`, () => assert.is(ipLineOf(command), undefined));

lines.run();
