import * as assert from 'uvu/assert';
import { type Diagnosis, diagnose } from '../../src/diagnosis/diagnose.ts';
import { diagnosisLines } from '../../src/diagnosis/lines.ts';
import { programLinks } from '../../src/exec/packages.ts';
import type { Packet } from '../../src/model/hop.ts';
import { HOST } from '../../src/model/host.ts';
import type { Loss } from '../../src/model/loss.ts';
import { Sandbox } from '../../src/sandbox/sandbox.ts';
import type { Suite } from './suite.ts';

/** A network in which all is well, as commands. */
export interface Base {
  readonly commands: readonly string[];
  readonly names: readonly string[];
  readonly packet: Packet;
  readonly ovs?: boolean;
}

/** Something that is done to it, and what must be said then. */
export interface Fault {
  readonly what: string;
  readonly breaks: readonly string[];
  /** The first broken hop. */
  readonly lost: { readonly direction?: 'there' | 'back'; readonly cause: Loss['cause'] } & Partial<Record<string, unknown>>;
  /** What the diagnosis must say, all of it. */
  readonly says: readonly RegExp[];
  readonly packet?: Packet;
  readonly names?: readonly string[];
}

/** Builds a base in a sandbox of its own, breaks it, and diagnoses. */
export async function diagnosed(base: Base, breaks: readonly string[], { packet = base.packet, names = base.names }: Partial<Fault> = {}) {
  const sandbox = await Sandbox.create({ uidRange: false, links: programLinks() });
  try {
    const results = await sandbox.channel.run([...base.commands, ...breaks]);
    const failed = results.find(({ exitCode }) => exitCode !== 0);
    assert.is(failed, undefined, `${failed?.command}: ${failed?.stderr}`);
    const diagnosis = await diagnose(packet, { channel: sandbox.channel, names: [HOST, ...names], ovs: base.ovs ?? false });
    return { diagnosis, text: diagnosisLines(diagnosis).join('\n') };
  } finally {
    assert.equal((await sandbox.dispose()).leftovers, []);
  }
}

/** What there is to see of a loss: the fields that a fault names. */
function seen({ way }: Diagnosis, { lost }: Fault): unknown {
  if (!way.lost) return 'nothing is lost';
  const { direction, loss } = way.lost;
  const all: Readonly<Record<string, unknown>> = { direction, ...loss };
  return Object.fromEntries(Object.keys(lost).map((key) => [key, all[key]]));
}

/** A test for each fault: it is found where it is, and proved. */
export function testFaults(test: Suite, base: Base, faults: readonly Fault[]): void {
  for (const fault of faults)
    test(fault.what, async () => {
      const { diagnosis, text } = await diagnosed(base, fault.breaks, fault);
      assert.not(diagnosis.answered, text);
      assert.equal(seen(diagnosis, fault), fault.lost, text);
      assert.ok(
        diagnosis.proofs.some(({ lines }) => lines.length > 0),
        text,
      );
      for (const pattern of fault.says) assert.match(text, pattern);
    });
}
