import type { PipeReader } from '../exec/pipes.ts';
import { HOST } from '../model/host.ts';
import { quoteWord } from '../render/quote.ts';
import { type ExchangeOptions, Inlet, Lane, LISTS, PROGRAMS } from './lane.ts';

/** What the name of the FIFO ends in, behind that of its ip, of the shell beside it, or of the host's bridge(8). */
const SHELL = '-sh';

/** How many sessions may be spoken to at once. */
export const LANES = 4;

/** How many FIFOs the agent makes at a time, the first ones before it is ready. */
export const FIFOS_AT_A_TIME = 16;

/** Lines handed over at a time; a FIFO takes 64 KiB (pipe(7)). */
const PORTION = 100;

/** One process of a session: what it reads from, and the lane in which it answers. */
interface Partner {
  readonly inlet: Inlet;
  readonly lane: Lane;
}

/** Who is spoken to in a namespace. */
interface Session {
  readonly number: number;
  readonly ip: Partner;
  /** The shell beside that ip(8), which starts programs; the host has none. */
  readonly shell: Partner | undefined;
  /** The host's bridge(8), where it has been begun. */
  lists: Partner | undefined;
}

/**
 * Sessions of ip(8): for each namespace one process inside the sandbox that reads lines and does them (`ip -batch`), so that a
 * command costs what the kernel takes for it and not the start of a program. They write to a few lanes, and in each lane one
 * session is spoken to at a time.
 */
export class IpSessions {
  readonly #request: (line: string) => void;
  readonly #fifo: (number: number) => string;
  readonly #lanes: readonly Lane[];
  readonly #open = new Map<string, Session>();
  /** The agent begins session 0, the host's, by itself. */
  #next = 1;
  #fifos = 0;
  #moreFifos: Promise<void> | undefined;
  #fifosMade: (() => void) | undefined;
  /** By namespace, the numbers of sessions that the agent begins by itself. */
  readonly #foretold = new Map<string, number>();
  #isReady: () => void = () => undefined;
  readonly #ready = new Promise<void>((resolve) => {
    this.#isReady = resolve;
  });

  /** `fifo` is the path, seen from here, of the FIFO with that number. */
  constructor(options: { request: (line: string) => void; fifo: (number: number) => string; lanes: readonly PipeReader[] }) {
    this.#request = options.request;
    this.#fifo = options.fifo;
    this.#lanes = options.lanes.map((pipe) => new Lane(pipe));
  }

  /** Does lines in a namespace, one after the other; resolves to how many were done before one was refused, or to all. */
  async run(netns: string, lines: readonly string[], options: ExchangeOptions): Promise<number> {
    let done = 0;
    while (done < lines.length) {
      const session = await this.begin(netns);
      const partner = session && this.#partnerFor(session, options.dialogue);
      if (!session || !partner) break;
      const first = done;
      const portion = lines.slice(first, first + PORTION);
      done += await partner.lane.exchange(partner.inlet, portion, {
        ...options,
        onAnswer: (index, answer) => options.onAnswer(first + index, answer),
      });
      if (done === first + portion.length) continue;
      if (this.#open.get(netns) === session) this.#end(netns, session);
      break;
    }
    return done;
  }

  /** The sandbox is ready, and the session of its host with it. */
  ready(): void {
    this.#opened(HOST, 0);
    this.#isReady();
  }

  /** Begins the session of a namespace, where there is none; `undefined` where none can be had, as in a sandbox that has died. */
  async begin(netns: string): Promise<Session | undefined> {
    try {
      return this.#open.get(netns) ?? (await this.#start(netns));
    } catch {
      return undefined;
    }
  }

  /** Begins bridge(8) beside the session of the host, where it has not begun. */
  async beginLists(): Promise<void> {
    const session = await this.begin(HOST);
    if (session) this.#listsOf(session);
  }

  /**
   * What begins the session of a namespace that will be added, for the agent to do as soon as it is there; `undefined` where a FIFO
   * would have to be made for it.
   */
  foretell(netns: string): string | undefined {
    if (this.#next >= FIFOS_AT_A_TIME || this.#foretold.has(netns)) return undefined;
    const number = this.#next;
    this.#next += 1;
    this.#foretold.set(netns, number);
    return `session ${number} ${this.#laneNumber(number)} ${quoteWord(netns)}`;
  }

  /** Ends all sessions: what they remember of devices may be true no longer. */
  close(): void {
    for (const [netns, session] of this.#open) this.#end(netns, session);
  }

  /** The agent has made FIFOs up to this number. */
  fifosMade(last: number): void {
    this.#fifos = last + 1;
    this.#fifosMade?.();
  }

  async #start(netns: string): Promise<Session> {
    await this.#ready;
    const foretold = this.#foretold.get(netns);
    if (foretold !== undefined) {
      this.#foretold.delete(netns);
      return this.#opened(netns, foretold);
    }
    while (this.#next >= this.#fifos) await this.#makeFifos();
    const known = this.#open.get(netns);
    if (known) return known;
    const number = this.#next;
    this.#next += 1;
    this.#request(`session ${number} ${this.#laneNumber(number)}${netns === HOST ? '' : ` ${netns}`}\n`);
    return this.#opened(netns, number);
  }

  #partnerFor(session: Session, dialogue: ExchangeOptions['dialogue']): Partner | undefined {
    if (dialogue === PROGRAMS) return session.shell;
    return dialogue === LISTS ? this.#listsOf(session) : session.ip;
  }

  /** `undefined` where none can be had. */
  #listsOf(session: Session): Partner | undefined {
    if (session.lists) return session.lists;
    // In a lane of its own, so that it can be asked together with the ip(8).
    const number = session.number + 1;
    try {
      session.lists = { inlet: new Inlet(`${this.#fifo(session.number)}${SHELL}`), lane: this.#laneOf(number) };
      this.#request(`bridge ${session.number} ${this.#laneNumber(number)}\n`);
    } catch {
      // The sandbox has died.
    }
    return session.lists;
  }

  #opened(netns: string, number: number): Session {
    const lane = this.#laneOf(number);
    const shell = netns === HOST ? undefined : { inlet: new Inlet(`${this.#fifo(number)}${SHELL}`), lane };
    const session: Session = { number, ip: { inlet: new Inlet(this.#fifo(number)), lane }, shell, lists: undefined };
    this.#open.set(netns, session);
    return session;
  }

  #laneNumber(number: number): number {
    return number % this.#lanes.length;
  }

  #laneOf(number: number): Lane {
    return this.#lanes[this.#laneNumber(number)] as Lane;
  }

  #makeFifos(): Promise<void> {
    this.#moreFifos ??= new Promise<void>((resolve) => {
      this.#fifosMade = resolve;
      this.#request(`fifos ${this.#fifos} ${this.#fifos + FIFOS_AT_A_TIME - 1}\n`);
    }).finally(() => {
      this.#moreFifos = undefined;
    });
    return this.#moreFifos;
  }

  #end(netns: string, session: Session): void {
    this.#open.delete(netns);
    for (const partner of [session.ip, session.shell, session.lists]) partner?.inlet.close();
  }
}
