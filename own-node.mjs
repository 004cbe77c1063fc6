// What the build knows of the Node that it runs on: what an installed netscenario starts it with, and how it tells it from another.
import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readSync } from 'node:fs';

/**
 * What Node is started with where it takes that: V8 then leaves the strings of its snapshot as they are hashed there, instead of hashing
 * them anew with a secret of this process, which guards a server from what strangers send it and takes a quarter of Node's start.
 */
export const NODE_FLAGS = ['--no-rehash-snapshot'].filter((flag) => spawnSync(process.execPath, [flag, '-e', '0']).status === 0);

/** How the file of the Node that builds the program begins, which no other version's does. */
export const NODE_HEAD = Buffer.alloc(4096);
const node = openSync(process.execPath, 'r');
readSync(node, NODE_HEAD);
closeSync(node);
