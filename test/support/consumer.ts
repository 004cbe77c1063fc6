import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../src/paths.ts';
import { makeTempDir } from './temp-dir.ts';

/** A project that has the packed package in node_modules, its dependencies linked from here. Goes away with this process. */
export function makeConsumer(): string {
  const project = makeTempDir();
  const modules = join(project, 'node_modules');
  mkdirSync(modules);
  const packed = execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', project], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  const tarball = join(project, packed.trim().split('\n').at(-1) ?? '');
  execFileSync('tar', ['-xzf', tarball, '-C', modules]);
  renameSync(join(modules, 'package'), join(modules, 'netscenario'));
  rmSync(tarball);
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { dependencies: Record<string, string> };
  for (const name of Object.keys(dependencies)) symlinkSync(join(ROOT, 'node_modules', name), join(modules, name));
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'lessons', type: 'module', private: true }));
  return project;
}

/** Type-checks a project's files with settings of its own; resolves to what tsc says, nothing where all is well. */
export function typeCheck(project: string, compilerOptions: object, files: readonly string[]): string {
  const config = join(project, `tsconfig.${files.length}.json`);
  writeFileSync(config, JSON.stringify({ compilerOptions: { noEmit: true, types: [], ...compilerOptions }, files }));
  const { stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'node_modules/typescript/lib/tsc.js'), '-p', config], {
    cwd: project,
    encoding: 'utf8',
  });
  return stdout + stderr;
}
