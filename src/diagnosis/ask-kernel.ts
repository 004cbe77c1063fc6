import { questionKey, type RouteAnswer, type RouteQuestion } from '../model/kernel-route.ts';
import type { RefusingRoute } from '../model/loss.ts';
import type { Netns, Network } from '../model/network.ts';
import { renderShell } from '../render/templates.ts';
import type { Channel } from '../sandbox/channel.ts';
import type { CommandResult } from '../vocabulary/define.ts';

/** What `ip -j route get` prints. */
interface RouteGetJson {
  readonly dev: string;
  readonly gateway?: string;
  readonly prefsrc?: string;
}

/** What the kernel says where a route of that type fits (`fib_props`, net/ipv4/fib_semantics.c). */
const REFUSALS: Readonly<Record<string, RefusingRoute>> = {
  'Invalid argument': 'blackhole',
  'No route to host': 'unreachable',
  'Permission denied': 'prohibit',
};

/** Reads an answer; `undefined` where it says something about the sender, which source validation tells better. */
export function readAnswer(question: RouteQuestion, { exitCode, stdout, stderr }: CommandResult): RouteAnswer | undefined {
  if (exitCode === 0) {
    const [route] = JSON.parse(stdout) as readonly RouteGetJson[];
    return route && { kind: 'way', dev: route.dev, via: route.gateway, source: route.prefsrc };
  }
  const says = stderr.trim().replace(/^.*answers: /, '');
  if (says === 'Network is unreachable') return { kind: 'none' };
  const type = question.in === undefined ? REFUSALS[says] : undefined;
  return type && { kind: 'refused', type };
}

/** The network with what its kernels answer to these questions; those that it does not answer are left to the tables. */
export async function askKernel(channel: Channel, network: Network, questions: readonly RouteQuestion[]): Promise<Network> {
  const commands = questions.flatMap(({ netns, to, source, in: from }) =>
    renderShell({ template: 'diagnose/ask-route', data: { netns, to, source, in: from } }),
  );
  const results = await channel.run(commands, { keepGoing: true, devicesStay: true });
  const netns: Record<string, Netns> = { ...network.netns };
  for (const [index, question] of questions.entries()) {
    const [state, result] = [netns[question.netns], results[index]];
    const answer = result && readAnswer(question, result);
    if (state && answer) netns[question.netns] = { ...state, answers: { ...state.answers, [questionKey(question)]: answer } };
  }
  return { ...network, netns };
}
