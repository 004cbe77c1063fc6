import type { Measurement, Sample } from '../model/measurement.ts';
import type { Lang } from '../model/text.ts';
import type { PlannedAction, PlannedCommand, PlannedMeasuring, PlannedStep } from '../plan/plan.ts';
import type { Channel } from '../sandbox/channel.ts';
import type { JobEvents } from '../sandbox/job.ts';
import type { CommandResult } from '../vocabulary/define.ts';
import { tellMeasurement, tellSample } from '../vocabulary/findings.ts';
import { type Running, runCommands } from './command-rows.ts';
import type { EarlyCommands } from './early-commands.ts';
import type { Emit } from './events.ts';

export interface CommandsOptions {
  readonly channel: Channel;
  /** The plan's first commands, where they are under way, in order. */
  readonly begun?: readonly EarlyCommands[] | undefined;
  readonly emit: Emit;
  readonly lang: Lang;
  /** Pass on output while a command runs. */
  readonly verbose: boolean;
}

/** Runs the commands of steps, and says what becomes of each. */
export class Commands {
  readonly #options: CommandsOptions;
  readonly #begun: EarlyCommands[];
  /** What has been measured so far. */
  readonly measurements: Measurement[] = [];

  constructor(options: CommandsOptions) {
    this.#options = options;
    this.#begun = [...(options.begun ?? [])];
  }

  /** Runs what a step does, up to a command that fails where it must not; resolves to that one. */
  async act(step: PlannedStep): Promise<CommandResult | undefined> {
    for (const { look, actions } of segmentsOf(step.actions)) {
      const commands = actions.flatMap((action) => action.commands);
      const [measures] = actions.flatMap((action) => action.measures ?? []);
      const results = await (measures ? this.#measure(step, commands, measures) : this.#runCommands(step, commands, { keepGoing: look }));
      const failure = results.find(({ exitCode }) => exitCode !== 0);
      if (failure && !look) return failure;
    }
    return undefined;
  }

  /** Runs the commands of a measuring action turn by turn and says each; ends with the first turn in which a value is missing. */
  async #measure(
    step: PlannedStep,
    commands: readonly PlannedCommand[],
    { design, commandsATurn, seconds, read }: PlannedMeasuring,
  ): Promise<readonly CommandResult[]> {
    const { emit, lang } = this.#options;
    const results: CommandResult[] = [];
    const complete = ({ values }: Sample) => design.metrics.every(({ id }) => values[id] !== undefined);
    for (let first = 0; first < commands.length; first += commandsATurn) {
      const turn = commands.slice(first, first + commandsATurn);
      results.push(...(await this.#runCommands(step, turn, { keepGoing: false, lastsMs: 1000 * seconds })));
      if (results.some(({ exitCode }) => exitCode !== 0)) return results;
      const sample = read(results).at(-1);
      if (sample) emit({ type: 'sample', step: step.id, measurement: design.name, ...sample, text: tellSample(sample, design, lang) });
      if (!sample || !complete(sample)) break;
    }
    const measurement = { design, samples: read(results) };
    this.measurements.push(measurement);
    if (results.length === commands.length) emit({ type: 'measurement', step: step.id, ...tellMeasurement(measurement, lang) });
    return results;
  }

  /** Runs commands and emits what happens, or follows those that are under way already. */
  #runCommands(step: PlannedStep, commands: readonly PlannedCommand[], running: Running): Promise<readonly CommandResult[]> {
    const { channel, emit, verbose } = this.#options;
    const named = (index: number) => {
      const { text = '', housekeeping = false } = commands[index] ?? {};
      return { step: step.id, command: text, housekeeping };
    };
    const events: JobEvents = {
      onBegin: (index) => emit({ type: 'command-started', ...named(index) }),
      ...(verbose ? { onOutput: (index, text) => emit({ type: 'output', step: step.id, command: named(index).command, text }) } : {}),
      onEnd: (index, result) => emit({ type: 'command-finished', ...result, ...named(index) }),
    };
    return this.#begun.shift()?.follow(events) ?? runCommands(channel, commands, { ...running, ...events });
  }
}

/** Actions in order, parted where commands that must succeed meet ones that are only looked at; one that measures is alone. */
function segmentsOf(actions: readonly PlannedAction[]): readonly { look: boolean; actions: readonly PlannedAction[] }[] {
  const segments: { look: boolean; actions: PlannedAction[] }[] = [];
  for (const action of actions) {
    const last = segments.at(-1);
    const alone = action.measures !== undefined || last?.actions.at(-1)?.measures !== undefined;
    if (last?.look === action.look && !alone) last.actions.push(action);
    else segments.push({ look: action.look, actions: [action] });
  }
  return segments;
}
