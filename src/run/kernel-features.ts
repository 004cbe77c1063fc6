import { renderShell } from '../render/templates.ts';
import type { Channel } from '../sandbox/channel.ts';
import type { Need } from '../vocabulary/define.ts';

/** The kernel feature that a plan needs and this kernel lacks, found by trying each in a namespace that is thrown away. */
export async function missingKernelFeature(needs: readonly Need[], channel: Channel): Promise<{ what: string; fix: string } | undefined> {
  const types = [...new Set(needs.flatMap((need) => (need.kind === 'link' ? [need.type] : [])))];
  const commands = types.flatMap((type) => renderShell({ template: 'try-link', data: { type } }));
  const results = await channel.run(commands, { keepGoing: true });
  const missing = types.filter((_, index) => results[index]?.exitCode !== 0);
  if (missing.length === 0) return undefined;
  return { what: `the link type ${missing.join(' and ')} in its kernel`, fix: missing.map((type) => `sudo modprobe ${type}`).join(' && ') };
}
