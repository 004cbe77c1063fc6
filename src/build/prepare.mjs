// Builds dist/ when npm prepares the package. A fresh clone that is installed as it is (npm install -g .) has no
// compiler yet: npm links the folder without installing what it needs, so that is done here.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

if (!existsSync('node_modules/esbuild')) {
  const npm = process.env['npm_execpath'];
  const words = ['ci', '--ignore-scripts', '--global=false', '--include=dev', '--no-audit', '--no-fund'];
  const [file, args] = npm ? [process.execPath, [npm, ...words]] : ['npm', words];
  const { status } = spawnSync(file, args, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
await import('../../esbuild.config.mjs');
