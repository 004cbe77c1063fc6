import * as v from 'valibot';
import { line, list, means } from '../model/described.ts';
import { PHASES } from './timing.ts';

const text = v.string();
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const milliseconds = v.pipe(v.number(), v.minValue(0));
const step = means(text, "the step's id");
const command = means(text, 'the command, as it is given to the shell inside the sandbox');
const housekeeping = means(v.boolean(), "whether it is done for the sandbox's sake and is no part of the lesson");
const stepStatus = v.picklist(['passed', 'failed', 'broken', 'skipped']);

const runStarted = line('The sandbox is there and the first step is about to begin.', {
  type: v.literal('run-started'),
  scenario: means(text, "the lesson's id"),
  title: means(text, 'its title'),
  params: means(v.pipe(v.record(text, text), v.readonly()), 'each parameter as text, defaults included'),
  isolation: means(v.picklist(['user', 'root']), '`root`, or `user` for a user namespace of an ordinary user'),
  ovsDatapath: v.exactOptional(means(v.picklist(['system', 'netdev']), '`system` or `netdev`, where the lesson uses Open vSwitch')),
  steps: means(list(v.pipe(v.strictObject({ id: text, title: text }), v.readonly())), '`id` and `title` of each step that will run'),
});

const stepStarted = line('A step begins.', {
  type: v.literal('step-started'),
  step,
  number: means(count, 'from 1'),
  total: means(count, 'how many steps there are'),
  title: means(text, 'its title'),
  why: means(text, 'why it is done'),
  commands: means(count, 'how many commands it has'),
  checks: means(count, 'how many checks it has'),
});

const commandStarted = line('A command is about to run.', { type: v.literal('command-started'), step, command, housekeeping });

const output = line('Only with `--verbose`: what a command prints, as it comes.', {
  type: v.literal('output'),
  step,
  command,
  text: means(text, 'what it wrote'),
});

const commandFinished = line('A command has ended.', {
  type: v.literal('command-finished'),
  step,
  command,
  housekeeping,
  exitCode: means(count, 'its exit code; 124 where its time ran out, 128 and more where a signal ended it'),
  stdout: means(text, 'what it printed'),
  stderr: means(text, 'what it complained of'),
  durationMs: means(milliseconds, 'how long it took'),
});

const note = line('Something to know about the checks of a step.', {
  type: v.literal('note'),
  step,
  text: means(text, 'a sentence, e.g. that they are a sample'),
});

const checkFinished = line('A check has been judged, or is skipped.', {
  type: v.literal('check-finished'),
  step,
  kind: means(text, 'the kind of check; `network` is the comparison with the expected state'),
  claim: means(text, 'what is claimed, a sentence'),
  status: means(v.picklist(['passed', 'failed', 'skipped']), '`passed`, `failed` or `skipped`'),
  seen: v.exactOptional(means(text, 'what was seen, where it passed')),
  expected: v.exactOptional(means(text, 'what should have been seen, where it failed')),
  actual: v.exactOptional(means(text, 'what was seen instead')),
  reason: v.exactOptional(means(text, 'why it failed, or why it was skipped')),
  evidence: v.exactOptional(means(list(text), 'lines that prove it, as tools printed them')),
  command: v.exactOptional(means(text, 'the command with which one sees it oneself')),
  durationMs: means(milliseconds, 'how long it took, waiting included'),
});

const changes = line('Only with `--diff`: what a step has changed in the network.', {
  type: v.literal('changes'),
  step,
  changes: means(list(text), 'a line for each change: `+` came, `-` went, `~` changed'),
});

const number = v.number();
const values = means(
  v.pipe(v.record(text, number), v.readonly()),
  'a number for each quantity, by its id; one that could not be had is missing',
);
const series = means(text, 'the id of what was measured');
const metric = means(text, 'the id of the quantity, its unit included');
const round = means(v.pipe(v.number(), v.integer(), v.minValue(1)), 'from 1');
const measurementName = means(text, "the measurement's label");

const sample = line('One turn of a measurement has ended.', {
  type: v.literal('sample'),
  step,
  measurement: measurementName,
  round,
  series,
  values,
  problem: v.exactOptional(means(text, 'why a value is missing')),
  text: means(text, 'the same as a line'),
});

/** A list of things with the fields that are given. */
function rows<const E extends v.ObjectEntries>(entries: E, description: string) {
  return means(list(v.pipe(v.strictObject(entries), v.readonly())), description);
}

const measurement = line('A measurement has ended, all its rounds.', {
  type: v.literal('measurement'),
  step,
  name: measurementName,
  title: means(text, 'what is compared'),
  method: means(text, 'what the numbers count'),
  rounds: means(count, 'how many rounds there were'),
  metrics: rows(
    { id: text, label: text, unit: text, better: v.picklist(['more', 'less']), heading: text },
    'the quantities: `id`, `label`, `unit`, whether `more` or `less` is `better`, and all of it as a `heading`',
  ),
  series: rows({ id: text, label: text }, 'what was compared: `id` and `label`'),
  samples: rows(
    { round, series, values, problem: v.exactOptional(text) },
    'every turn: `round`, `series`, `values` by the id of the quantity, and the `problem` where one is missing',
  ),
  spreads: rows(
    { metric, series, median: number, lowest: number, highest: number },
    'for each quantity (`metric`) and `series`: `median`, `lowest` and `highest` of the rounds',
  ),
  differences: rows(
    { metric, higher: text, lower: text, ratio: v.nullable(number), p: number, holds: v.boolean() },
    'for each quantity and pair: the series with the `higher` median and the `lower`, the `ratio` of the medians or null, the chance `p` of an exact rank-sum test, and whether the difference `holds`',
  ),
  findings: rows({ metric, text }, 'which differences hold and which may be noise, a `text` for each `metric`'),
  rule: means(text, 'how that was decided'),
  legend: means(text, 'how to read the chart'),
  dots: means(text, 'the same for a chart that shows each round'),
});

const stepFinished = line('A step has ended.', {
  type: v.literal('step-finished'),
  step,
  status: means(stepStatus, '`passed`, `failed`, `skipped`, or `broken` where a command failed and nothing can be judged'),
  durationMs: means(milliseconds, 'how long it took'),
});

const problem = line('Something that ended the run early.', {
  type: v.literal('problem'),
  message: means(text, 'what it is'),
  fix: v.exactOptional(means(text, 'what to do')),
});

const timing = line('Only with `--timing`: where the time went since the program began.', {
  type: v.literal('timing'),
  phases: means(
    list(v.pipe(v.strictObject({ phase: v.picklist(PHASES), durationMs: milliseconds }), v.readonly())),
    'the share of each phase, `phase` and `durationMs`; at each moment there is one, and what goes on beside it counts where it is waited for',
  ),
  cpuMs: means(milliseconds, 'processor time of the program itself, without the commands that it had run'),
  memoryKb: means(count, 'the most memory that the program itself has held, in kilobytes'),
});

const counts = v.pipe(v.strictObject({ passed: count, failed: count, skipped: count }), v.readonly());

const summary = line('The last event of every run.', {
  type: v.literal('summary'),
  scenario: means(text, "the lesson's id"),
  ok: means(v.boolean(), 'whether the exit code is 0'),
  exitCode: means(count, "the program's [exit code](exit-codes.md)"),
  checks: means(counts, 'how many `passed`, `failed` and were `skipped`'),
  durationMs: means(milliseconds, 'from the making of the sandbox to the end of the clean-up'),
  cleanup: means(
    v.pipe(v.strictObject({ ok: v.boolean(), leftovers: list(text), durationMs: milliseconds }), v.readonly()),
    '`ok`, the list `leftovers` of what is still there, and `durationMs`',
  ),
});

/**
 * What happens in a run, in the order in which it happens. Reporters draw these and nothing else; `--reporter json`
 * prints them one a line (docs/json-events.md). Only types of this are used while a lesson runs.
 */
export const RUN_EVENT = v.variant('type', [
  runStarted,
  stepStarted,
  commandStarted,
  output,
  commandFinished,
  note,
  checkFinished,
  changes,
  sample,
  measurement,
  stepFinished,
  problem,
  timing,
  summary,
]);

export type RunEvent = v.InferOutput<typeof RUN_EVENT>;
export type RunStarted = v.InferOutput<typeof runStarted>;
export type CommandFinished = v.InferOutput<typeof commandFinished>;
export type TimingTold = v.InferOutput<typeof timing>;
export type Measured = v.InferOutput<typeof measurement>;
export type CheckFinished = v.InferOutput<typeof checkFinished>;

/** `broken` is a step whose command failed, so that nothing can be judged. */
export type StepStatus = v.InferOutput<typeof stepStatus>;
export type Counts = v.InferOutput<typeof counts>;

/** The last event of every run. */
export type Summary = v.InferOutput<typeof summary>;

export type Emit = (event: RunEvent) => void;
