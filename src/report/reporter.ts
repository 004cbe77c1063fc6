import type { RunEvent } from '../run/events.ts';

/** Draws events. `close` resolves once all is written; it never throws, since a gone reader is no fault of the run. */
export interface Reporter {
  on(event: RunEvent): void;
  close(): Promise<void>;
}

export type Write = (text: string) => void;
