import type { Packet } from '../model/hop.ts';
import type { Text } from '../model/text.ts';
import { diagnose } from './diagnose.ts';
import type { Inspection } from './inspect.ts';
import { proofLines, whyOf } from './lines.ts';

/** Why a check that packets arrive has failed, and what proves it. */
export interface Explained {
  readonly reason: Text;
  readonly evidence: readonly string[];
}

/** Of so many failures each is explained by itself; what else fails has most often the same cause. */
const MOST_FAILURES = 4;

/** In more namespaces than that nobody looks into each. */
const MOST_NAMESPACES = 64;

/** Explains failures one after the other, since each counts what its own packet moves. */
export class FailureExplainer {
  readonly #inspection: () => Promise<Inspection>;
  readonly #serversEnd: boolean;
  #explained = 0;
  #last: Promise<unknown> = Promise.resolve();

  /** `serversEnd`: whoever asked had a server of its own, which has ended by now, so that nobody listens explains nothing. */
  constructor(inspection: () => Promise<Inspection>, { serversEnd = false } = {}) {
    this.#inspection = inspection;
    this.#serversEnd = serversEnd;
  }

  /** `undefined` where the packet is answered by now, or where it is one too many. */
  explain(packet: Packet): Promise<Explained | undefined> {
    const next = this.#last.then(() => this.#explain(packet));
    this.#last = next.catch(() => undefined);
    return next;
  }

  async #explain(packet: Packet): Promise<Explained | undefined> {
    if (this.#explained >= MOST_FAILURES) return undefined;
    const inspection = await this.#inspection();
    if (inspection.names.length > MOST_NAMESPACES) return undefined;
    this.#explained += 1;
    const diagnosis = await diagnose(packet, inspection);
    if (this.#serversEnd && diagnosis.way.lost?.loss.cause === 'not-listening') return undefined;
    const reason = whyOf(diagnosis);
    return reason && { reason, evidence: diagnosis.proofs.flatMap(proofLines) };
  }
}
