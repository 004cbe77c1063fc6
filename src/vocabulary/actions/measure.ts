import * as v from 'valibot';
import type { Design, Metric, Sample } from '../../model/measurement.ts';
import { ipv4, label, netnsName } from '../../model/names.ts';
import { netnsOf } from '../../model/network.ts';
import { say } from '../../model/say.ts';
import type { Text } from '../../model/text.ts';
import { type CommandResult, defineAction } from '../define.ts';
import { IPERF3 } from '../iperf3.ts';
import { tool } from '../needs.ts';
import { NETNS_EXEC } from '../notes.ts';
import { PING } from '../ping.ts';
import { netns } from './netns.ts';

/** Ticks a second in which /proc/stat counts, USER_HZ (proc(5)): 100 for programs, whatever the kernel's own clock is. */
const TICKS_A_SECOND = 100;

/** What a name in both languages must be. */
const name = v.custom<Text>(
  (input) => typeof input === 'object' && input !== null && 'en' in input && typeof input.en === 'string' && input.en.trim() !== '',
  () => say({ en: "is no text; write { en: '…', zh: '…' }", zh: `不是文本；写成 { en: '…', zh: '…' }` }),
);

const METRICS: readonly Metric[] = [
  {
    id: 'throughput_gbit_s',
    label: { en: 'Throughput', zh: '吞吐量' },
    unit: { en: 'Gbit/s', zh: 'Gbit/s' },
    better: 'more',
  },
  {
    id: 'round_trip_us',
    label: { en: 'Round-trip time', zh: '往返时延' },
    unit: { en: 'µs', zh: 'µs' },
    better: 'less',
  },
  {
    id: 'cpu_s_per_gb',
    label: { en: 'CPU time per gigabyte', zh: '每传输 1 GB 的 CPU 时间' },
    unit: { en: 's/GB', zh: 's/GB' },
    better: 'less',
  },
];

interface Turn {
  readonly round: number;
  readonly id: string;
  readonly from: string;
  readonly to: string;
}

interface Params {
  readonly paths: readonly { readonly id: string; readonly from: string; readonly to: string }[];
  readonly rounds: number;
}

/** The turns in their order: every round goes over all paths once, so that what changes in time meets all of them. */
function turnsOf({ paths, rounds }: Params): readonly Turn[] {
  return Array.from({ length: rounds }, (_, round) => paths.map((path) => ({ ...path, round: round + 1 }))).flat();
}

/** Commands of one turn, as the template has them: ping, counters, iperf3, counters. */
const COMMANDS_A_TURN = 4;

/** The mean round trip that ping prints, in microseconds. */
export function readRoundTrip(text: string): number | undefined {
  const mean = / = [\d.]+\/([\d.]+)\/[\d.]+/.exec(text)?.[1];
  return mean === undefined ? undefined : finite(1000 * Number(mean));
}

/** What arrived, in bytes, and how fast, in Gbit/s, by the receiver's count in what `iperf3 -J` prints. */
export function readTransfer(text: string): { readonly bytes: number; readonly gbits: number } | undefined {
  let report: unknown;
  try {
    report = JSON.parse(text);
  } catch {
    return undefined;
  }
  const received = v.safeParse(
    v.object({ end: v.object({ sum_received: v.object({ bytes: v.number(), bits_per_second: v.number() }) }) }),
    report,
  );
  if (!received.success) return undefined;
  const { bytes, bits_per_second } = received.output.end.sum_received;
  return { bytes, gbits: bits_per_second / 1e9 };
}

/** Seconds in which processors were busy since the machine started: the line `cpu` of /proc/stat less idle, iowait and steal. */
export function readBusySeconds(text: string): number | undefined {
  const numbers = /^cpu +(\d+(?: \d+)+)/m.exec(text)?.[1]?.split(' ').map(Number);
  const [user, nice, system, , , irq, softirq] = numbers ?? [];
  if (user === undefined || nice === undefined || system === undefined || irq === undefined || softirq === undefined) return undefined;
  return (user + nice + system + irq + softirq) / TICKS_A_SECOND;
}

/** What iperf3 complains of in its JSON. */
function readComplaint(text: string): string | undefined {
  const complaint = /"error":\s*("(?:[^"\\]|\\.)*")/.exec(text)?.[1];
  return complaint === undefined ? undefined : (JSON.parse(complaint) as string);
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}

/** The values of one turn; what cannot be read is left out. */
function readTurn([ping, before, transfer, after]: readonly CommandResult[]): Pick<Sample, 'values' | 'problem'> {
  const roundTrip = readRoundTrip(ping?.stdout ?? '');
  const received = readTransfer(transfer?.stdout ?? '');
  const [from, to] = [before, after].map((result) => readBusySeconds(result?.stdout ?? ''));
  const cpu = received && from !== undefined && to !== undefined ? finite((to - from) / (received.bytes / 1e9)) : undefined;
  const problem = received ? undefined : readComplaint(transfer?.stdout ?? '');
  return {
    values: {
      ...(received === undefined ? {} : { throughput_gbit_s: received.gbits }),
      ...(roundTrip === undefined ? {} : { round_trip_us: roundTrip }),
      ...(cpu === undefined ? {} : { cpu_s_per_gb: cpu }),
    },
    ...(problem === undefined ? {} : { problem }),
  };
}

/** The samples of all turns whose commands have ended. */
export function readSamples(params: Params, results: readonly CommandResult[]): readonly Sample[] {
  const done = Math.floor(results.length / COMMANDS_A_TURN);
  return turnsOf(params)
    .slice(0, done)
    .map(({ round, id }, turn) => ({
      round,
      series: id,
      ...readTurn(results.slice(turn * COMMANDS_A_TURN, (turn + 1) * COMMANDS_A_TURN)),
    }));
}

/**
 * Measures paths in turns, `rounds` times over: round-trip time by ping, throughput by iperf3 (`seconds` each), and the processor
 * time of the whole machine meanwhile. Each path's far end must be served by an `iperf3Server`.
 */
export const measure = defineAction({
  kind: 'measure',
  params: v.strictObject({
    name: label,
    paths: v.pipe(
      v.array(v.strictObject({ id: label, label: name, from: netnsName, to: ipv4 })),
      v.minLength(2, () => say({ en: 'comparing takes at least two paths', zh: `比较至少要有两条路径` })),
      v.check(
        (paths) => new Set(paths.map(({ id }) => id)).size === paths.length,
        () => say({ en: 'two paths have one id', zh: `有两条路径的 id 相同` }),
      ),
    ),
    rounds: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20)), 5),
    seconds: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(60)), 1),
  }),
  about: {
    name: { en: 'a label by which checks and data files find the measurement', zh: '测量的标签，检查和数据文件用它来指代这次测量' },
    paths: {
      en: 'what is compared: an id, a name for people, the namespace that sends, and the address of an `iperf3Server`',
      zh: '要比较的路径：标识、给人看的名称、发送方的命名空间、`iperf3Server` 的地址',
    },
    rounds: { en: 'how many times each path has its turn', zh: '每条路径测几轮' },
    seconds: { en: 'how long iperf3 sends in each turn, in seconds', zh: '每轮中 iperf3 发送多少秒' },
  },
  template: 'measure',
  devicesStay: true,
  role: 'watch',
  undo: null,
  printed: 'script/measures',
  calls: ['measure'],
  data: ({ paths, rounds, seconds, name: named }) => ({ name: named, rounds, seconds, paths, turns: turnsOf({ paths, rounds }) }),
  effect(network, { paths }) {
    for (const { from } of paths) netnsOf(network, from);
    return [];
  },
  measures: {
    design: ({ name: named, paths, rounds, seconds }): Design => ({
      name: named,
      title: { en: `${paths.length} wirings compared`, zh: `${paths.length} 种接法的比较` },
      method: {
        en: `${rounds} rounds, in each of which every wiring has its turn: 50 pings (their mean), then one TCP stream of iperf3 for ${seconds} s, counted where it arrives. CPU time is the busy time of the whole machine during that stream, whoever caused it, divided by the gigabytes (10⁹ bytes) that arrived.`,
        zh: `共 ${rounds} 轮，每轮中各种接法依次测一次：先 ping 50 次（取平均值），再用 iperf3 发送 ${seconds} 秒的单条 TCP 流，以接收端的计数为准。CPU 时间是这段时间里整台机器的忙碌时间（不论由谁引起），除以收到的数据量（1 GB = 10⁹ 字节）。`,
      },
      metrics: METRICS,
      series: paths.map(({ id, label: text }) => ({ id, label: text })),
      rounds,
    }),
    read: readSamples,
    commandsATurn: COMMANDS_A_TURN,
    lasts: ({ seconds }) => seconds + SLACK_SECONDS,
  },
  needs: () => [...['ping', 'iperf3', 'grep', 'awk'].map(tool)],
  title: ({ paths, rounds }) => ({
    en: `Measure ${paths.length} paths in turns, ${rounds} ${rounds === 1 ? 'round' : 'rounds'}`,
    zh: `轮流测量 ${paths.length} 条路径，共 ${rounds} 轮`,
  }),
  purpose: {
    en: 'One number says nothing without its spread. So every path is measured several times, and in turns: what changes while the measuring goes on, such as the heat or the load of the machine, then meets all of them alike.',
    zh: '没有离散程度的单个数字说明不了什么。所以每条路径都测多次，而且轮流测：测量期间机器的温度、负载等变化，对各条路径的影响就大致相同。',
  },
  flags: [
    NETNS_EXEC,
    PING.quiet,
    PING.count,
    PING.interval,
    PING.wait,
    { flag: '^cpu', means: { en: 'the line with the sum over all processors', zh: '所有处理器合计的那一行' } },
    {
      flag: '/proc/stat',
      means: {
        en: 'where the kernel counts, in hundredths of a second, what the processors were busy with: user, nice, system, idle, iowait, irq, softirq, steal (proc(5))',
        zh: '内核在这里以百分之一秒为单位统计处理器的时间去向：user、nice、system、idle、iowait、irq、softirq、steal（见 proc(5)）',
      },
    },
    IPERF3.client,
    IPERF3.time,
    { flag: '-i 0', means: { en: 'no lines on the way', zh: '中途不输出统计行' } },
    IPERF3.reno,
    { flag: '--connect-timeout', means: { en: 'milliseconds to wait for the connection', zh: '等待建立连接的毫秒数' } },
    { flag: '-J', means: { en: 'print JSON, for programs', zh: '输出 JSON，供程序读取' } },
  ],
  mistakes: [
    {
      en: 'All of one path first and all of the other later compares two times of day as well: go in turns.',
      zh: '先测完一条路径再测另一条，等于把两个时间段也一起比较了：应当轮流测。',
    },
    {
      en: 'Anything else that runs on the machine is counted in the CPU time: close what you can before you measure.',
      zh: '机器上同时运行的其他程序也会计入 CPU 时间：测量前请尽量关掉。',
    },
  ],
  example: {
    given: [netns({ name: 'ns1' }), netns({ name: 'ns3' })],
    params: {
      name: 'cables',
      rounds: 1,
      paths: [
        { id: 'one', label: { en: 'the one', zh: '第一条' }, from: 'ns1', to: '10.0.0.2' },
        { id: 'other', label: { en: 'the other', zh: '第二条' }, from: 'ns3', to: '10.0.1.2' },
      ],
    },
  },
});

/** Seconds that a turn may take beyond the sending, on a busy machine. */
const SLACK_SECONDS = 15;
