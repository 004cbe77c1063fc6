import * as assert from 'uvu/assert';
import type { Dialect } from '../../../src/model/dialects.ts';
import type { SourceId } from '../../../src/model/sources.ts';
import { LESSON_IDS, loadScenario } from '../../../src/plan/catalogue.ts';
import type { Plan } from '../../../src/plan/plan.ts';
import { planScenario } from '../../../src/plan/plan-scenario.ts';
import { plain, shapeOf } from '../../support/commands.ts';
import { DIALECT_ROWS } from '../../support/dialects.ts';
import { FACTS } from '../../support/networks.ts';
import { type SeedCommand, seedCommands } from '../../support/seeds.ts';
import { suite } from '../../support/suite.ts';
import { tell } from '../../support/tell.ts';

/** Where a lesson says the same as a tutorial. */
interface Place {
  readonly lesson: string;
  /** The kind of action or check, and what of it: its commands, its undo, or how one sees it. */
  readonly by: string;
  readonly dialect: Dialect | undefined;
}

type Index = ReadonlyMap<string, Place>;

/** Everything that a lesson has one type, in a plan. */
function commandsOf(plan: Plan): readonly (readonly [command: string, place: Place])[] {
  const lesson = plan.id;
  return plan.steps.flatMap(({ actions, checks }) => [
    ...actions.flatMap(({ kind, dialect, commands, undo }) => [
      ...commands.map(({ text }) => [text, { lesson, by: kind, dialect }] as const),
      ...undo().map((text) => [text, { lesson, by: `${kind}, undone`, dialect }] as const),
    ]),
    ...checks.flatMap(({ kind, probes, see }) =>
      [...probes, see].map((text) => [text, { lesson, by: `check ${kind}`, dialect: undefined }] as const),
    ),
  ]);
}

/** What the lessons that come from a source have one type, in every dialect: as it is, and by its shape. */
async function indexOf(source: SourceId): Promise<{ readonly exact: Index; readonly shapes: Index }> {
  const exact = new Map<string, Place>();
  const shapes = new Map<string, Place>();
  for (const id of LESSON_IDS) {
    const scenario = await loadScenario(id);
    if (!scenario.sources?.includes(source)) continue;
    for (const dialects of [[], ...DIALECT_ROWS])
      for (const [command, place] of commandsOf(planScenario(scenario, { set: [], facts: FACTS, dialects }))) {
        const [whole, shape] = [plain(command), shapeOf(command)];
        if (!exact.has(whole)) exact.set(whole, place);
        if (!shapes.has(shape)) shapes.set(shape, place);
      }
  }
  return { exact, shapes };
}

/** What becomes of commands that no lesson has: a mistake that is told, or nothing that a lesson on networks does. */
interface Told {
  readonly source: SourceId;
  /** Lines of the source, the first and the last. */
  readonly lines?: readonly [first: number, last: number];
  /** Or the beginning of a command. */
  readonly begins?: string;
  /** The erratum, `lesson/id`; or else why. */
  readonly erratum?: string;
  readonly why: string;
}

const TOLD: readonly Told[] = [
  { source: 'S0', lines: [294, 302], erratum: 'ovs-internal/leftover-bridge-commands', why: 'they belong to the part before' },
  { source: 'S0', lines: [135, 135], erratum: 'bridge-3ns/installs-brctl', why: 'doctor installs what a dialect takes' },
  { source: 'S0', lines: [208, 210], erratum: 'bridge-3ns/racy-clean-up', why: 'the order of the clean-up' },
  { source: 'S0', begins: 'setenforce', why: 'SELinux is left as it is: the sandbox needs no change to the machine' },
  { source: 'S0', begins: 'sed -i', why: 'SELinux is left as it is: the sandbox needs no change to the machine' },
  { source: 'S0', lines: [235, 237], why: 'Open vSwitch comes as a package, and is not built' },
  { source: 'S0', lines: [240, 246], why: 'Open vSwitch comes as a package, and is not built' },
  { source: 'S0', begins: 'systemctl', why: 'each run starts an Open vSwitch of its own instead (action ovs-daemons)' },
  { source: 'S1', lines: [73, 78], erratum: 'docker-bridge/gateway-without-address', why: 'a pair and a route that are not needed' },
  {
    source: 'S1',
    begins: 'ip netns exec ns0 ping 192.168.80.2 -I',
    why: 'there is one device to leave by; before it has an address for that, the kernel refuses (bridge-uplink, check unreachable)',
  },
  { source: 'S1', begins: 'ip netns exec ns1 ping 192.168.80.2 -I', why: 'there is one device to leave by (bridge-uplink, check reaches)' },
  { source: 'S3', lines: [443, 443], erratum: 'ovs-veth/link-add-for-address', why: 'no command at all' },
  { source: 'S3', lines: [446, 446], erratum: 'ovs-veth/link-add-for-address', why: 'it would make a device' },
  { source: 'S3', lines: [208, 208], erratum: 'veth-same-host/table-0', why: 'the table that decides is local' },
  { source: 'S3', lines: [318, 340], erratum: 'veth-direct/name-taken', why: 'how it gets out of a name that is taken' },
  { source: 'S3', begins: 'ls /var/run/netns', why: 'where `ip netns` keeps its names; the listing of them is `ip netns`' },
  { source: 'S0', lines: [364, 364], erratum: 'docker-real/exec-test1-twice', why: 'meant is test2' },
  { source: 'S0', lines: [453, 453], erratum: 'docker-real/ping-without-timeout', why: 'it hangs' },
  { source: 'S3e', begins: 'ip tuntap', why: 'a word in prose; the lesson tap-netns has the commands' },
  { source: 'S4', begins: 'brtcl', erratum: 'bridge-add-ns/brtcl', why: 'a slip of the pen' },
  { source: 'S4', begins: 'apt-get install', why: 'doctor installs what a dialect takes' },
  { source: 'S4', begins: 'yum install', why: 'doctor installs what a dialect takes' },
  { source: 'S4', begins: 'sh add-ns-to-br.sh', why: 'the script is the lesson, and its words are parameters: --set' },
  { source: 'S4', begins: 'ip netns exec ns1 bash', why: 'a shell inside: --step and --keep open one' },
];

function tells({ source, lines, begins }: Told, command: SeedCommand): boolean {
  if (command.source !== source) return false;
  return lines ? command.line >= lines[0] && command.line <= lines[1] : command.text.replace(/^sudo /, '').startsWith(begins ?? '');
}

const coverage = suite('the command lines of the tutorials');

coverage('each is a command of a lesson that comes from there, a mistake that is told, or none of networking', async () => {
  const left: string[] = [];
  const counts = { exact: 0, shape: 0, told: 0 };
  const sources = [...new Set(seedCommands().map(({ source }) => source))];
  for (const source of sources) {
    const { exact, shapes } = await indexOf(source);
    for (const command of seedCommands().filter((one) => one.source === source)) {
      if (TOLD.some((told) => tells(told, command))) counts.told += 1;
      else if (exact.has(plain(command.text))) counts.exact += 1;
      else if (shapes.has(shapeOf(command.text))) counts.shape += 1;
      else left.push(`${source}:${command.line}: ${command.text}  [${shapeOf(command.text)}]`);
    }
  }
  tell(`${counts.exact} as they stand, ${counts.shape} with other names, ${counts.told} told of`);
  assert.equal(left, []);
});

coverage('what is told of is there', async () => {
  const scenarios = await Promise.all(LESSON_IDS.map(loadScenario));
  const errata = scenarios.flatMap(({ id, errata: own = [] }) => own.map((erratum) => `${erratum.source} ${id}/${erratum.id}`));
  for (const told of TOLD) {
    assert.ok(
      seedCommands().some((command) => tells(told, command)),
      JSON.stringify(told),
    );
    if (told.erratum !== undefined) assert.ok(errata.includes(`${told.source} ${told.erratum}`), told.erratum);
  }
});

coverage.run();
