// What the build knows of the Node that it runs on: what an installed netscenario starts it with, and how it tells it from another.
import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readSync } from 'node:fs';

/**
 * What Node is started with where it takes that, each with what takes it back. V8 then leaves the strings of its snapshot as they are hashed
 * there, instead of hashing them anew with a secret of this process, which guards a server from what strangers send it and takes a quarter
 * of Node's start; and it begins with as much room for new objects as it would come to have, or it would stop three times to make more.
 */
const FLAGS = { '--no-rehash-snapshot': '--rehash-snapshot', '--min-semi-space-size=16': '--min-semi-space-size=0' };
export const NODE_FLAGS = Object.fromEntries(
  Object.entries(FLAGS).filter(([flag]) => spawnSync(process.execPath, [flag, '-e', '0']).status === 0),
);

/** How the file of the Node that builds the program begins, which no other version's does. */
export const NODE_HEAD = Buffer.alloc(4096);
const node = openSync(process.execPath, 'r');
readSync(node, NODE_HEAD);
closeSync(node);
