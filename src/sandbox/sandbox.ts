import { closeSync, fstatSync, openSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { homedir } from 'node:os';
import { findTool } from '../exec/packages.ts';
import type { Piped, PipeEnd, PipeReader } from '../exec/pipes.ts';
import { isPrivileged } from '../exec/privilege.ts';
import { toolEnv } from '../exec/tool-env.ts';
import { NetscenarioError } from '../model/errors.ts';
import { HOST } from '../model/host.ts';
import { say } from '../model/say.ts';
import { quoteWord } from '../render/quote.ts';
import type { CellPlace } from './cell.ts';
import { Channel, FIRST_LANE_FD, FIRST_SLOT_FD, REPLIES_FD, REQUESTS_FD } from './channel.ts';
import { LANES } from './ip-sessions.ts';
import { cellAgentScript, FIFOS, refused, type SandboxOptions } from './launch.ts';
import { SLOTS } from './slots.ts';
import { onLines } from './stream.ts';

/** What a process may be in after the sandbox's end. With its process namespace all that was in that one has ended. */
const NAMESPACES = ['net', 'mnt'] as const;

/** How long, and how often, somebody who is still in one is waited for before that is told (milliseconds). */
const LOOK_MS = 5;
const LOOKS = 40;

export interface Cleanup {
  readonly ok: boolean;
  /** What outlived the sandbox, a line each. */
  readonly leftovers: readonly string[];
}

/** The process that a sandbox begins with, which makes it. */
export interface Init extends Piped {
  /** What its markers begin with. */
  readonly token: string;
}

/** A sandbox on its way: what is told to a shell in it already is done as soon as it is ready. */
export interface Launched {
  readonly channel: Channel;
  readonly made: Promise<Sandbox>;
}

interface Ready {
  /** The agent's process id as seen from outside. */
  readonly pid: number;
  /** That of its cell's first process as the agent sees it, where there is a cell. */
  readonly cell: number | undefined;
}

/**
 * Resolves to the process ids once the agent is ready; rejects with the cause where it cannot be. What
 * it replies later goes to `onLine`.
 */
function ready({ ended }: Piped, replies: PipeReader, onLine: (line: string) => void): Promise<Ready> {
  return new Promise((resolve, reject) => {
    let said = '';
    let isReady = false;
    onLines(replies, (line) => {
      const [, outer, cell] = /^ready (\d+) (\d*)$/.exec(line) ?? [];
      if (outer) {
        isReady = true;
        return resolve({ pid: Number(outer), cell: cell ? Number(cell) : undefined });
      }
      said += line;
      onLine(line);
    });
    // It takes a while to find out why.
    void ended.then((why) => isReady || reject(refused(why || said)));
  });
}

/** A private world of namespaces: the machine outside it is never touched. */
export class Sandbox {
  readonly channel: Channel;
  /** The init's process id as seen from outside. */
  readonly pid: number;
  readonly #cell: number | undefined;
  readonly #init: Init;
  /** Open namespace files: while they are open, the kernel gives their numbers to no other namespace. */
  readonly #namespaces: readonly number[];
  #cleanup: Promise<Cleanup> | undefined;

  private constructor(init: Init, { pid, cell }: Ready, channel: Channel) {
    this.#init = init;
    this.#cell = cell;
    this.pid = pid;
    this.channel = channel;
    this.#namespaces = NAMESPACES.map((kind) => openSync(`/proc/${pid}/ns/${kind}`, 'r'));
  }

  /** Makes a sandbox; throws `NetscenarioError` with cause and fix where this machine does not allow it. */
  static async create(options: SandboxOptions): Promise<Sandbox> {
    const { newInit } = await import('./new-init.ts');
    const script = options.cell && (await cellAgentScript(options.cell, options.links));
    return Sandbox.of(newInit(options, script), options).made;
  }

  /** The sandbox that this init is making. */
  static of(init: Init, options: Pick<SandboxOptions, 'cell'> = {}): Launched {
    const { pipes, token } = init;
    const died = init.ended.then((): never => {
      throw new NetscenarioError('sandbox', say({ en: 'the sandbox ended before the run did', zh: '沙箱先于运行结束了' }));
    });
    died.catch(() => undefined);
    const fd = (number: number): PipeEnd => pipes[number] as PipeEnd;
    let pid = 0;
    const slots = Array.from({ length: SLOTS }, (_, slot) => FIRST_SLOT_FD + 2 * slot);
    const channel = new Channel(
      {
        requests: fd(REQUESTS_FD),
        stdouts: slots.map((number) => fd(number)),
        stderrs: slots.map((number) => fd(number + 1)),
        lanes: Array.from({ length: LANES }, (_, lane) => fd(FIRST_LANE_FD + lane)),
        token,
        fifo: (number) => `/proc/${pid}/root${FIFOS}/${number}`,
        reach: options.cell ? undefined : (file) => `/proc/${pid}/root${file}`,
      },
      died,
    );
    const made = ready(init, fd(REPLIES_FD), (line) => channel.reply(line)).then((processes) => {
      pid = processes.pid;
      const sandbox = new Sandbox(init, processes, channel);
      channel.ready();
      return sandbox;
    });
    return { channel, made };
  }

  /**
   * Opens a shell inside on the user's terminal, or on what stands in for it; resolves to its exit code. On a terminal
   * the shell gets a pseudo-terminal of its own from script(1): the user's belongs to a session that is not visible
   * inside, so that job control and Ctrl-C would not work on it.
   */
  async shell(prompt: string, options: { readonly terminal: boolean; readonly netns?: string }): Promise<number> {
    const { terminal, netns = HOST } = options;
    const user = isPrivileged() ? [] : ['--user', '--preserve-credentials'];
    const enter = ['--target', String(this.pid), ...user, '--net', '--mount', '--pid'];
    const bash = `cd / && exec env ${quoteWord(`PS1=${prompt}`)} bash --norc --noprofile`;
    const shell = terminal && findTool('script') ? ['script', '-q', '-e', '-c', bash, '/dev/null'] : ['bash', '-c', bash];
    const inside = netns === HOST ? shell : ['ip', 'netns', 'exec', netns, ...shell];
    const env = {
      ...toolEnv(),
      PATH: `/run/netscenario/bin:${toolEnv()['PATH']}`,
      SHELL: findTool('bash') ?? 'bash',
      HOME: homedir(),
      // What was typed in a lesson is not to come up later in a shell of the machine.
      HISTFILE: '/run/netscenario/history',
    };
    this.channel.forget();
    const { runAttached } = await import('../exec/process.ts');
    return runAttached('nsenter', [...enter, ...inside], env);
  }

  /** Where its cell is; throws where it has none. */
  get place(): CellPlace {
    if (this.#cell === undefined) throw new Error('this sandbox has no cell');
    return { pid: this.pid, cell: this.#cell };
  }

  /**
   * Ends every process inside by ending its init, whose end waits for all of them (pid_namespaces(7)), then looks for
   * anything that still holds one of the sandbox's namespaces. Safe to call more than once.
   */
  dispose(): Promise<Cleanup> {
    this.#cleanup ??= this.#end();
    return this.#cleanup;
  }

  async #end(): Promise<Cleanup> {
    try {
      process.kill(this.pid, 'SIGKILL');
    } catch {
      // It has ended already.
    }
    // Most processes can be looked at while the kernel ends those inside, and nothing that they say is wanted any more.
    const namespaces = this.#namespaces.map((fd, index) => `${NAMESPACES[index]}:[${fstatSync(fd).ino}]`);
    const elsewhere = new Set(processes().filter((pid) => !kindHeld(pid, namespaces)));
    this.#init.letGo();
    await this.#init.exited;
    const look = (): readonly string[] =>
      processes()
        .filter((pid) => !elsewhere.has(pid))
        .flatMap((pid) => holder(pid, namespaces));
    let leftovers = look();
    // A process that ends lets go of its pipes before its namespaces.
    for (let looks = 0; leftovers.length > 0 && looks < LOOKS; looks += 1) {
      await new Promise((resolve) => void setTimeout(resolve, LOOK_MS));
      leftovers = look();
    }
    for (const fd of this.#namespaces) closeSync(fd);
    return { ok: leftovers.length === 0, leftovers };
  }
}

/** The process ids of the machine. */
function processes(): readonly string[] {
  return readdirSync('/proc').filter((entry) => /^\d+$/.test(entry));
}

/** In which of these namespaces, given as `net:[4026531840]` (namespaces(7)), a process is; none where it has ended, or belongs to another user and so cannot be inside. */
function kindHeld(pid: string, namespaces: readonly string[]): string | undefined {
  try {
    return NAMESPACES.find((name) => namespaces.includes(readlinkSync(`/proc/${pid}/ns/${name}`)));
  } catch {
    return undefined;
  }
}

/** A line about a process that is in one of these namespaces. */
function holder(pid: string, namespaces: readonly string[]): readonly string[] {
  const kind = kindHeld(pid, namespaces);
  if (!kind) return [];
  try {
    const name = readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
    return [
      say({
        en: `process ${pid} (${name}) is still in the sandbox's ${kind} namespace; end it with: kill ${pid}`,
        zh: `进程 ${pid}（${name}）还在沙箱的 ${kind} 命名空间里；结束它：kill ${pid}`,
      }),
    ];
  } catch {
    // It has ended meanwhile.
    return [];
  }
}
