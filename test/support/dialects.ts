import type { Dialect } from '../../src/model/dialects.ts';

/**
 * Dialects that no action has two of, put together: with each of these rows every form of every action is tried, and a
 * lesson takes two runs for it instead of one for each dialect (test/unit/plan/dialects.test.ts).
 */
export const DIALECT_ROWS: readonly (readonly Dialect[])[] = [
  ['short', 'nft', 'echo'],
  ['ifconfig', 'brctl'],
];
