import { BASELINE_PINS } from '../model/baseline.ts';
import { renderScript } from '../render/templates.ts';
import { NEAR } from '../sandbox/begun-init.ts';
import { FIRST_LANE_FD, PIPES, REPLIES_FD, REQUESTS_FD } from '../sandbox/channel.ts';
import { FIFOS_AT_A_TIME } from '../sandbox/ip-sessions.ts';
import { launchCommand } from '../sandbox/launch.ts';
import { ELSE, OTHERWISE } from './beginning-words.ts';

/** By how much the numbers of far ends are higher until the sandbox has them. */
const FAR = 40;

/**
 * As many characters of a Node's file bash reads to tell it by: it takes longer for each, and the number that the linker gives each build is
 * among these.
 */
const HEAD_CHARACTERS = 1024;

/** What is known of the Node that builds the program. */
interface OwnNode {
  /** What it is started with. */
  readonly flags: readonly string[];
  /** As many bytes of its file are kept to tell it by. */
  readonly headBytes: number;
}

/** What an installed netscenario is started by, and what it begins a sandbox with, by the file's name in `dist/`. A part of the build. */
export function launcherFiles(node: OwnNode): Readonly<Record<string, string>> {
  const pipe = (fd: number) => ({ fd, near: fd + NEAR, far: fd + FAR });
  const command = (privileged: boolean, uidRange = false) => launchCommand({ uidRange, links: [] }, privileged);
  const begin = {
    requests: pipe(REQUESTS_FD),
    outputs: Array.from({ length: PIPES - REPLIES_FD }, (_, index) => pipe(REPLIES_FD + index)),
    lanes: FIRST_LANE_FD,
    said: pipe(PIPES).near,
    firstFd: pipe(REQUESTS_FD).near,
    lastFd: pipe(PIPES - 1).far,
    lastFifo: FIFOS_AT_A_TIME - 1,
    privileged: command(true),
    user: command(false),
    ranged: command(false, true),
    pins: BASELINE_PINS,
    flags: node.flags,
    headCharacters: HEAD_CHARACTERS,
  };
  return {
    netscenario: renderScript({ template: 'sandbox/netscenario', data: { ...node, elsewhere: ELSE, otherwise: OTHERWISE } }),
    'begin.sh': renderScript({ template: 'sandbox/begin', data: begin }),
  };
}
