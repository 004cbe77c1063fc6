import { suite as uvuSuite } from 'uvu';
import { send } from './messages.ts';
import { SUITES, type SuiteRecord } from './registry.ts';
import { Skipped } from './skip.ts';

type Body = () => Promise<void> | void;

interface Hook {
  (body: Body): void;
  each(body: Body): void;
}

/** A suite of uvu's that the guard can see into. */
export interface Suite {
  (name: string, body: Body): void;
  /** For debugging: leaves the other tests out, which counts as skipped. */
  only(name: string, body: Body): void;
  readonly before: Hook;
  readonly after: Hook;
  /** Must be called after the last test; a suite without it fails. */
  run(): void;
}

/** Notes what a hook throws, since uvu forgets it, and takes a skip in `before` as one of the whole suite. */
function guardHook(record: SuiteRecord, kind: string, body: Body): Body {
  return async () => {
    try {
      await body();
    } catch (error) {
      if (kind === 'before' && error instanceof Skipped) {
        record.skipped = error;
        return;
      }
      record.hookFaults.push(`the ${kind} hook of "${record.name}" threw ${error instanceof Error ? error.stack : String(error)}`);
      throw error;
    }
  };
}

function guardTest(record: SuiteRecord, name: string, body: Body): Body {
  const title = `${record.name}: ${name}`;
  return async () => {
    record.started.add(name);
    void send({ type: 'test-started', name: title });
    try {
      if (record.skipped) throw record.skipped;
      await body();
    } catch (error) {
      if (!(error instanceof Skipped)) throw error;
      record.skippedTests += 1;
      await send({ type: 'skipped', name: title, reason: error.message, allowedInCi: error.allowedInCi });
    }
  };
}

/** A suite as uvu's, written down so that a test that never runs and a hook that throws are failures. */
export function suite(name: string): Suite {
  const inner = uvuSuite(name);
  const record: SuiteRecord = {
    name,
    registered: [],
    only: [],
    started: new Set(),
    skipped: undefined,
    runs: 0,
    skippedTests: 0,
    hookFaults: [],
  };
  SUITES.push(record);
  const register = (test: string, list: string[]): void => {
    if (record.registered.includes(test) || record.only.includes(test)) throw new Error(`"${name}" has two tests called "${test}"`);
    list.push(test);
  };
  const add = (test: string, body: Body): void => {
    register(test, record.registered);
    inner(test, guardTest(record, test, body));
  };
  const hook = (when: 'before' | 'after'): Hook =>
    Object.assign((body: Body) => inner[when](guardHook(record, when, body)), {
      each: (body: Body) => inner[when].each(guardHook(record, `${when}.each`, body)),
    });
  return Object.assign(add, {
    only(test: string, body: Body): void {
      register(test, record.only);
      inner.only(test, guardTest(record, test, body));
    },
    before: hook('before'),
    after: hook('after'),
    run(): void {
      record.runs += 1;
      inner.run();
    },
  });
}
