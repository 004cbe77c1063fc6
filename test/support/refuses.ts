import * as assert from 'uvu/assert';
import { type CliResult, cli } from './cli.ts';
import { codeIn, englishIn } from './english.ts';
import { suite } from './suite.ts';

/** What is typed, and what is said about it; `says` is matched against all of the message, lines joined. */
export type Case = readonly [args: readonly string[], says: RegExp];

/** Title, up to twelve faults, how many more, fix. */
const MAX_LINES = 16;

/** What has been told in Chinese too: once for each kind of message. */
const told = new Set<string>();

/** Runs one case, the first of its kind in both languages, and checks what every message must be: short, on standard error alone, without a trace. */
export async function refuses([args, says]: Case, code: number, env: Readonly<Record<string, string>> = {}): Promise<void> {
  const result = await cli(args, env);
  assert.is(result.code, code, `exit code ${result.code}: ${result.stderr}${result.stdout}`);
  assert.is(result.stdout, '');
  assert.match(result.stderr.replace(/\n\s*/g, ' '), says);
  assert.match(result.stderr, /^netscenario: \S/);
  assert.not.match(result.stderr, /\n {4}at |dist\/|node_modules|\bnode:|this is a bug/);
  assert.ok(result.stderr.trimEnd().split('\n').length <= MAX_LINES, result.stderr);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
  assert.not.match(result.stderr, /[\u0000-\u0009\u000b-\u001f\u007f]/);
  assert.ok(result.stderr.length < 3000, `${result.stderr.length} characters`);
  if (told.has(says.source)) return;
  told.add(says.source);
  assertChinese(await cli(args, { ...env, LC_ALL: 'zh_CN.UTF-8' }), result);
}

/** What a module of somebody's own says, or Node of it, which is quoted as it is: what it threw, why it cannot be loaded, what it refuses. */
const QUOTED = /(?<=抛出了 |无法加载：|不能用这些参数运行：)[^\n]*/g;

/** Holds a refusal in Chinese against the one in English: the same ending and the same code, in other words. */
function assertChinese(chinese: CliResult, english: CliResult): void {
  assert.is(chinese.code, english.code, chinese.stderr);
  assert.is(chinese.stdout, '');
  assert.match(chinese.stderr, /^netscenario: .*\p{Script=Han}/u);
  assert.equal(codeIn(chinese.stderr), codeIn(english.stderr), chinese.stderr);
  assert.is(/^解决办法：/m.test(chinese.stderr), /^fix: /m.test(english.stderr), chinese.stderr);
  assert.equal(englishIn(chinese.stderr.replace(/^netscenario: /, '').replace(QUOTED, '')), [], chinese.stderr);
}

const nameOf = (args: readonly string[]) => JSON.stringify(args.join(' ')).slice(0, 90);

/** Makes a suite of a table; cases that look alike once shortened are numbered. */
export function table(name: string, cases: readonly Case[]): void {
  const tests = suite(name);
  for (const [index, entry] of cases.entries()) tests(`${index + 1}. ${nameOf(entry[0])}`, () => refuses(entry, 2));
  tests.run();
}
