import { execFileSync } from 'node:child_process';
import Handlebars from 'handlebars';
import * as assert from 'uvu/assert';
import { precompileShell } from '../../../src/render/compile.ts';
import { quoteWord } from '../../../src/render/quote.ts';
import { suite } from '../../support/suite.ts';
import { thrownBy } from '../../support/throws.ts';

/** Renders one template as the program does, with a partial `in` beside it. */
function render(source: string, data: object): string {
  const engine = Handlebars.create();
  engine.registerHelper('sh', (value: unknown) => {
    if (typeof value !== 'string' && typeof value !== 'number') throw new TypeError(`no text: ${String(value)}`);
    return quoteWord(String(value));
  });
  engine.registerHelper('isHost', (value: unknown) => value === 'host');
  const partials = { in: '{{#unless (isHost netns)}}in {{netns}} {{/unless}}' };
  const spec = new Function(`return ${precompileShell('test', source, partials)}`)() as TemplateSpecification;
  return engine.template(spec)(data);
}

const compiling = suite('precompileShell');

compiling('every value is quoted, without the author doing anything', () => {
  assert.is(render('ip link add {{name}}', { name: '$(reboot)' }), "ip link add '$(reboot)'");
  assert.is(render('ip link add {{name}}', { name: 'veth0' }), 'ip link add veth0');
  assert.is(render('{{#each words}} {{this}}{{/each}}', { words: ['a b', 'c'] }), " 'a b' c");
  assert.is(render('{{key}}={{value}}', { key: 'a', value: '; rm' }), "a='; rm'");
  assert.is(
    render('{{link.name}} {{#each ends}}{{dev}} {{../name}}{{/each}}', { link: { name: '`id`' }, name: '*', ends: [{ dev: '~' }] }),
    "'`id`' '~' '*'",
  );
});

compiling('HTML is left alone', () => assert.is(render('a && b > c {{x}}', { x: '<&>' }), "a && b > c '<&>'"));

compiling('so is a value inside a partial', () => {
  assert.is(render('{{> in}}ping', { netns: '; reboot' }), "in '; reboot' ping");
  assert.is(render('{{> in netns=from}}ping', { from: 'a b' }), "in 'a b' ping");
  assert.is(render('{{> in}}ping', { netns: 'host' }), 'ping');
  assert.is(render('{{#each all}}{{> in netns=this}}ping {{/each}}', { all: ['host', 'a b'] }), "ping in 'a b' ping ");
  assert.match(
    thrownBy(() => render('ping\n{{> on}}', {})),
    /^SyntaxError: test: line 2: there is no partial 'on'/,
  );
});

compiling('if, unless and each decide, and quote nothing', () => {
  assert.is(render('x{{#if dev}} -I {{dev}}{{else}} all{{/if}}', { dev: 'a b' }), "x -I 'a b'");
  assert.is(render('x{{#if dev}} -I {{dev}}{{else}} all{{/if}}', { dev: undefined }), 'x all');
});

for (const [what, source] of [
  ['three braces', 'ip link add {{{name}}}'],
  ['an ampersand', 'ip link add {{&name}}'],
] as const)
  compiling(`${what} are refused`, () =>
    assert.match(
      thrownBy(() => precompileShell('t', source)),
      /^SyntaxError: t: line 1: values are always quoted/,
    ),
  );

for (const source of [
  "printf '{{name}}'",
  'printf "{{name}}"',
  "printf 'a\n{{name}}'",
  '{{#if x}}printf "{{/if}}{{name}}"',
  "printf 'it'\\''s {{name}}'",
  '"$(cat \'x\')" "{{name}}"',
  '# it\nprintf "{{name}}"',
  "a#'{{name}}'",
])
  compiling(`a value inside quotes is refused: ${JSON.stringify(source)}`, () =>
    assert.match(
      thrownBy(() => precompileShell('t', source)),
      /^SyntaxError: t: line \d: a value stands inside ['"] quotes/,
    ),
  );

for (const [source, expected] of [
  ["# it's a comment\nip link add {{name}}", "# it's a comment\nip link add 'a b'"],
  ['# a "quote\n{{name}}', "# a \"quote\n'a b'"],
  ['printf \'x\' {{name}} "y"', "printf 'x' 'a b' \"y\""],
  ["printf it\\'s {{name}}", "printf it\\'s 'a b'"],
  ['printf "\\"" {{name}}', 'printf "\\"" \'a b\''],
  ["printf 'a\\' {{name}}", "printf 'a\\' 'a b'"],
] as const)
  compiling(`quotes that are closed by then do not matter: ${JSON.stringify(source)}`, () =>
    assert.is(render(source, { name: 'a b' }), expected),
  );

compiling('a misspelt variable throws', () => {
  assert.match(
    thrownBy(() => render('ip link add {{nmae}}', { name: 'veth0' })),
    /no text: undefined/,
  );
});

compiling('a misspelt helper throws', () => {
  assert.match(
    thrownBy(() => render('{{#whenever x}}y{{/whenever}}', { x: 1 })),
    /whenever/,
  );
});

compiling('what is neither text nor a number throws', () => {
  for (const name of [true, null, ['a'], { a: 1 }])
    assert.match(
      thrownBy(() => render('x {{name}}', { name })),
      /TypeError/,
    );
});

compiling('what a shell makes of it is the value', () => {
  const name = `'"$(echo hi)\`echo hi\`\\ *`;
  assert.is(execFileSync('bash', ['-c', render("printf '%s' {{name}}", { name })], { encoding: 'utf8' }), name);
});
compiling.run();
