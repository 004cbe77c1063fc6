import { asRoot } from '../exec/root.ts';
import { say, type Words } from '../model/say.ts';
import { renderShell } from '../render/templates.ts';
import type { Channel } from '../sandbox/channel.ts';
import type { Facts, Need, NetfilterPart } from '../vocabulary/needs.ts';
import type { Shell } from '../vocabulary/shell.ts';

interface Trial {
  readonly try: Shell;
  readonly what: Words;
  /** Modules that bring it, where the kernel has them as modules. */
  readonly modules: readonly string[];
}

const NETFILTER: Readonly<Record<NetfilterPart, Trial>> = {
  nat: {
    try: { template: 'try-nat', data: {} },
    what: { en: 'source NAT', zh: '源地址转换' },
    modules: ['nft_compat', 'nft_chain_nat', 'xt_MASQUERADE'],
  },
  dnat: {
    try: { template: 'try-dnat', data: {} },
    what: { en: 'destination NAT', zh: '目的地址转换' },
    modules: ['nft_compat', 'nft_chain_nat', 'xt_nat'],
  },
  filter: {
    try: { template: 'try-filter', data: {} },
    what: { en: 'rules that ask connection tracking', zh: '查询连接跟踪的规则' },
    modules: ['nft_compat', 'xt_conntrack'],
  },
  conntrack: {
    try: { template: 'try-conntrack', data: {} },
    what: { en: 'a readable conntrack table', zh: '可读的连接跟踪表' },
    modules: ['nf_conntrack_netlink'],
  },
};

/** A question to the module is what loads it. Open vSwitch itself goes on without it, and makes no devices. */
const OVS_DATAPATH: Trial = {
  try: { template: 'try-ovs-datapath', data: {} },
  what: { en: 'a datapath for Open vSwitch', zh: 'Open vSwitch 的数据通路' },
  modules: ['openvswitch'],
};

function trialOf(need: Need, { ovsDatapath }: Facts): Trial | undefined {
  switch (need.kind) {
    case 'link':
      return {
        try: { template: 'try-link', data: { type: need.type } },
        what: { en: `the link type ${need.type}`, zh: `链路类型 ${need.type}` },
        modules: [need.type],
      };
    case 'netfilter':
      return NETFILTER[need.part];
    case 'ovs-datapath':
      return ovsDatapath === 'system' ? OVS_DATAPATH : undefined;
    default:
      return undefined;
  }
}

/** Whether a need is one that only the kernel can tell, by trying. */
export function isKernelFeature(need: Need, facts: Facts): boolean {
  return trialOf(need, facts) !== undefined;
}

/** The kernel features that a plan needs and this kernel lacks, found by trying each in a namespace that is thrown away. */
export async function missingKernelFeature(
  needs: readonly Need[],
  { facts, channel }: { readonly facts: Facts; readonly channel: Channel },
): Promise<{ what: string; fix: string } | undefined> {
  const trials = needs.map((need) => trialOf(need, facts)).filter((trial) => trial !== undefined);
  const results = await channel.run(
    trials.flatMap((trial) => renderShell(trial.try)),
    { keepGoing: true },
  );
  const missing = trials.filter((_, index) => results[index]?.exitCode !== 0);
  if (missing.length === 0) return undefined;
  return {
    what: say({
      en: `${missing.map(({ what }) => what.en).join(' and ')} in its kernel`,
      zh: `内核里的${missing.map(({ what }) => what.zh).join('和')}`,
    }),
    fix: asRoot(`modprobe -a ${[...new Set(missing.flatMap(({ modules }) => modules))].join(' ')}`),
  };
}
