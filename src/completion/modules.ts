import { readdirSync } from 'node:fs';
import { isModule } from '../plan/catalogue.ts';
import type { Candidate } from './candidate.ts';

/** A name that a line of a shell's answer can hold. */
function isPlain(name: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
  return !/[\u0000-\u001f\u007f]/.test(name);
}

/** The modules and folders with which the beginning of a path may go on; none where its folder cannot be read. */
export function moduleCandidates(typed: string): readonly Candidate[] {
  const folder = typed.slice(0, typed.lastIndexOf('/') + 1);
  const hidden = typed.slice(folder.length).startsWith('.');
  try {
    const entries = readdirSync(folder || '.', { withFileTypes: true });
    return entries
      .filter(({ name }) => isPlain(name) && (hidden || !name.startsWith('.')))
      .flatMap((entry) => {
        if (entry.isDirectory()) return [{ text: `${folder}${entry.name}/`, open: true }];
        return isModule(entry.name) ? [{ text: folder + entry.name }] : [];
      })
      .sort((a, b) => (a.text < b.text ? -1 : 1));
  } catch {
    return [];
  }
}
