import type { Packet } from '../model/hop.ts';
import type { Loss } from '../model/loss.ts';
import type { Network } from '../model/network.ts';
import type { Way } from '../model/path.ts';
import { renderShell } from '../render/templates.ts';
import type { Shell } from '../vocabulary/shell.ts';
import type { Proof, Showing } from './proof.ts';

/** What shows that a packet is lost there, and what mends it. */
export interface Remedy {
  readonly proofs: readonly Showing[];
  /** From what was shown, the commands that mend it. */
  mend(proofs: readonly Proof[]): readonly string[];
}

type Of<Cause extends Loss['cause']> = Extract<Loss, { readonly cause: Cause }>;

const shell = (template: string, data: object): Shell => ({ template: `diagnose/${template}`, data });
const show = (template: string, data: object): Showing => ({ shell: shell(template, data) });
const count = (template: string, data: object): Showing => ({ shell: shell(template, data), counts: true });
const remedy = (proofs: readonly Showing[], ...mend: readonly Shell[]): Remedy => ({ proofs, mend: () => mend.flatMap(renderShell) });

/** The tables that iptables keeps, by which its chains are listed rather than by nft's words. */
const IPTABLES: readonly string[] = ['raw', 'mangle', 'nat', 'filter', 'security'];

function filtered({ netns, hook, by, chain }: Of<'filtered'>): Remedy {
  const own = by === 'policy' || by.chain === hook ? undefined : by.chain;
  const place = chain ?? { family: 'ip', table: 'filter', name: hook.toUpperCase() };
  const name = own ?? place.name;
  const { family, table } = place;
  if (family === 'ip' && IPTABLES.includes(table)) {
    const ending = { netns, table, chain: name };
    return {
      proofs: [count('chain-iptables', ending)],
      mend: (proofs) => {
        if (by === 'policy') return renderShell(shell('mend-policy-iptables', ending));
        const number = /^(\d+)/.exec(proofs[0]?.lines.find((line) => /^\d/.test(line)) ?? '')?.[1] ?? 'NUMBER';
        return renderShell(shell('mend-rule-iptables', { ...ending, number }));
      },
    };
  }
  const listing = { netns, family, table, chain: name };
  const shown = shell('chain-nft', listing);
  return {
    proofs: [{ shell: shown, counts: true }, { shell: shown }],
    mend: (proofs) => {
      if (by === 'policy') return renderShell(shell('mend-policy-nft', listing));
      const lines = proofs.flatMap((proof) => proof.lines).filter((line) => line.includes(by.target));
      const number = /# handle (\d+)/.exec(lines[0] ?? '')?.[1] ?? 'HANDLE';
      return renderShell(shell('mend-rule-nft', { ...listing, number }));
    },
  };
}

/** Plugs what is plugged in elsewhere into the switch of the other. */
function plug(network: Network, { near, holder, far }: Of<'apart'>): readonly Shell[] {
  const cable = network.netns[holder.netns]?.links[holder.dev]?.peer;
  const plugOf = (port: string, { netns, sort, name }: Of<'apart'>['near']): readonly Shell[] => {
    if (sort === 'ovs') return [{ template: 'ovs-port-add', data: { bridge: name, dev: port } }];
    return [{ template: 'link-set-master', data: { netns, dev: port, bridge: name } }];
  };
  if (near.sort === 'device') return far.sort === 'device' ? [] : plugOf(near.name, far);
  const port = far.sort === 'device' ? { netns: far.netns, dev: far.name } : cable;
  if (!port) return [];
  const moved = port.netns === near.netns ? [] : [{ template: 'link-set-netns', data: { ...port, to: near.netns } }];
  return [...moved, ...plugOf(port.dev, near)];
}

function apart(network: Network, loss: Of<'apart'>): Remedy {
  const { netns, asks, near, far } = loss;
  const places = [...new Set([near, far].flatMap(({ sort, netns: place }) => (sort === 'ovs' ? [] : [place])))];
  const switches = places.map((place) => show('ports', { netns: place }));
  const ovs = [near, far].some(({ sort }) => sort === 'ovs') ? [{ shell: { template: 'see-ovs', data: {} } }] : [];
  return remedy([show('neigh', { netns, to: asks }), ...switches, ...ovs], ...plug(network, loss));
}

/** What shows a loss and mends it. */
export function remedyFor(network: Network, _packet: Packet, { lost }: Way): Remedy {
  const loss = lost?.loss;
  if (!loss) return remedy([]);
  const { netns } = loss;
  const up = (dev: string): Shell => ({ template: 'link-set-up', data: { netns, dev } });
  switch (loss.cause) {
    case 'no-netns':
      return remedy([show('netns-list', {})], { template: 'netns-add', data: { name: netns } });
    case 'no-device':
      return remedy([show('addresses', { netns })]);
    case 'no-route': {
      const proofs = [show('route-get', { netns, to: loss.to }), show('addresses', { netns }), show('routes', { netns })];
      if (loss.lacks === 'device') return remedy(proofs, shell('mend-link-add', { netns }));
      if (loss.lacks === 'address')
        return remedy(proofs, { template: 'address-add', data: { netns, address: 'ADDRESS/LENGTH', dev: 'DEVICE' } });
      return remedy(proofs, { template: 'route-add', data: { netns, to: `${loss.to}/32`, via: 'GATEWAY', dev: '' } });
    }
    case 'refusing-route':
      return remedy(
        [show('route-get', { netns, to: loss.to }), show('rules', { netns })],
        shell('every-route', { netns, type: loss.type }),
      );
    case 'down':
      return remedy([show('link', { netns, dev: loss.dev })], up(loss.dev));
    case 'no-carrier':
    case 'tap':
      return remedy([show('link', { netns, dev: loss.dev })], shell('link-detail', { netns, dev: loss.dev }));
    case 'no-answer':
      return remedy([show('neigh', { netns, to: loss.asks })], shell('every-address', {}));
    case 'apart':
      return apart(network, loss);
    case 'duplicate':
      return remedy(loss.holders.map((holder) => show('holder', { netns: holder.netns, to: loss.asks })));
    case 'port-state':
      return remedy(
        [show('port', { netns, dev: loss.dev })],
        // The kernel itself puts a port there while spanning tree is on.
        network.netns[netns]?.links[loss.bridge]?.stp
          ? shell('mend-stp', { netns, bridge: loss.bridge })
          : shell('mend-port', { netns, dev: loss.dev, words: ['state', '3'] }),
      );
    case 'isolated':
      return remedy([show('port', { netns, dev: loss.dev })], shell('mend-port', { netns, dev: loss.dev, words: ['isolated', 'off'] }));
    case 'no-flood':
      return remedy(
        [show('port', { netns, dev: loss.dev })],
        shell('mend-port', {
          netns,
          dev: loss.dev,
          words: loss.kind === 'broadcast' ? ['bcast_flood', 'on'] : ['learning', 'on', 'flood', 'on'],
        }),
      );
    case 'no-forwarding':
      return remedy([show('setting', { netns, key: 'net.ipv4.ip_forward' }), count('counter', { netns, name: 'IpInAddrErrors' })], {
        template: 'sysctl-set',
        data: { netns, key: 'net.ipv4.ip_forward', value: '1' },
      });
    case 'own-source':
    case 'reverse-path': {
      const name = loss.cause === 'own-source' ? 'accept_local' : 'rp_filter';
      const value = loss.cause === 'own-source' ? '1' : '0';
      const keys = ['all', loss.dev].map((dev) => `net.ipv4.conf.${dev}.${name}`);
      const set = (loss.cause === 'own-source' ? keys.slice(1) : keys).map((key) => ({
        template: 'sysctl-set',
        data: { netns, key, value },
      }));
      return remedy(
        [
          ...keys.map((key) => show('setting', { netns, key })),
          show('route-get', { netns, to: loss.source, source: '', in: '' }),
          count('counter', { netns, name: 'TcpExtIPReversePathFilter' }),
        ],
        ...set,
      );
    }
    case 'filtered':
      return filtered(loss);
    case 'loop':
      return remedy([show('routes', { netns })]);
    default:
      return loss satisfies never;
  }
}
