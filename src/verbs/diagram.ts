import type { DiagramFormat } from '../diagram/formats.ts';
import type { SceneOptions } from '../diagram/scene.ts';
import { EXIT, type ExitCode } from '../model/errors.ts';
import type { Network } from '../model/network.ts';
import type { Lang } from '../model/text.ts';
import type { Terminal } from '../report/choose.ts';
import { preparePlan } from './prepare.ts';
import { save } from './save.ts';

export interface DiagramOptions {
  readonly scenario: string;
  readonly set: readonly string[];
  readonly format: DiagramFormat;
  /** A step's id or number, or `0` for the start; without it the end is drawn. */
  readonly afterStep: string | undefined;
  /** The file to write to instead of standard output. */
  readonly output: string | undefined;
  readonly lang: Lang;
}

/** Draws the network that a lesson leads to; after a given step, with what that step changed marked. */
export async function diagramVerb(options: DiagramOptions, terminal: Terminal): Promise<ExitCode> {
  const { afterStep, output, lang } = options;
  const atStart = afterStep === '0';
  const plan = await preparePlan({ scenario: options.scenario, set: options.set, until: atStart ? undefined : afterStep });
  const last = atStart ? undefined : plan.steps.at(-1);
  const network = last?.after ?? plan.before;
  const before = afterStep === undefined ? undefined : last?.before;
  const screen = output === undefined ? terminal : { colour: false, columns: undefined };
  const picture = await drawn(network, options.format, { lang, before }, screen);
  if (output === undefined) terminal.write(picture);
  else save(output, picture);
  return EXIT.ok;
}

async function drawn(
  network: Network,
  format: DiagramFormat,
  options: SceneOptions,
  { colour, columns }: Pick<Terminal, 'colour' | 'columns'>,
): Promise<string> {
  switch (format) {
    case 'box':
      return (await import('../diagram/box.ts')).drawBox(network, { ...options, colour, columns, legend: true });
    case 'mermaid':
      return (await import('../diagram/mermaid.ts')).drawMermaid(network, options);
    case 'dot':
      return (await import('../diagram/dot.ts')).drawDot(network, options);
    case 'svg':
      return (await import('../diagram/svg.ts')).drawSvg(network, options);
  }
}
