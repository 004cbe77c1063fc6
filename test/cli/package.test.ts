// guard: deadline 240 s
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { starterLesson } from '../../src/verbs/starter.ts';
import { action, check } from '../../src/vocabulary/index.ts';
import { makeConsumer, typeCheck } from '../support/consumer.ts';
import { LanguageServer } from '../support/language-server.ts';
import { suite } from '../support/suite.ts';

const test = suite('the package, installed');
const project = makeConsumer();

const write = (file: string, text: string): void => writeFileSync(join(project, file), text);

/** A lesson of one step with these actions and checks. */
const lesson = (actions: string, checks = '') => `import { action, check, defineScenario } from 'netscenario';
const text = { en: 'A text' };
export default defineScenario({
  id: 'mine', title: text, summary: text, about: text, params: {},
  steps: () => [{ id: 'one', title: text, why: text, actions: [${actions}], checks: [${checks}] }],
});
`;

const STRICTEST = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  isolatedModules: true,
  verbatimModuleSyntax: true,
  target: 'es2022',
};

for (const [name, settings] of [
  ['nodenext', { module: 'nodenext' }],
  ['bundler', { module: 'esnext', moduleResolution: 'bundler' }],
] as const)
  test(`its types hold for a strict project that resolves like ${name}`, () => {
    write('starter.ts', starterLesson('starter'));
    assert.is(typeCheck(project, { ...STRICTEST, ...settings }, ['starter.ts']), '');
  });

for (const [what, text, says] of [
  ['a misspelt parameter', lesson("action.address({ dev: 'veth0', addr: '10.0.0.1/24' })"), /'addr' does not exist in type/],
  ['a missing parameter', lesson("action.veth({ name: 'veth0' })"), /Property 'peer' is missing/],
  ['a wrong type', lesson("action.bridge({ name: 'br0', stp: 'off' })"), /'string' is not assignable to type 'boolean/],
  ['a forgotten undo: was', lesson("action.sysctl({ key: 'net.ipv4.ip_forward', value: '1' })"), /Property 'was' is missing/],
  ['an unknown action', lesson("action.brigde({ name: 'br0' })"), /Property 'brigde' does not exist/],
  ['a check without its control', lesson('', "check.noReply({ from: 'a', to: '10.0.0.1' })"), /Property 'control' is missing/],
  ['a check among the actions', lesson("'ip netns add ns1'"), /'string' is not assignable to type 'ActionCall'/],
  ['a bare title', lesson('').replace("en: 'A text'", "de: 'Ein Text'"), /'en' is missing|: en, zh/],
] as const)
  test(`its types refuse ${what}`, () => {
    write('faulty.ts', text);
    assert.match(typeCheck(project, { ...STRICTEST, module: 'nodenext' }, ['faulty.ts']), says);
  });

test('its program runs a lesson', () => {
  write('mine.ts', lesson("action.bridge({ name: 'br0' })"));
  const printed = execFileSync(process.execPath, ['node_modules/netscenario/dist/cli.js', 'run', './mine.ts'], {
    cwd: project,
    encoding: 'utf8',
  });
  assert.match(printed, /mine: all holds: 1 check passed/);
});

test('an editor completes actions, checks and their parameters, and says what they mean', async () => {
  write('tsconfig.json', JSON.stringify({ compilerOptions: { ...STRICTEST, module: 'nodenext', noEmit: true, types: [] } }));
  const server = await LanguageServer.start(project);
  try {
    const kinds = await server.completions('a.ts', lesson('action.|'), ['veth']);
    assert.equal([...kinds.keys()].sort(), Object.keys(action).sort());
    assert.match(kinds.get('veth') ?? '', /Creates a veth pair \(veth\(4\)\), both ends in the same namespace or/);
    const claims = await server.completions('b.ts', lesson('', 'check.|'), ['reaches']);
    assert.equal([...claims.keys()].sort(), Object.keys(check).sort());
    assert.match(claims.get('reaches') ?? '', /pings in a row are all answered/);
    const params = await server.completions('c.ts', lesson('action.veth({ | })'), ['name', 'peer', 'netns']);
    assert.equal([...params.keys()].sort(), ['name', 'netns?', 'peer', 'peerNetns?']);
    const fields = await server.completions('d.ts', lesson('').replace('params: {},', 'params: {}, |'), ['errata']);
    assert.ok(fields.has('tryNext?'), [...fields.keys()].join(' '));
  } finally {
    server.stop();
  }
});

test('the editor is told of each parameter what it means', async () => {
  const server = await LanguageServer.start(project);
  try {
    for (const [group, definitions] of Object.entries({ action, check })) {
      const names = Object.keys(definitions);
      const call = `${group}.|`;
      const told = await server.completions(`${group}.ts`, group === 'action' ? lesson(call) : lesson('', call), names);
      for (const [name, { about }] of Object.entries<{ about: Readonly<Record<string, { en: string }>> }>(definitions))
        for (const [key, { en }] of Object.entries(about)) {
          assert.ok(told.get(name)?.includes(`- \`${key}\`: ${en}`), `${group}.${name}: ${key} is not in ${told.get(name)}`);
          assert.ok(declared(group, name, key).toLowerCase().includes(`/** ${en.toLowerCase()}. */`), `${group}.${name}: ${key}`);
        }
    }
  } finally {
    server.stop();
  }
});

/** The line before a parameter's declaration: what TypeScript 5 shows beside it, and the language server of 7 does not yet. */
function declared(group: string, name: string, key: string): string {
  const folder = join(project, 'node_modules/netscenario/dist/vocabulary', `${group}s`);
  const texts = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
  const text = texts.find((candidate) => candidate.includes(`export declare const ${name}:`)) ?? '';
  const body = text.slice(text.indexOf(`export declare const ${name}:`)).split('\n');
  return body[body.findIndex((line) => line.replace(/^ {4}readonly /, '    ').startsWith(`    ${key}:`)) - 1] ?? '';
}

test.run();
