// Writes the types that authors of lessons see to dist/: declarations of what src/authoring.ts exports. What the
// definitions say of their parameters (`about`) goes before each of them, for editors to show.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';

async function emit() {
  const tsc = spawn(process.execPath, ['node_modules/typescript/lib/tsc.js', '-p', 'tsconfig.types.json'], { stdio: 'inherit' });
  const code = await new Promise((resolve, reject) => tsc.once('close', resolve).once('error', reject));
  if (code !== 0) throw new Error(`tsc ended with ${code}: no declarations`);
}

async function vocabulary() {
  const outfile = 'node_modules/.cache/netscenario-vocabulary.mjs';
  await build({ entryPoints: ['src/vocabulary/index.ts'], bundle: true, platform: 'node', format: 'esm', packages: 'external', outfile });
  return import(`../../${outfile}`);
}

function sentence(text) {
  const safe = text.replaceAll('*/', '* /');
  return `${safe[0].toUpperCase()}${safe.slice(1)}.`;
}

/** A definition's comment, one line or several, with a list of its parameters at its end. */
function withParameters(comment, about) {
  const list = Object.entries(about).map(([key, { en }]) => ` * - \`${key}\`: ${en.replaceAll('*/', '* /')}`);
  const lines = comment.startsWith('/** ') ? ['/**', ` * ${comment.slice(4, -3).trim()}`] : comment.split('\n').slice(0, -1);
  return [...lines, ...(list.length > 0 ? [' *', ...list] : []), ' */'].join('\n');
}

/** A declaration file's text with what its definitions say of their parameters: in their own comment, and before each. */
function annotated(text, definitions) {
  const listed = text.replaceAll(/(\/\*\*(?:(?!\*\/)[\s\S])*\*\/)\n(?=export declare const (\w+):)/g, (all, comment, name) =>
    definitions[name] ? `${withParameters(comment, definitions[name].about)}\n` : all,
  );
  let about;
  return listed
    .split('\n')
    .flatMap((line) => {
      const [, name] = /^export declare const (\w+):/.exec(line) ?? [];
      if (name) about = definitions[name]?.about;
      const [, key] = /^ {4}(?:readonly )?(\w+):/.exec(line) ?? [];
      return key && about?.[key] ? [`    /** ${sentence(about[key].en)} */`, line] : [line];
    })
    .join('\n');
}

/** Fills dist/ with the declarations; throws where the sources do not type. */
export async function writeDeclarations() {
  const [{ action, check }] = await Promise.all([vocabulary(), emit()]);
  for (const [folder, definitions] of [
    ['dist/vocabulary/actions', action],
    ['dist/vocabulary/checks', check],
  ])
    for (const file of readdirSync(folder)) {
      const path = `${folder}/${file}`;
      writeFileSync(path, annotated(readFileSync(path, 'utf8'), definitions));
    }
}
