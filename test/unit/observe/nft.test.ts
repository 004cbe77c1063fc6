import * as assert from 'uvu/assert';
import { readNft } from '../../../src/observe/nft.ts';
import { recorded } from '../../support/recorded.ts';
import { suite } from '../../support/suite.ts';

const rule = { chain: 'postrouting', source: '10.0.0.0/24', exceptOut: 'br0', target: 'masquerade' } as const;

const reading = suite('what nft prints');

reading('a rule that iptables-nft made', () => assert.equal(readNft(recorded('nft-iptables')).nat, [rule]));

reading('rules that nft made, and only those of the hook postrouting', () => {
  assert.equal(readNft(recorded('nft-native')).nat, [rule, { ...rule, source: '10.0.0.9/32', exceptOut: '' }]);
});

reading('a set that counts packets by source', () => {
  assert.equal(readNft(recorded('nft-iptables')).counters, [{ name: 'pings', seen: { '10.0.0.254': 2 } }]);
});

reading('an empty ruleset', () => {
  const text = '{"nftables": [{"metainfo": {"json_schema_version": 1}}]}';
  assert.equal(readNft(text), { nat: [], counters: [] });
});
reading.run();
