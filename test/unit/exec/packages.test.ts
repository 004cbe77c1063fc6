import * as assert from 'uvu/assert';
import { SANDBOX_NEEDS } from '../../../src/exec/needs.ts';
import { MANAGERS, type Manager, PACKAGE_OF } from '../../../src/exec/package-table.ts';
import { installCommand, packagesFor, withoutManager } from '../../../src/exec/packages.ts';
import { ACTIONS, CHECKS } from '../../../src/vocabulary/index.ts';
import { suite } from '../../support/suite.ts';

const test = suite('packages');
const managers = Object.keys(MANAGERS) as Manager[];

test('every program of the sandbox has a package with every manager', () => {
  for (const need of SANDBOX_NEEDS) {
    assert.is(need.kind, 'tool');
    if (need.kind === 'tool') for (const manager of managers) assert.ok(PACKAGE_OF[need.name]?.[manager], `${need.name}, ${manager}`);
  }
});

test('every program that a definition names in its needs has a package', () => {
  const sources = [...ACTIONS.values(), ...CHECKS.values()].map(({ needs }) => needs.toString());
  const named = sources.flatMap((source) => [...source.matchAll(/tool\)?\(['"]([\w-]+)['"]\)/g)].map(([, name = '']) => name));
  assert.ok(named.length > 10);
  assert.equal(
    named.filter((name) => !PACKAGE_OF[name]),
    [],
  );
});

test('programs of one package are installed once', () => {
  assert.equal(packagesFor(['ip', 'bridge', 'ping'], 'apt'), ['iproute2', 'iputils-ping']);
  assert.equal(packagesFor(['ip', 'bridge', 'ping'], 'dnf'), ['iproute', 'iputils']);
});

test('a program of no known package is asked for by its own name', () => {
  assert.equal(packagesFor(['frobnicate'], 'apk'), ['frobnicate']);
});

test('each manager is told in its own words', () => {
  assert.is(installCommand(['ping'], 'apt'), 'apt-get install iputils-ping');
  assert.is(installCommand(['ping'], 'dnf'), 'dnf install iputils');
  assert.is(installCommand(['ping'], 'apk'), 'apk add iputils-ping');
  assert.is(installCommand(['ping'], 'pacman'), 'pacman -Sy iputils');
});

test('without a known manager the programs and their packages are named', () => {
  assert.is(withoutManager(['bash', 'ping']), "install bash, ping (of iputils-ping) with this system's package manager");
});

test.run();
