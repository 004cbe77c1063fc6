import type { Packet } from '../model/hop.ts';
import type { Loss } from '../model/loss.ts';
import type { Network } from '../model/network.ts';
import type { Way } from '../model/path.ts';
import type { Shell } from '../vocabulary/shell.ts';
import { apartRemedy } from './apart-remedy.ts';
import { arpRemedy } from './arp-remedy.ts';
import { firewallRemedy } from './firewall-remedy.ts';
import { count, type Of, type Remedy, remedy, shell, show } from './remedy.ts';
import { routeRemedy } from './route-remedy.ts';
import { wireRemedy } from './switch-remedy.ts';

function setting(netns: string, key: string, value: string): Shell {
  return { template: 'sysctl-set', data: { netns, key, value } };
}

function validated(loss: Of<'own-source' | 'reverse-path'>): Remedy {
  const { netns, dev, source } = loss;
  const own = loss.cause === 'own-source';
  const keys = ['all', dev].map((name) => `net.ipv4.conf.${name}.${own ? 'accept_local' : 'rp_filter'}`);
  return remedy(
    [
      ...keys.map((key) => show('setting', { netns, key })),
      show('route-get', { netns, to: source, source: '', in: '' }),
      count('counter', { netns, name: 'TcpExtIPReversePathFilter' }),
    ],
    ...(own ? keys.slice(1) : keys).map((key) => setting(netns, key, own ? '1' : '0')),
  );
}

/** What shows a loss and mends it. */
export function remedyFor(network: Network, packet: Packet, way: Way, loss: Loss): Remedy {
  const { netns } = loss;
  switch (loss.cause) {
    case 'no-netns':
      return remedy([show('netns-list', {})], { template: 'netns-add', data: { name: netns } });
    case 'no-device':
      return remedy([show('addresses', { netns })]);
    case 'no-route':
    case 'refusing-route':
      return routeRemedy(way, loss);
    case 'no-carrier':
    case 'tap':
      return remedy([show('link', { netns, dev: loss.dev })], shell('link-detail', { netns, dev: loss.dev }));
    case 'apart':
      return apartRemedy(network, loss);
    case 'no-answer':
    case 'duplicate':
    case 'arp-off':
    case 'arp-ignored':
    case 'wrong-neighbour':
    case 'same-mac':
    case 'wrong-fdb':
      return arpRemedy(loss);
    case 'ovs-flow':
      return remedy(
        [count('ovs-flows', { bridge: loss.bridge }), show('ovs-traced', { bridge: loss.bridge, flow: loss.frame })],
        shell('mend-ovs-flow', { bridge: loss.bridge }),
      );
    case 'no-forwarding': {
      const key = 'net.ipv4.ip_forward';
      return remedy([show('setting', { netns, key }), count('counter', { netns, name: 'IpInAddrErrors' })], setting(netns, key, '1'));
    }
    case 'own-source':
    case 'reverse-path':
      return validated(loss);
    case 'filtered':
      return firewallRemedy(loss);
    case 'echo-ignored': {
      const key = 'net.ipv4.icmp_echo_ignore_all';
      return remedy([show('setting', { netns, key }), count('counter', { netns, name: 'IcmpInEchos' })], setting(netns, key, '0'));
    }
    case 'not-listening':
      return remedy(
        [show('listening', { netns }), count('counter', { netns, name: 'TcpOutRsts' })],
        shell('mend-listen', { netns, port: packet.port ?? 0 }),
      );
    case 'loop':
      return remedy([show('routes', { netns })]);
    default:
      return wireRemedy(network, loss);
  }
}
