import type { ActionCall, CheckCall } from '../model/calls.ts';
import type { Dialect } from '../model/dialects.ts';
import { NetworkDraft } from '../model/draft.ts';
import { linkOf, type Network, netnsOf, startNetwork } from '../model/network.ts';
import { say } from '../model/say.ts';
import type { Step } from '../model/scenario.ts';
import { whole } from '../model/text.ts';
import { renderShell } from '../render/templates.ts';
import { abbreviated } from '../vocabulary/abbreviated.ts';
import type { ActionDef, Form, Thing } from '../vocabulary/define.ts';
import { ACTIONS, CHECKS } from '../vocabulary/index.ts';
import type { Facts, Need } from '../vocabulary/needs.ts';
import type { FlagNote } from '../vocabulary/notes.ts';
import type { OtherForm, PlannedAction, PlannedCheck, PlannedCommand, PlannedStep, PlanOptions } from './plan.ts';
import { plannedCheck } from './planned-check.ts';
import { callsIn, type Faults, onNetwork, type Placed, readCall } from './read-call.ts';
import { isRecord } from './shape.ts';

/** A lesson's steps with every choice made, and what is wrong with their calls. */
export interface Folded {
  readonly before: Network;
  readonly steps: readonly PlannedStep[];
  readonly needs: readonly Need[];
  /** Each with its place; that there are steps at all and how they are made is for `stepsFaults` to say. */
  readonly faults: readonly string[];
}

interface Folding extends Faults {
  readonly draft: NetworkDraft;
  readonly facts: Facts;
  readonly dialects: readonly Dialect[];
  readonly needs: Map<string, Need>;
}

function addNeeds(folding: Folding, needs: readonly Need[]): void {
  for (const need of needs) folding.needs.set(JSON.stringify(need), need);
}

/** An action in one of its dialects, with what its templates are filled with. */
interface Written {
  readonly dialect: Dialect | undefined;
  readonly form: Omit<Form, 'data' | 'fits'>;
  readonly data: object;
  readonly flags: readonly FlagNote[];
}

function renderedForm(dialect: Dialect, { form: { template }, data }: Written): OtherForm {
  return { dialect, commands: renderShell({ template, data }) };
}

/** The action's own form, and those in other dialects that can say what is asked for. */
function formsOf(
  def: ActionDef,
  { params, facts, network }: { readonly params: object; readonly facts: Facts; readonly network: Network },
): readonly [Written, ...Written[]] {
  const data = def.data?.(params, facts) ?? params;
  const others = Object.entries(def.forms ?? {}).filter(([, { fits }]) => fits?.(params, network) ?? true);
  return [
    { dialect: def.dialect, form: def, data, flags: def.flags },
    ...others.map(([name, form]) => ({
      dialect: name as Dialect,
      form,
      data: form.data?.(params, network) ?? data,
      flags: form.flags ?? (form.abbreviates ? abbreviated(def.flags) : def.flags),
    })),
  ];
}

/** What the undo of an action works on. */
function undoneOn(def: ActionDef, params: object): readonly Thing[] {
  const own = def.creates?.(params) ?? def.undoes?.(params);
  if (own) return [own];
  const { netns, dev } = def.goesWith?.(params) ?? {};
  return [...(netns === undefined ? [] : [`netns ${netns}` as const]), ...(dev === undefined ? [] : [`dev ${dev}` as const])];
}

/** All that has a name. A device that goes in one place and comes in another is still there. */
function thingsIn({ netns, ovs }: Network): readonly Thing[] {
  return [
    ...Object.entries(netns).flatMap(([name, { links }]): Thing[] => [
      `netns ${name}`,
      ...Object.values(links).flatMap((link): Thing[] => (link.kind === 'loopback' ? [] : [`dev ${link.name}`])),
    ]),
    ...Object.entries(ovs?.bridges ?? {}).flatMap(([name, { ports }]): Thing[] => [
      `ovs ${name}`,
      ...Object.keys(ports).map((port): Thing => `port ${port}`),
    ]),
  ];
}

function planAction(placed: Placed<ActionCall>, folding: Folding, omitted: boolean): PlannedAction | undefined {
  const { def, params } = readCall('action', ACTIONS, placed, folding) ?? {};
  if (!def || !params) return undefined;
  const { facts, dialects, draft } = folding;
  const written = formsOf(def, { params, facts, network: draft.network });
  const [own] = written;
  const { dialect, form, data, flags } = dialects.flatMap((name) => written.find((one) => one.dialect === name) ?? []).at(-1) ?? own;
  addNeeds(folding, form.needs?.(params) ?? def.needs(params));
  const commands = (template: string, housekeeping: boolean) => {
    const atOnce = housekeeping && (def.housekeepingAtOnce ?? false);
    const devicesStay = form.devicesStay ?? def.devicesStay ?? false;
    const abreast = (index: number): boolean => !housekeeping && (def.abreast?.includes(index) ?? false);
    return renderShell({ template, data: housekeeping ? own.data : data }).map((text, index) => {
      return { text, housekeeping, atOnce, abreast: abreast(index), devicesStay };
    });
  };
  const planned: PlannedAction = {
    kind: def.kind,
    params,
    title: def.title(params),
    purpose: def.purpose,
    flags,
    mistakes: form.mistakes ?? def.mistakes,
    commands: [
      ...(def.prepare ? commands(def.prepare, true) : []),
      ...commands(form.template, false),
      ...(def.housekeeping ? commands(def.housekeeping, true) : []),
    ],
    dialect,
    others: () => written.flatMap((one) => (one.dialect && one.dialect !== dialect ? [renderedForm(one.dialect, one)] : [])),
    makes: form.makes?.(params) ?? def.makes?.(params) ?? [],
    // Printed scripts alone ask for it.
    undo: () => (form.undo === null ? [] : renderShell({ template: form.undo, data })),
    creates: def.creates ? [def.creates(params)] : [],
    undoes: undoneOn(def, params),
    loses: [],
    early: def.early ?? false,
    look: def.look ?? false,
    role: def.role ?? 'build',
    // Labs alone ask for it.
    inCell: () => (def.inCell ? renderShell({ template: def.inCell, data }) : []),
    measures: def.measures && {
      design: def.measures.design(params),
      commandsATurn: def.measures.commandsATurn,
      seconds: def.measures.lasts(params),
      read: (results) => def.measures?.read(params, results) ?? [],
    },
  };
  if (omitted) return undefined;
  const before = def.final ? thingsIn(draft.network) : [];
  onNetwork(placed, say(planned.title), folding, () => {
    draft.apply(def.effect(draft.network, params, facts));
  });
  if (!def.final) return planned;
  const left = new Set(thingsIn(draft.network));
  return { ...planned, loses: before.filter((thing) => !left.has(thing)) };
}

function planCheck(placed: Placed<CheckCall>, folding: Folding): PlannedCheck | undefined {
  const { def, params } = readCall('check', CHECKS, placed, folding) ?? {};
  if (!def || !params) return undefined;
  addNeeds(folding, def.needs(params));
  const claim = def.claim(params);
  for (const { netns, dev } of def.places(params))
    onNetwork(placed, say(claim), folding, () => {
      if (dev === undefined) netnsOf(folding.draft.network, netns);
      else linkOf(folding.draft.network, netns, dev);
    });
  return plannedCheck(def, params);
}

/** In a row of actions whose housekeeping is done at once, all of it comes after the last. */
function gathered(actions: readonly PlannedAction[]): readonly PlannedAction[] {
  const waiting: PlannedCommand[] = [];
  return actions.map((action, index) => {
    const own = action.commands.filter(({ atOnce }) => !atOnce);
    waiting.push(...action.commands.filter(({ atOnce }) => atOnce));
    const goesOn = actions[index + 1]?.kind === action.kind;
    return { ...action, commands: goesOn ? own : [...own, ...waiting.splice(0)] };
  });
}

function planStep(step: Step, where: string, folding: Folding, isOmitted: (where: string) => boolean): PlannedStep {
  const { id, title, why, look, note, scene = false, goal = false } = step;
  const before = folding.draft.snapshot();
  const actions = callsIn(step.actions, `${where}.actions`).map((placed) => planAction(placed, folding, isOmitted(placed.where)));
  const checks = callsIn(step.checks, `${where}.checks`).map((placed) => planCheck(placed, folding));
  return {
    ...{ id, title: whole(title), why: whole(why), look: look && whole(look), note: note && whole(note), scene, goal },
    actions: gathered(actions.filter((action) => action !== undefined)),
    checks: checks.filter((check) => check !== undefined),
    before,
    after: folding.draft.snapshot(),
  };
}

/**
 * Renders every command of a lesson's steps and folds the expected network; what is no step or no call is passed over.
 * With `omit` the action at that place is left out.
 */
export function foldSteps(steps: unknown, options: Omit<PlanOptions, 'set'>): Folded {
  const { facts, omit, dialects = [] } = options;
  const before = startNetwork();
  const folding: Folding = { draft: new NetworkDraft(before), facts, dialects, needs: new Map(), found: [], doubtful: new Set() };
  const omitted = omit && `steps[${omit.step}].actions[${omit.action}]`;
  const planned = (Array.isArray(steps) ? steps : []).flatMap((step: unknown, index) =>
    isRecord(step) ? [planStep(step as unknown as Step, `steps[${index}]`, folding, (where) => where === omitted)] : [],
  );
  return { before, steps: planned, needs: [...folding.needs.values()], faults: folding.found };
}
