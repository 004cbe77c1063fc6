import { gatherFacts } from '../exec/facts.ts';
import { programLinks } from '../exec/packages.ts';
import type { FirstCommands, Opening } from '../plan/opening.ts';
import { newInit } from '../sandbox/new-init.ts';
import { type Launched, Sandbox } from '../sandbox/sandbox.ts';

/** Begins a sandbox for what a lesson opens with, which is returned for this machine. */
export function beginSandbox(opening: Opening | undefined): { readonly launched: Launched; readonly first: FirstCommands | undefined } {
  const first = opening?.commands[gatherFacts().ovsDatapath];
  const atOnce = opening?.atOnce === true && first !== undefined && first.first.length > 0;
  return { launched: Sandbox.of(newInit({ uidRange: opening?.uidRange ?? false, links: programLinks(), atOnce })), first };
}
