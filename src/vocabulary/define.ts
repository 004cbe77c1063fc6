import type * as v from 'valibot';
import type { ActionCall, CheckCall } from '../model/calls.ts';
import type { Dialect } from '../model/dialects.ts';
import type { Edit } from '../model/edits.ts';
import type { Packet } from '../model/hop.ts';
import { HOST } from '../model/host.ts';
import type { Design, Measurement, Sample } from '../model/measurement.ts';
import type { Network } from '../model/network.ts';
import type { Text } from '../model/text.ts';
import type { Facts, Need } from './needs.ts';
import type { FlagNote } from './notes.ts';
import type { Probe } from './probe.ts';
import type { Shell } from './shell.ts';

/** Where something is: a device, or a namespace as a whole. */
export interface Place {
  readonly netns: string;
  readonly dev?: string | undefined;
}

/** Something by its name, wherever it is: a namespace, a device, a bridge of Open vSwitch or a port of one. */
export type Thing = `${'netns' | 'dev' | 'ovs' | 'port'} ${string}`;

/** What an action leaves on the host under a name, which a second run would meet. */
export type Made =
  | { readonly what: 'netns' | 'dev' | 'file' | 'route'; readonly name: string }
  /** There as long as the probe succeeds. */
  | { readonly what: 'rule'; readonly name: Text; readonly probe: Shell };

/** What an action measures: its commands print numbers, which are read and compared. */
export interface Measuring<P> {
  design(params: P): Design;
  /** The samples that are complete with these results, those of the commands so far. Pure. */
  read(params: P, results: readonly CommandResult[]): readonly Sample[];
  /** How many of its commands make one sample. */
  readonly commandsATurn: number;
  /** Seconds that one sample may take. */
  lasts(params: P): number;
}

type ParamsSchema = v.GenericSchema<unknown, object>;

/** What each parameter means. */
type About<S extends ParamsSchema> = Readonly<Record<keyof v.InferInput<S>, Text>>;

/**
 * An action's commands in another dialect. What they change is the same, so that the effect, the purpose and the parameters
 * stay; whatever is left out here is the action's own.
 */
export interface Form<S extends ParamsSchema = ParamsSchema> {
  readonly template: string;
  readonly undo: string | null;
  readonly devicesStay?: boolean;
  /** Template data, which may depend on the network before the action; nothing in it need be there where a lesson is at fault. */
  data?(params: v.InferOutput<S>, network: Network): object;
  /** Whether this dialect can say what the parameters ask for, at that point; it can where this is missing. */
  fits?(params: v.InferOutput<S>, network: Network): boolean;
  makes?(params: v.InferOutput<S>): readonly Made[];
  needs?(params: v.InferOutput<S>): readonly Need[];
  readonly flags?: readonly FlagNote[];
  /** True where its words are those of the action's own form, cut short. */
  readonly abbreviates?: boolean;
  readonly mistakes?: readonly Text[];
}

/** One kind of action, whole: all that run, explain, render and lab know about it. */
export interface ActionDef<S extends ParamsSchema = ParamsSchema> {
  readonly kind: string;
  /** Shape of the parameters, units and limits included. */
  readonly params: S;
  /** What each parameter means, for authors. */
  readonly about: About<S>;
  /** Names the file `templates/<name>.sh.hbs`; one command a line. */
  readonly template: string;
  /** The dialect of that template, where there are others. */
  readonly dialect?: Dialect;
  /** The same in other dialects. */
  readonly forms?: Readonly<Partial<Record<Dialect, Form<S>>>>;
  /** True where its commands neither take a device away nor give one another name. */
  readonly devicesStay?: boolean;
  /** True where its commands need no device, no kernel setting and no program under another name: they may begin before all of a sandbox is ready. */
  readonly early?: boolean;
  /** Which of its commands, from 0, wait for none of their neighbours that are named so too, of the same action or of the next. */
  readonly abreast?: readonly number[];
  /** Names a template with what is done before the action for the sandbox's sake; where there is one, `printed` does the same. */
  readonly prepare?: string;
  /** Names a template with what the action does for the sandbox's sake, after the action; learners see it on request only. */
  readonly housekeeping?: string;
  /** True where that is done for several such actions in a row at once, after the last of them. */
  readonly housekeepingAtOnce?: boolean;
  /** The template that takes it back; `null` where the action changes nothing, or nothing can take it back. */
  readonly undo: string | null;
  /** True where nothing can take it back: it takes things away for good, and what was done to those needs no undo any more. */
  readonly final?: boolean;
  /** What it makes and its undo takes away, so that there is nothing to undo once that is gone. */
  creates?(params: v.InferOutput<S>): Thing;
  /** What else its undo works on, likewise; left out, that is what it goes with. */
  undoes?(params: v.InferOutput<S>): Thing;
  /** Template data where it is more than the parameters. */
  data?(params: v.InferOutput<S>, facts: Facts): object;
  /** What it changes in the network; throws `RangeError` where the kernel would refuse. Pure. */
  effect(network: Network, params: v.InferOutput<S>, facts: Facts): readonly Edit[];
  /** What takes its effect away when it goes; nothing does where this is missing. */
  goesWith?(params: v.InferOutput<S>): Place;
  /** What it leaves on the host under a name. */
  makes?(params: v.InferOutput<S>): readonly Made[];
  /** In a printed script, instead of `template`: what depends on the machine is decided there. */
  readonly printed?: string;
  /** In a printed script, instead of `housekeeping`: a function, called once for such actions in a row with a word of each. */
  readonly printedAfter?: { readonly by: 'same_settings' | 'capturing' | 'listening' | 'holding'; word(params: v.InferOutput<S>): string };
  /** Functions that a printed script needs for `printed`. */
  readonly calls?: readonly 'measure'[];
  /** What it measures, where that is what it is for. */
  readonly measures?: Measuring<v.InferOutput<S>>;
  needs(params: v.InferOutput<S>): readonly Need[];
  title(params: v.InferOutput<S>): Text;
  /** What it is for, in a sentence or two. */
  readonly purpose: Text;
  readonly flags: readonly FlagNote[];
  readonly mistakes: readonly Text[];
  /**
   * Whose it is where a learner builds the network: the lab's, which has it ready before (`scene`), or the grader's, who needs
   * it for a check (`watch`). Else the learner's.
   */
  readonly role?: 'scene' | 'watch';
  /**
   * Names a template with what a lab does instead, as the root of the learner's cell (docs/grading.md): whoever may ask a daemon
   * for everything has then no more rights than the cell. For what a lab has ready.
   */
  readonly inCell?: string;
  /** True where it only shows something, so that no check can miss it. */
  readonly look?: boolean;
  /** One use of it that is allowed after the actions in `given`. */
  readonly example: { readonly given: readonly ActionCall[]; readonly params: v.InferInput<S> };
}

/** An action definition that can be called with its parameters; the call is plain data, checked when a plan is made. */
export type Action<S extends ParamsSchema = ParamsSchema> = ActionDef<S> & ((params: v.InferInput<S>) => ActionCall);

export function defineAction<const S extends ParamsSchema>(def: ActionDef<S>): Action<S> {
  const call = (params: v.InferInput<S>): ActionCall => ({ kind: def.kind, params });
  return Object.assign(call, def);
}

/** How one command ended. */
export interface CommandResult {
  readonly command: string;
  /** Exit code; 128 plus the signal's number where a signal ended it. */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly durationMs: number;
}

/** What a check is judged by. */
export interface Evidence {
  /** Observed after the step's actions, and again on each retry. */
  readonly network: Network;
  /** The probe's commands, in order. */
  readonly results: readonly CommandResult[];
  /** What the run has measured so far. */
  readonly measurements?: readonly Measurement[];
}

export type Verdict =
  | { readonly holds: true; readonly seen: Text }
  | {
      readonly holds: false;
      readonly expected: Text;
      readonly actual: Text;
      readonly reason: Text;
      /** Lines that prove it, as tools printed them. */
      readonly evidence?: readonly string[];
      /** How much of it holds all the same, below 1, where it has several parts. */
      readonly part?: number;
    };

/** One kind of check, whole. Roles (namespaces, addresses) identify what it looks at, never device names that a learner may choose. */
export interface CheckDef<S extends ParamsSchema = ParamsSchema> {
  readonly kind: string;
  readonly params: S;
  /** What each parameter means, for authors. */
  readonly about: About<S>;
  /** What it shows, and where its limits are. */
  readonly purpose: Text;
  /** A sentence in the present tense that can be false. */
  claim(params: v.InferOutput<S>): Text;
  /** Commands run inside the sandbox before judging; none where the observed network is enough. */
  probe(params: v.InferOutput<S>): readonly Shell[];
  /** Pure. */
  judge(params: v.InferOutput<S>, evidence: Evidence): Verdict;
  /** The same for a printed script, as strong; devices that hold a role are taken from the expected network after the step. */
  printed(params: v.InferOutput<S>, expected: Network): Probe;
  /** The command with which a learner sees it oneself. */
  see(params: v.InferOutput<S>): Shell;
  /** What that command prints where the claim holds, and how to read it. */
  shows(params: v.InferOutput<S>): Text;
  /** The flags and words of that command. */
  readonly flags: readonly FlagNote[];
  needs(params: v.InferOutput<S>): readonly Need[];
  /** What must be in the expected network by then, or the check can never hold; not what may rightly be missing. */
  places(params: v.InferOutput<S>): readonly Place[];
  /**
   * Whether it may be probed at once with its neighbours: with others that send, or with others that look at what there is, at
   * traces of what was sent before among it.
   */
  readonly concurrent: 'sends' | 'looks' | false;
  /** `until-holds` retries to the deadline; `once` is for claims that something does not happen. */
  readonly wait: 'until-holds' | 'once';
  /** Its probes fail where the claim holds; those of one that is tried once may do so as well. */
  readonly probesFail?: true;
  /**
   * Whether the claim is true of a network as a lesson leaves it, so that whoever builds that network can be graded by it:
   * what `judge` says where that looks at nothing but the network, or a pure function. Missing where it is bound to its moment.
   */
  readonly stands?: 'as-judged' | ((params: v.InferOutput<S>, network: Network) => boolean);
  /** The packet that must be answered, where it is about one: if it is not, its way is searched for what stops it. */
  packet?(params: v.InferOutput<S>): Packet;
  /** True where it looks at what switches have learnt, which is not read otherwise. */
  readonly fdb?: boolean;
  /** Parameters as an author may write them. */
  readonly example: v.InferInput<S>;
}

export type Check<S extends ParamsSchema = ParamsSchema> = CheckDef<S> & ((params: v.InferInput<S>) => CheckCall);

export function defineCheck<const S extends ParamsSchema>(def: CheckDef<S>): Check<S> {
  const call = (params: v.InferInput<S>): CheckCall => ({ kind: def.kind, params });
  return Object.assign(call, def);
}

/** Devices by the names that they get where they are made, so far as that is on the host. */
export function devicesMade(netns: string, ...names: readonly string[]): readonly Made[] {
  return netns === HOST ? names.map((name) => ({ what: 'dev', name })) : [];
}

/** A rule that is made on the host, with a probe that finds it there. */
export function ruleMade(netns: string, name: Text, probe: Shell): readonly Made[] {
  return netns === HOST ? [{ what: 'rule', name, probe }] : [];
}

/** Definitions by their kind. */
export interface Kinds<D> {
  get(kind: string): D | undefined;
  keys(): Iterable<string>;
}
