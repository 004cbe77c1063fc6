import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { ROOT } from '../../../src/paths.ts';
import { renderScript, renderShell } from '../../../src/render/templates.ts';
import { suite } from '../../support/suite.ts';
import { thrownBy } from '../../support/throws.ts';

const templates = suite('templates');

templates('a template becomes its commands, one a line', () => {
  assert.equal(renderShell({ template: 'netns-add', data: { name: 'ns1' } }), ['ip netns add ns1']);
  assert.is(renderShell({ template: 'ovs-start', data: {} }).length, 5);
});

templates('a template that is not there is named', () => {
  assert.is(
    thrownBy(() => renderShell({ template: 'netns-ad', data: {} })),
    "RangeError: there is no template 'netns-ad'",
  );
  assert.is(
    thrownBy(() => renderScript({ template: 'nonesuch', data: {} })),
    "RangeError: there is no template 'nonesuch'",
  );
});

templates('data without what the template names throws', () => {
  assert.match(
    thrownBy(() => renderShell({ template: 'netns-add', data: {} })),
    /text or a number belongs/,
  );
  assert.match(
    thrownBy(() => renderShell({ template: 'netns-add', data: { name: undefined } })),
    /text or a number belongs/,
  );
});

templates('in a namespace a command says so, on the host it does not', () => {
  const up = (netns: string) => renderShell({ template: 'link-set-up', data: { netns, dev: 'veth0' } });
  assert.equal(up('host'), ['ip link set veth0 up']);
  assert.equal(up('ns1'), ['ip -n ns1 link set veth0 up']);
});

templates('the init of a sandbox and its sessions are scripts that their shells can read', () => {
  for (const [shell, script] of [
    ['bash', 'agent'],
    ['sh', 'session'],
  ] as const)
    execFileSync(shell, ['-n', join(ROOT, `templates/sandbox/${script}.sh`)]);
});

templates('every template file is used by name somewhere in the source', () => {
  const sources = execFileSync('grep', ['-rhoE', "'(sandbox/|script/)?[a-z0-9-]+'", join(ROOT, 'src')], { encoding: 'utf8' });
  const names = [
    ...readdirSync(join(ROOT, 'templates')),
    ...readdirSync(join(ROOT, 'templates/sandbox')).map((file) => `sandbox/${file}`),
  ].filter((file) => file.endsWith('.sh.hbs'));
  const idle = names.map((file) => file.slice(0, -'.sh.hbs'.length)).filter((name) => !sources.includes(`'${name}'`));
  assert.equal(idle, []);
});
templates.run();
