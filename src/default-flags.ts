import { nodeBinding } from './exec/node-binding.ts';

/** What an installed netscenario starts Node with (src/build/own-node.mjs), each with what takes it back; the build fills this in. */
declare const NODE_FLAGS: Readonly<Record<string, string>>;

interface V8Binding {
  setFlagsFromString(flags: string): void;
}

/**
 * What Node was started with has been done by now. But V8 takes compiled code for the flags alone that it was made with, and the code that
 * Node brings along was made with none: so they are taken back. `node:v8` could do that too, and takes longer to load than all that
 * this saves; where Node no longer has the other way, the program starts as well, only slower.
 */
const back = process.execArgv.flatMap((flag) => NODE_FLAGS[flag] ?? []);
if (back.length > 0) {
  try {
    nodeBinding<V8Binding>('v8').setFlagsFromString(back.join(' '));
  } catch {
    // It is slower without.
  }
}
