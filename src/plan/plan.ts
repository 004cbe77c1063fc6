import type { Dialect } from '../model/dialects.ts';
import type { Packet } from '../model/hop.ts';
import type { Design, Sample } from '../model/measurement.ts';
import type { Network } from '../model/network.ts';
import type { Erratum } from '../model/scenario.ts';
import type { Text } from '../model/text.ts';
import type { CheckDef, CommandResult, Evidence, Made, Place, Thing, Verdict } from '../vocabulary/define.ts';
import type { Facts, Need } from '../vocabulary/needs.ts';
import type { FlagNote } from '../vocabulary/notes.ts';

export interface PlannedCommand {
  readonly text: string;
  /** Done for the sandbox's sake; no part of what the lesson teaches. */
  readonly housekeeping: boolean;
  /** Done together with its neighbours of which this is true too. */
  readonly atOnce: boolean;
  /** The same of commands of the lesson, each of which stays with its action. */
  readonly abreast: boolean;
  /** It neither takes a device away nor gives one another name. */
  readonly devicesStay: boolean;
}

/** An action's commands in a dialect that was not chosen. */
export interface OtherForm {
  readonly dialect: Dialect;
  readonly commands: readonly string[];
}

/** An action with its names settled and its commands rendered. */
export interface PlannedAction {
  readonly kind: string;
  /** As parsed: defaults filled in. */
  readonly params: object;
  readonly title: Text;
  /** What it is for, and how a learner is told. */
  readonly purpose: Text;
  readonly flags: readonly FlagNote[];
  readonly mistakes: readonly Text[];
  readonly commands: readonly PlannedCommand[];
  /** The dialect of its commands, where there are others. */
  readonly dialect: Dialect | undefined;
  /** The same in the other dialects that can say it. */
  others(): readonly OtherForm[];
  /** What it leaves on the host under a name. */
  readonly makes: readonly Made[];
  undo(): readonly string[];
  /** What it makes that has a name. */
  readonly creates: readonly Thing[];
  /** What its undo works on: with any of that gone, there is nothing to undo. */
  readonly undoes: readonly Thing[];
  /** What it takes away for good. */
  readonly loses: readonly Thing[];
  /** It may begin before all of the sandbox is ready. */
  readonly early: boolean;
  /** Only to be looked at. */
  readonly look: boolean;
  /** Whose it is where a learner builds the network. */
  readonly role: 'scene' | 'watch' | 'build';
  /** What a lab does instead, in the learner's cell; nothing where it does the same as a run, outside of the cell. */
  inCell(): readonly string[];
  /** What it measures, if it does. */
  readonly measures?: PlannedMeasuring | undefined;
}

export interface PlannedMeasuring {
  readonly design: Design;
  readonly commandsATurn: number;
  /** Seconds that one sample may take. */
  readonly seconds: number;
  /** The samples that are complete with the results of its commands so far. */
  read(results: readonly CommandResult[]): readonly Sample[];
}

export interface PlannedCheck {
  readonly kind: string;
  /** As parsed: defaults filled in. */
  readonly params: object;
  readonly claim: Text;
  readonly probes: readonly string[];
  /** The command with which one sees it oneself, what it then prints, and its flags. */
  readonly see: string;
  readonly shows: Text;
  readonly flags: readonly FlagNote[];
  readonly concurrent: CheckDef['concurrent'];
  readonly wait: CheckDef['wait'];
  readonly probesFail?: CheckDef['probesFail'];
  /** It looks at what switches have learnt. */
  readonly fdb: boolean;
  /** Loads what judges it, which else is loaded when it is judged. */
  load?(): void;
  judge(evidence: Evidence): Verdict;
  /** Whether its claim is true of a network as the lesson leaves it; never where it is bound to its moment. */
  stands(network: Network): boolean;
  /** The packet that must be answered, where it is about one. */
  readonly packet?: Packet;
  /** The places that it speaks of. */
  readonly places: readonly Place[];
}

export interface PlannedStep {
  readonly id: string;
  readonly title: Text;
  readonly why: Text;
  readonly look: Text | undefined;
  readonly note: Text | undefined;
  readonly scene: boolean;
  readonly goal: boolean;
  readonly actions: readonly PlannedAction[];
  readonly checks: readonly PlannedCheck[];
  /** The expected network before the step's actions, and after them. */
  readonly before: Network;
  readonly after: Network;
}

/** A lesson with every choice made: what is printed, shown, run and graded. */
export interface Plan {
  readonly id: string;
  readonly title: Text;
  /** What it is about, in a sentence. */
  readonly summary: Text;
  /** Why one should care, in a paragraph. */
  readonly about: Text;
  readonly params: Readonly<Record<string, string>>;
  /** The dialects that were asked for. */
  readonly dialects: readonly Dialect[];
  /** The tutorials that it comes from, and those whose mistakes it tells. */
  readonly sources: readonly string[];
  /** Mistakes in the lesson's sources, and what is right. */
  readonly errata: readonly Erratum[];
  readonly tryNext: readonly Text[];
  readonly breakIt: readonly Text[];
  readonly before: Network;
  readonly steps: readonly PlannedStep[];
  readonly needs: readonly Need[];
  readonly facts: Facts;
}

/** Whether only root may run it, and only in a sandbox. */
export function isForRootInSandbox({ needs }: Pick<Plan, 'needs'>): boolean {
  return needs.some(({ kind }) => kind === 'own-files');
}

/** A mutation for the proof of the checks: the action at `[step, action]` is left out. */
export interface Omission {
  readonly step: number;
  readonly action: number;
}

/** What a plan is made from beside the lesson. */
export interface PlanOptions {
  readonly set: readonly string[];
  readonly facts: Facts;
  readonly omit?: Omission | undefined;
  /** The dialects to write actions in; of several that an action has, the one named last. None: each action's own. */
  readonly dialects?: readonly Dialect[] | undefined;
}
