import { fileURLToPath } from 'node:url';

/** The project's root. This file stays at depth one, so that src/ and dist/ agree. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));
