import type { ActionCall, CheckCall } from '../model/calls.ts';
import { faultsError } from '../model/errors.ts';
import { nearest } from '../model/nearest.ts';
import { type Network, startNetwork } from '../model/network.ts';
import type { Erratum, Scenario, Step } from '../model/scenario.ts';
import { show } from '../model/show.ts';
import type { Text } from '../model/text.ts';
import { renderShell } from '../render/templates.ts';
import type { ActionDef, CheckDef, Evidence, Facts, FlagNote, Need, Verdict } from '../vocabulary/define.ts';
import { ACTIONS, CHECKS } from '../vocabulary/index.ts';
import { callAuthor } from './author-code.ts';
import { parseCall } from './issues.ts';
import { parseParams } from './parameters.ts';
import { stepsFaults } from './shape.ts';

export interface PlannedCommand {
  readonly text: string;
  /** Done for the sandbox's sake; no part of what the lesson teaches. */
  readonly housekeeping: boolean;
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
  readonly undo: readonly string[];
  /** Only to be looked at. */
  readonly look: boolean;
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
  readonly concurrent: boolean;
  readonly wait: CheckDef['wait'];
  judge(evidence: Evidence): Verdict;
}

export interface PlannedStep {
  readonly id: string;
  readonly title: Text;
  readonly why: Text;
  readonly look: Text | undefined;
  readonly note: Text | undefined;
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
  /** Mistakes in the lesson's source, and what is right. */
  readonly errata: readonly Erratum[];
  readonly tryNext: readonly Text[];
  readonly breakIt: readonly Text[];
  readonly before: Network;
  readonly steps: readonly PlannedStep[];
  readonly needs: readonly Need[];
  readonly facts: Facts;
}

/** A mutation for the proof of the checks: the action at `[step, action]` is left out. */
export interface Omission {
  readonly step: number;
  readonly action: number;
}

interface Folding {
  network: Network;
  readonly needs: Map<string, Need>;
  readonly faults: string[];
}

function addNeeds(folding: Folding, needs: readonly Need[]): void {
  for (const need of needs) folding.needs.set(JSON.stringify(need), need);
}

function unknownKind(what: string, kind: string, known: ReadonlyMap<string, unknown>): string {
  const meant = nearest(kind, [...known.keys()]);
  return `there is no ${what} ${show(kind)}${meant ? `; did you mean ${meant}?` : `; make it with ${what}.…`}`;
}

function planAction(call: ActionCall, where: string, folding: Folding, facts: Facts, omitted: boolean): PlannedAction | undefined {
  const def: ActionDef | undefined = ACTIONS.get(call.kind);
  if (!def) {
    folding.faults.push(`${where}: ${unknownKind('action', call.kind, ACTIONS)}`);
    return undefined;
  }
  const parsed = parseCall(def.params, call.params, where);
  if ('faults' in parsed) {
    folding.faults.push(...parsed.faults);
    return undefined;
  }
  const { params } = parsed;
  const data = def.data?.(params, facts) ?? params;
  addNeeds(folding, def.needs(params));
  const commands = (template: string, housekeeping: boolean) => renderShell({ template, data }).map((text) => ({ text, housekeeping }));
  const planned: PlannedAction = {
    kind: def.kind,
    params,
    title: def.title(params),
    purpose: def.purpose,
    flags: def.flags,
    mistakes: def.mistakes,
    commands: [...commands(def.template, false), ...(def.housekeeping ? commands(def.housekeeping, true) : [])],
    undo: def.undo === null ? [] : renderShell({ template: def.undo, data }),
    look: def.look ?? false,
  };
  if (omitted) return undefined;
  try {
    folding.network = def.effect(folding.network, params, facts);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    folding.faults.push(`${where} (${planned.title.en}): ${error.message}`);
  }
  return planned;
}

function planCheck(call: CheckCall, where: string, folding: Folding): PlannedCheck | undefined {
  const def = CHECKS.get(call.kind);
  if (!def) {
    folding.faults.push(`${where}: ${unknownKind('check', call.kind, CHECKS)}`);
    return undefined;
  }
  const parsed = parseCall(def.params, call.params, where);
  if ('faults' in parsed) {
    folding.faults.push(...parsed.faults);
    return undefined;
  }
  const { params } = parsed;
  addNeeds(folding, def.needs(params));
  return {
    kind: def.kind,
    params,
    claim: def.claim(params),
    probes: def.probe(params).flatMap(renderShell),
    see: renderShell(def.see(params)).join(' && '),
    shows: def.shows(params),
    flags: def.flags,
    concurrent: def.concurrent,
    wait: def.wait,
    judge: (evidence) => def.judge(params, evidence),
  };
}

function stepFaults(steps: readonly Step[]): readonly string[] {
  const faults: string[] = steps.length === 0 ? ['steps: a lesson needs at least one step'] : [];
  const seen = new Map<string, number>();
  for (const [index, { id }] of steps.entries()) {
    if (!/^[a-z0-9][a-z0-9-]*$/.test(id)) faults.push(`steps[${index}].id: ${show(id)} is not made of small letters, digits and '-'`);
    const first = seen.get(id);
    if (first !== undefined) faults.push(`steps[${index}].id: '${id}' is taken by steps[${first}]`);
    seen.set(id, first ?? index);
  }
  return faults;
}

/**
 * Settles a lesson's parameters, renders every command and folds the expected network. Throws one `NetscenarioError`
 * that lists all faults with their places. With `omit` the plan is that of the lesson without the one action, what
 * later actions cannot do to the expected network passed over, since the kernel is to find that out.
 */
export function planScenario(scenario: Scenario, options: { set: readonly string[]; facts: Facts; omit?: Omission }): Plan {
  const { facts, omit } = options;
  const { values, texts } = parseParams(scenario, options.set);
  const together = callAuthor(scenario.id, 'faults', () => scenario.faults?.(values) ?? []);
  if (together.length > 0) throw faultsError('usage', `${scenario.id} cannot run with these parameters`, together);
  const steps = callAuthor(scenario.id, 'steps', () => scenario.steps(values));
  const misshapen = stepsFaults(steps);
  if (misshapen.length > 0) throw faultsError('scenario', `the lesson ${scenario.id} has faults`, misshapen);
  const folding: Folding = { network: startNetwork(), needs: new Map(), faults: [...stepFaults(steps)] };
  const before = folding.network;
  const planned = steps.map((step, stepIndex): PlannedStep => {
    const where = `steps[${stepIndex}]`;
    const { network } = folding;
    const actions = step.actions.map((call, index) =>
      planAction(call, `${where}.actions[${index}]`, folding, facts, omit?.step === stepIndex && omit.action === index),
    );
    const checks = step.checks.map((call, index) => planCheck(call, `${where}.checks[${index}]`, folding));
    return {
      id: step.id,
      title: step.title,
      why: step.why,
      look: step.look,
      note: step.note,
      actions: actions.filter((action) => action !== undefined),
      checks: checks.filter((check) => check !== undefined),
      before: network,
      after: folding.network,
    };
  });
  if (folding.faults.length > 0 && !omit) throw faultsError('scenario', `the lesson ${scenario.id} has faults`, folding.faults);
  const { id, title, summary, about, errata = [], tryNext = [], breakIt = [] } = scenario;
  return {
    id,
    title,
    summary,
    about,
    params: texts,
    errata,
    tryNext,
    breakIt,
    before,
    steps: planned,
    needs: [...folding.needs.values()],
    facts,
  };
}
