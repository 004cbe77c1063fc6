import type { CommandResult } from '../vocabulary/define.ts';
import { ACTIONS, CHECKS } from '../vocabulary/index.ts';
import type { Facts } from '../vocabulary/needs.ts';
import { judging } from './judging.ts';
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

/** A plan as text, without the facts of the machine that it was made for. */
export function keepPlan({ facts: _facts, ...plan }: Plan): string {
  const kept: KeptPlan = {
    ...plan,
    steps: plan.steps.map((step) => ({
      ...step,
      actions: step.actions.map((action) => {
        const { read: _read, ...measures } = action.measures ?? {};
        return {
          ...action,
          others: action.others(),
          undo: action.undo(),
          inCell: action.inCell(),
          measures: action.measures && (measures as Omit<PlannedMeasuring, 'read'>),
        };
      }),
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
  const defined = () => {
    const def = CHECKS.get(check.kind);
    if (!def) throw new Error(`there is no kind of check ${check.kind}`);
    return def;
  };
  return { ...check, ...judging(defined, check.params) };
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
