import { renderShell } from '../render/templates.ts';
import type { CheckDef } from '../vocabulary/define.ts';
import { checkOfKind, judging } from './judging.ts';
import type { PlannedCheck } from './plan.ts';

/** A check with its probes rendered, of parameters as parsed. */
export function plannedCheck(def: CheckDef, params: object): PlannedCheck {
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
    ...(def.probesFail ? { probesFail: def.probesFail } : {}),
    fdb: def.fdb ?? false,
    ...(def.packet ? { packet: def.packet(params) } : {}),
    ...judging(() => def, params),
    places: def.places(params),
  };
}

/** The same check of other things. */
export function replanned({ kind, params }: PlannedCheck, changed: object): PlannedCheck {
  return plannedCheck(checkOfKind(kind), { ...params, ...changed });
}
