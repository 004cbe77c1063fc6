import type { CommandResult } from '../vocabulary/define.ts';
import { ACTIONS } from '../vocabulary/index.ts';
import type { Facts } from '../vocabulary/needs.ts';
import { checkOfKind, judging } from './judging.ts';
import type { OtherForm, Plan, PlannedAction, PlannedCheck, PlannedMeasuring, PlannedStep } from './plan.ts';
import { readShared, writeShared } from './shared-json.ts';

interface KeptAction extends Omit<PlannedAction, 'others' | 'undo' | 'inCell' | 'measures'> {
  readonly others: readonly OtherForm[];
  readonly undo: readonly string[];
  readonly inCell: readonly string[];
  readonly measures: Omit<PlannedMeasuring, 'read'> | undefined;
}

type KeptCheck = Omit<PlannedCheck, 'load' | 'judge' | 'stands'>;

interface KeptStep extends Omit<PlannedStep, 'actions' | 'checks'> {
  readonly actions: readonly KeptAction[];
  readonly checks: readonly KeptCheck[];
}

/** A plan as data: what it can still be asked for is answered already, and what judges is known by its kind. */
interface KeptPlan extends Omit<Plan, 'steps' | 'facts'> {
  readonly steps: readonly KeptStep[];
}

function keptMeasuring({ read: _read, ...measures }: PlannedMeasuring): Omit<PlannedMeasuring, 'read'> {
  return measures;
}

function keptAction({ others, undo, inCell, measures, ...action }: PlannedAction): KeptAction {
  return { ...action, others: others(), undo: undo(), inCell: inCell(), measures: measures && keptMeasuring(measures) };
}

/** A plan as text, without the facts of the machine that it was made for. */
export function keepPlan({ facts: _facts, ...plan }: Plan): string {
  const kept: KeptPlan = {
    ...plan,
    steps: plan.steps.map((step) => ({
      ...step,
      actions: step.actions.map(keptAction),
      checks: step.checks.map(({ load: _load, judge: _judge, stands: _stands, ...check }) => check),
    })),
  };
  return writeShared(kept);
}

function actionOf({ others, undo, inCell, measures, ...action }: KeptAction): PlannedAction {
  const { kind, params } = action;
  const read = (results: readonly CommandResult[]) => ACTIONS.get(kind)?.measures?.read(params, results) ?? [];
  return {
    ...action,
    others: () => others,
    undo: () => undo,
    inCell: () => inCell,
    measures: measures && { ...measures, read },
  };
}

function checkOf(check: KeptCheck): PlannedCheck {
  return { ...check, ...judging(() => checkOfKind(check.kind), check.params) };
}

/** The plan that such a text was made of, for a machine with these facts. */
export function keptPlan(text: string, facts: Facts): Plan {
  const { steps, ...plan } = readShared(text) as KeptPlan;
  return {
    ...plan,
    steps: steps.map((step) => ({ ...step, actions: step.actions.map(actionOf), checks: step.checks.map(checkOf) })),
    facts,
  };
}
