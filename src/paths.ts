import { join } from 'node:path';

/** The project's root. This file stays at depth one, so that src/ and dist/ agree. */
export const ROOT = join(import.meta.dirname, '..');
