import * as assert from 'uvu/assert';
import { NO_FILTER, ruleText } from '../../../src/model/firewall.ts';
import { readIptablesRule } from '../../../src/observe/iptables.ts';
import { hiddenTables, readNft } from '../../../src/observe/nft.ts';
import { recorded } from '../../support/recorded.ts';
import { suite } from '../../support/suite.ts';

const rule = { chain: 'postrouting', source: '10.0.0.0/24', exceptOut: 'br0', target: 'masquerade' } as const;

const reading = suite('what nft prints');

reading('a rule that iptables-nft made, with what it has counted', () =>
  assert.equal(readNft(recorded('nft-iptables')).nat, [{ ...rule, packets: 1 }]),
);

reading('rules that nft made, those of a chain that nothing leads to apart', () => {
  assert.equal(readNft(recorded('nft-native')).nat, [
    rule,
    { ...rule, source: '10.0.0.9/32', exceptOut: '' },
    { ...rule, chain: 'other', source: '10.0.0.10/32', exceptOut: '' },
  ]);
});

reading('a set that counts packets by source', () => {
  assert.equal(readNft(recorded('nft-iptables')).counters, [{ name: 'pings', seen: { '10.0.0.254': 2 } }]);
  assert.equal(readNft(recorded('nft-iptables')).filter, NO_FILTER);
});

reading('an empty ruleset', () => {
  const text = '{"nftables": [{"metainfo": {"json_schema_version": 1}}]}';
  assert.equal(readNft(text), { nat: [], filter: NO_FILTER, counters: [] });
});

/** The rules that Docker 20.10 makes for a published port, put into a sandbox by hand. */
const docker = () =>
  readNft(
    recorded('nft-docker'),
    new Map([
      ['nat', recorded('iptables-nat')],
      ['filter', recorded('iptables-filter')],
    ]),
  );

reading('what nft cannot tell of rules that iptables-nft made is taken from iptables', () => {
  assert.equal(hiddenTables(recorded('nft-docker')), ['nat', 'filter']);
  assert.equal(
    docker().nat.map((one) => `${one.chain}: ${ruleText(one)}`),
    [
      'prerouting: to 192.168.80.128/32 protocol tcp port 8080 dnat to 1.1.1.1:80',
      'prerouting: to an own address jump to DOCKER',
      'DOCKER: in docker0 return',
      'DOCKER: not in docker0 protocol tcp port 8080 dnat to 172.17.0.2:80',
      'output: not to 127.0.0.0/8 to an own address jump to DOCKER',
      'postrouting: from 172.17.0.0/16 not out docker0 masquerade',
      'postrouting: from 172.17.0.2/32 to 172.17.0.2/32 protocol tcp port 80 masquerade',
    ],
  );
});

reading('the rules, the policy and the chains of a filter that Docker makes', () => {
  const { filter } = docker();
  assert.equal(filter.dropping, ['forward']);
  assert.equal(filter.chains, ['DOCKER', 'DOCKER-ISOLATION-STAGE-1', 'DOCKER-ISOLATION-STAGE-2', 'DOCKER-USER']);
  assert.equal(
    filter.rules.map((one) => `${one.chain}: ${ruleText(one)}`),
    [
      'forward: jump to DOCKER-USER',
      'forward: jump to DOCKER-ISOLATION-STAGE-1',
      'forward: out docker0 state established,related accept',
      'forward: out docker0 jump to DOCKER',
      'forward: in docker0 not out docker0 accept',
      'forward: in docker0 out docker0 accept',
      'DOCKER: to 172.17.0.2/32 not in docker0 out docker0 protocol tcp port 80 accept',
      'DOCKER-ISOLATION-STAGE-1: in docker0 not out docker0 jump to DOCKER-ISOLATION-STAGE-2',
      'DOCKER-ISOLATION-STAGE-1: return',
      'DOCKER-ISOLATION-STAGE-2: out docker0 drop',
      'DOCKER-ISOLATION-STAGE-2: return',
      'DOCKER-USER: return',
    ],
  );
});

reading('without what iptables says, a hidden condition is one that nothing is known to fulfil', () => {
  const [, , established] = readNft(recorded('nft-docker')).filter.rules;
  assert.match(established?.unread ?? '', /conntrack/);
});

reading('rules of the same meaning that nft made', () => {
  const { nat, filter } = readNft(recorded('nft-filter'));
  assert.equal(
    nat.map((one) => `${one.chain}: ${ruleText(one)}`),
    [
      'prerouting: to 192.168.80.128/32 protocol tcp port 8080 dnat to 1.1.1.1:80',
      'prerouting: to an own address jump to DOCKER',
      'output: not to 127.0.0.0/8 to an own address jump to DOCKER',
      'DOCKER: in docker0 return',
      'DOCKER: not in docker0 protocol tcp port 8081 dnat to 172.17.0.2:80',
      'DOCKER: protocol udp port 53 dnat to 172.17.0.2',
      'postrouting: from 10.0.0.0/24 not out br0 masquerade',
    ],
  );
  assert.equal([filter.dropping, filter.chains], [['forward'], ['isolation-1', 'isolation-2']]);
  const [jump, established, accepted, many, goes, drops, returns] = filter.rules;
  assert.equal(jump, { chain: 'forward', target: 'jump', into: 'isolation-1' });
  assert.equal(established, { chain: 'forward', out: 'br0', states: ['established', 'related'], target: 'accept' });
  assert.equal(accepted, { chain: 'forward', in: 'br0', exceptOut: 'br0', target: 'accept', packets: 0 });
  assert.match(many?.unread ?? '', /br1/);
  assert.equal(goes, { chain: 'isolation-1', in: 'br0', exceptOut: 'br0', target: 'goto', into: 'isolation-2' });
  assert.equal(drops, { chain: 'isolation-2', out: 'br1', target: 'drop' });
  assert.equal(returns, { chain: 'isolation-2', protocol: 'tcp', target: 'return' });
});
reading.run();

const lines = suite('a line of iptables -S');

for (const [line, expected] of [
  ['-P FORWARD DROP', undefined],
  ['-N DOCKER', undefined],
  ['-A FORWARD -i br0', { chain: 'FORWARD', rule: undefined }],
  ['-A FORWARD ! -i br0 -g DOCKER', { chain: 'FORWARD', rule: { exceptIn: 'br0', target: 'goto', into: 'DOCKER' } }],
  [
    '-A INPUT -m comment --comment "a \\"long\\" word" -p icmp -j REJECT --reject-with icmp-port-unreachable',
    { chain: 'INPUT', rule: { protocol: 'icmp', target: 'reject' } },
  ],
  [
    '-A FORWARD -m physdev ! --physdev-in veth0 -m mark --mark 0x1 ! -s 10.0.0.0/8 -o br0 -j DROP',
    {
      chain: 'FORWARD',
      rule: { out: 'br0', unread: '! --physdev-in veth0 --mark 0x1 ! -s 10.0.0.0/8', target: 'drop' },
    },
  ],
  [
    '-A PREROUTING -p udp --dport 53:60 -j DNAT --to-destination 10.0.0.2',
    { chain: 'PREROUTING', rule: { protocol: 'udp', unread: '--dport 53:60', target: 'dnat', to: '10.0.0.2' } },
  ],
] as const)
  lines(line, () => assert.equal(readIptablesRule(line), expected));
lines.run();
