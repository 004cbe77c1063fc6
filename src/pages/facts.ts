import type { Facts } from '../vocabulary/needs.ts';

/** The machine that the pages tell of, whatever machine they are made on: its kernel forwards for Open vSwitch. */
export const FACTS: Facts = { ovsDatapath: 'system' };
