import { renderShell } from '../render/templates.ts';
import { count, type Of, type Remedy, shell } from './remedy.ts';

/** The tables that iptables keeps, by which its chains are listed rather than by nft's words. */
const IPTABLES: readonly string[] = ['raw', 'mangle', 'nat', 'filter', 'security'];

/** What shows that a rule drops a packet, and what takes the rule away. */
export function firewallRemedy({ netns, hook, by, chain }: Of<'filtered'>): Remedy {
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
