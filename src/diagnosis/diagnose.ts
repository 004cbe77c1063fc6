import type { Packet } from '../model/hop.ts';
import { questionKey } from '../model/kernel-route.ts';
import type { Network } from '../model/network.ts';
import { type Way, walkWay } from '../model/path.ts';
import { renderShell } from '../render/templates.ts';
import type { Channel } from '../sandbox/channel.ts';
import { askKernel } from './ask-kernel.ts';
import { type Inspection, inspect } from './inspect.ts';
import { listened } from './listening.ts';
import { throughFlows } from './ovs-flows.ts';
import { type Proof, Prover } from './proof.ts';
import { remedyFor } from './remedies.ts';
import type { Remedy } from './remedy.ts';
import { sweep } from './sweep.ts';

/** What has become of a packet, where it was lost and what shows it. */
export interface Diagnosis {
  readonly packet: Packet;
  readonly network: Network;
  readonly way: Way;
  /** Whether it was answered when it was tried. */
  readonly answered: boolean;
  readonly proofs: readonly Proof[];
  /** Commands that mend it, or with which one looks for what does. */
  readonly mend: readonly string[];
}

/** A path has no more decisions than that. */
const ROUNDS = 16;

/** Walks the way of a packet, and asks the kernel for each route on it. */
async function walkWithKernel(channel: Channel, observed: Network, packet: Packet): Promise<{ network: Network; way: Way }> {
  let network = observed;
  const asked = new Set<string>();
  for (let round = 0; ; round += 1) {
    const way = walkWay(network, packet);
    const questions = way.unanswered.filter((question) => !asked.has(`${question.netns} ${questionKey(question)}`));
    if (questions.length === 0 || round === ROUNDS) return { network, way };
    for (const question of questions) asked.add(`${question.netns} ${questionKey(question)}`);
    network = await askKernel(channel, network, questions);
  }
}

/** Seconds to wait for an answer: not long where the way is known to be broken. */
const [EXPECTED_LOST, MAY_ARRIVE] = ['0.4', '1'] as const;

/** Sends the packet once; resolves to whether it is answered. */
async function tryOnce(channel: Channel, { from, to, dev, port }: Packet, seconds: string): Promise<boolean> {
  const shell =
    port === undefined
      ? { template: 'diagnose/ping', data: { netns: from, to, dev, seconds } }
      : { template: 'diagnose/connect', data: { netns: from, to, port, seconds } };
  const [result] = await channel.run(renderShell(shell), { devicesStay: true, mayFail: () => true });
  return result?.exitCode === 0;
}

/** Finds the first thing on the way of a packet that keeps it, or its answer, from arriving, and what proves it. */
export async function diagnose(packet: Packet, inspection: Inspection): Promise<Diagnosis> {
  const { channel } = inspection;
  const walked = await walkWithKernel(channel, await inspect(inspection), packet);
  const { network } = walked;
  const way = await listened(channel, packet, await throughFlows(channel, network, packet, walked.way));
  const remedy: Remedy = way.lost ? remedyFor(network, packet, way, way.lost.loss) : { proofs: sweep(way, packet.from), mend: () => [] };
  const prover = new Prover(channel, remedy.proofs);
  await prover.before();
  const answered = network.netns[packet.from] !== undefined && (await tryOnce(channel, packet, way.lost ? EXPECTED_LOST : MAY_ARRIVE));
  const proofs = answered ? [] : await prover.after();
  return { packet, network, way, answered, proofs, mend: answered ? [] : remedy.mend(proofs) };
}
