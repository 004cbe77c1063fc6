import { clockMs } from '../model/clock.ts';

/** What a run spends its time on, in the order in which it begins. */
export const PHASES = [
  'shell',
  'node',
  'modules',
  'plan',
  'sandbox',
  'commands',
  'reading',
  'probes',
  'waiting',
  'printing',
  'clean-up',
] as const;
export type Phase = (typeof PHASES)[number];

/**
 * Divides the time of the program since its start among phases: at each moment it is in one. What goes on beside it, such as
 * a sandbox that is being made while the lesson is planned, counts only where it is waited for.
 */
export class Timing {
  readonly #spentMs = new Map<Phase, number>();
  readonly #madeMs = clockMs();
  readonly #begunAtMs: number | undefined;
  #phase: Phase = 'modules';
  #sinceMs = this.#madeMs;

  /** Where something was begun before Node was, it is told when, in milliseconds since 1970. */
  constructor(begunAtMs?: number) {
    this.#begunAtMs = begunAtMs;
  }

  /** From now on it is this phase; returns the one before. */
  enter(phase: Phase): Phase {
    const nowMs = clockMs();
    const before = this.#phase;
    this.#spentMs.set(before, (this.#spentMs.get(before) ?? 0) + nowMs - this.#sinceMs);
    this.#phase = phase;
    this.#sinceMs = nowMs;
    return before;
  }

  /** Counts work for a phase. */
  during<T>(phase: Phase, work: () => T): T {
    const before = this.enter(phase);
    try {
      return work();
    } finally {
      this.enter(before);
    }
  }

  /** The same for work that ends later. */
  async throughout<T>(phase: Phase, work: () => Promise<T>): Promise<T> {
    const before = this.enter(phase);
    try {
      return await work();
    } finally {
      this.enter(before);
    }
  }

  /**
   * What each phase has had so far since the start, of Node or of the shell before it, in milliseconds; Node's own share ends where
   * the program's first line is run. Phases that never were are left out.
   */
  spent(): readonly { readonly phase: Phase; readonly durationMs: number }[] {
    this.enter(this.#phase);
    const { bootstrapComplete: nodeMs } = performance.nodeTiming;
    const sinceMadeMs = clockMs() - this.#madeMs;
    const untilMadeMs = performance.now() - sinceMadeMs;
    const before: Partial<Record<Phase, number>> = {
      ...(this.#begunAtMs === undefined ? {} : { shell: performance.timeOrigin - this.#begunAtMs }),
      node: nodeMs,
      modules: untilMadeMs - nodeMs,
    };
    return PHASES.flatMap((phase) => {
      const [earlierMs, sinceMs] = [before[phase], this.#spentMs.get(phase)];
      return earlierMs === undefined && sinceMs === undefined ? [] : [{ phase, durationMs: (earlierMs ?? 0) + (sinceMs ?? 0) }];
    });
  }
}
