// guard: deadline 240 s
import * as assert from 'uvu/assert';
import { diagnosed, testFaults } from '../support/diagnosing.ts';
import { BRIDGED, ROUTED } from '../support/diagnosing-bases.ts';
import { suite } from '../support/suite.ts';

const test = suite('diagnosing routes and routers');

for (const port of [undefined, 80])
  test(`through a router that masquerades all is well${port === undefined ? '' : ' for TCP'}`, async () => {
    const { diagnosis, text } = await diagnosed(ROUTED, [], { packet: { ...ROUTED.packet, port } });
    assert.ok(diagnosis.answered, text);
    assert.is(diagnosis.way.lost, undefined, text);
    assert.match(text, /the host rewrites its source 10\.0\.0\.1 to 192\.0\.2\.1/);
  });

testFaults(test, BRIDGED, [
  {
    what: 'a route into a black hole',
    breaks: ['ip -n ns1 route add blackhole 10.0.0.2/32'],
    lost: { cause: 'refusing-route', netns: 'ns1', type: 'blackhole' },
    says: [/a route of the type blackhole/, /Invalid argument/, /route show table all (type )?blackhole/],
  },
  {
    what: 'a rule that forbids it',
    breaks: ['ip -n ns1 rule add to 10.0.0.2 prohibit priority 100'],
    lost: { cause: 'refusing-route', netns: 'ns1', type: 'prohibit' },
    says: [/Permission denied/, /100:.*10\.0\.0\.2 prohibit/],
  },
]);

testFaults(test, ROUTED, [
  {
    what: 'no way to the outside',
    breaks: ['ip -n ns1 route del default'],
    lost: { direction: 'there', cause: 'no-route', netns: 'ns1', lacks: 'route' },
    says: [/Network is unreachable/, /ip -n ns1 route add 192\.0\.2\.2\/32 via GATEWAY/],
  },
  {
    what: 'a gateway that nobody is',
    breaks: ['ip -n ns1 route replace default via 10.0.0.9'],
    lost: { direction: 'there', cause: 'no-answer', netns: 'ns1', asks: '10.0.0.9', gateway: true },
    says: [/the gateway's address 10\.0\.0\.9/, /10\.0\.0\.9 dev veth1 +(FAILED|INCOMPLETE)/],
  },
  {
    what: 'the router does not forward',
    breaks: ['sysctl -qw net.ipv4.ip_forward=0'],
    lost: { direction: 'there', cause: 'no-forwarding', netns: 'host' },
    says: [/net\.ipv4\.ip_forward = 0/, /before: IpInAddrErrors/, /sysctl -w net\.ipv4\.ip_forward=1/],
  },
  {
    what: 'the router has no route itself',
    breaks: ['ip address flush dev uplink'],
    lost: { direction: 'there', cause: 'no-route', netns: 'host' },
    says: [/\$ ip route get 192\.0\.2\.2/],
  },
  {
    what: 'nothing masquerades, and there is no way back',
    breaks: ['iptables -t nat -F POSTROUTING'],
    lost: { direction: 'back', cause: 'no-route', netns: 'outside', to: '10.0.0.1' },
    says: [
      /outside has no route back to 10\.0\.0\.1, and nothing on the host rewrites the source address/i,
      /iptables -t nat -A POSTROUTING -s 10\.0\.0\.1\/32 ! -o br0 -j MASQUERADE/,
    ],
  },
  {
    what: 'masquerading at the wrong device',
    breaks: ['iptables -t nat -F POSTROUTING', 'iptables -t nat -A POSTROUTING -s 10.0.0.0/24 -o br0 -j MASQUERADE'],
    lost: { direction: 'back', cause: 'no-route', netns: 'outside' },
    says: [/MASQUERADE .* br0/],
  },
  {
    what: 'masquerading another network',
    breaks: ['iptables -t nat -F POSTROUTING', 'iptables -t nat -A POSTROUTING -s 10.9.0.0/24 ! -o br0 -j MASQUERADE'],
    lost: { direction: 'back', cause: 'no-route', netns: 'outside' },
    says: [/10\.9\.0\.0\/24/],
  },
  {
    what: 'the address is one of the router itself, and accept_local is off',
    breaks: [
      'ip -n outside address add 192.0.2.1/32 dev eth0',
      'ip -n outside address flush dev eth0 to 192.0.2.1/32',
      'ip address add 10.0.0.1/32 dev uplink',
    ],
    lost: { direction: 'there', cause: 'own-source', netns: 'host', dev: 'br0', source: '10.0.0.1' },
    says: [/accept_local = 0/],
  },
  {
    what: 'strict rp_filter, and the way back is another device',
    breaks: ['sysctl -qw net.ipv4.conf.br0.rp_filter=1', 'ip route add 10.0.0.1/32 dev uplink'],
    lost: { direction: 'there', cause: 'reverse-path', netns: 'host', dev: 'br0', source: '10.0.0.1' },
    says: [/net\.ipv4\.conf\.br0\.rp_filter = 1/, /10\.0\.0\.1 dev uplink/, /sysctl -w net\.ipv4\.conf\.br0\.rp_filter=0/],
  },
  {
    what: 'the policy of the router',
    breaks: ['iptables -P FORWARD DROP'],
    lost: { direction: 'there', cause: 'filtered', netns: 'host', hook: 'forward', by: 'policy' },
    says: [/policy DROP \d+ packets/, /iptables -t filter -P FORWARD ACCEPT/],
  },
  {
    what: 'a rule of the router for the answers',
    breaks: ['iptables -A FORWARD -i uplink -j DROP'],
    lost: { direction: 'back', cause: 'filtered', netns: 'host', hook: 'forward' },
    says: [/before: 1 +0 +0 DROP/, /iptables -t filter -D FORWARD 1/],
  },
  {
    what: 'a rule for what the sender sends',
    breaks: ['ip netns exec ns1 iptables -A OUTPUT -d 192.0.2.0/24 -j REJECT'],
    lost: { direction: 'there', cause: 'filtered', netns: 'ns1', hook: 'output' },
    says: [/REJECT/, /ip netns exec ns1 iptables -t filter -D OUTPUT 1/],
  },
  {
    what: 'a rule of the table raw',
    breaks: ['iptables -t raw -A PREROUTING -s 10.0.0.1 -p icmp -j DROP'],
    lost: { direction: 'there', cause: 'filtered', netns: 'host', hook: 'prerouting' },
    says: [/iptables -t raw -D PREROUTING 1/],
  },
  {
    what: 'a rule of the table mangle',
    breaks: ['ip netns exec outside iptables -t mangle -A INPUT -p icmp -j DROP'],
    lost: { direction: 'there', cause: 'filtered', netns: 'outside', hook: 'input' },
    says: [/iptables -t mangle -D INPUT 1/],
  },
  {
    what: 'a rule of nft',
    breaks: [
      'ip netns exec outside nft add table inet own',
      "ip netns exec outside nft 'add chain inet own in { type filter hook input priority 10; policy accept; }'",
      "ip netns exec outside nft 'add rule inet own in ip saddr 192.0.2.1 counter drop'",
    ],
    lost: { direction: 'there', cause: 'filtered', netns: 'outside', hook: 'input' },
    says: [/nft -a list chain inet own in/, /nft delete rule inet own in handle \d+/],
  },
  {
    what: 'an own chain that a rule jumps to',
    breaks: ['iptables -N OWN', 'iptables -A OWN -j DROP', 'iptables -A FORWARD -s 10.0.0.1 -j OWN'],
    lost: { direction: 'there', cause: 'filtered', netns: 'host', hook: 'forward' },
    says: [/iptables -t filter --line-numbers -nvL OWN/, /iptables -t filter -D OWN 1/],
  },
  {
    what: 'DNAT to an address that nobody has',
    breaks: [
      'iptables -t nat -A PREROUTING -i uplink -p tcp --dport 8080 -j DNAT --to-destination 10.0.0.77:80',
      'ip -n outside route add default via 192.0.2.1',
    ],
    packet: { from: 'outside', to: '192.0.2.1', port: 8080 },
    lost: { direction: 'there', cause: 'no-answer', netns: 'host', dev: 'br0', asks: '10.0.0.77' },
    says: [/the host rewrites its destination 192\.0\.2\.1 to 10\.0\.0\.77/, /10\.0\.0\.77 dev br0 +(FAILED|INCOMPLETE)/],
  },
]);

test('where nothing is found, it says what was looked at, and which counter has moved all the same', async () => {
  const { diagnosis, text } = await diagnosed(ROUTED, [
    'ip netns exec outside iptables -A INPUT -p icmp -m length --length 1:1000 -j DROP',
  ]);
  assert.not(diagnosis.answered, text);
  assert.is(diagnosis.way.lost, undefined, text);
  assert.match(text, /^nothing was found that keeps it from arriving; looked at were devices/m);
  assert.match(text, /nft list ruleset[\s\S]*before: .*packets 0 [\s\S]*after: .*packets 1 .* drop/);
});

test('of two faults the first on the way is named: the route before what forwards', async () => {
  const { diagnosis, text } = await diagnosed(ROUTED, [
    'iptables -P FORWARD DROP',
    'sysctl -qw net.ipv4.ip_forward=0',
    'ip -n ns1 route del default',
  ]);
  assert.is(diagnosis.way.lost?.loss.cause, 'no-route', text);
  const next = await diagnosed(ROUTED, ['iptables -P FORWARD DROP', 'sysctl -qw net.ipv4.ip_forward=0']);
  assert.is(next.diagnosis.way.lost?.loss.cause, 'no-forwarding', next.text);
});

test.run();
