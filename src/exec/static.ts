import { closeSync, openSync, readSync } from 'node:fs';

/** Type of the program header that names the dynamic linker (elf(5)). */
const PT_INTERP = 3;

/** Offsets in the header of an ELF file, in bytes, by its class: 1 is 32 bits, 2 is 64 bits (elf(5)). */
const LAYOUT = {
  1: { tableAt: 28, sizeAt: 42, countAt: 44 },
  2: { tableAt: 32, sizeAt: 54, countAt: 56 },
} as const;

/** Headers lie at the begin of a file; this much holds them all. */
const HEAD_BYTES = 4096;

/** Whether a program is an ELF file that takes no dynamic linker, and so no libraries. */
export function isStatic(path: string | undefined): boolean {
  if (path === undefined) return false;
  const head = Buffer.alloc(HEAD_BYTES);
  const fd = openSync(path, 'r');
  try {
    readSync(fd, head, 0, HEAD_BYTES, 0);
  } finally {
    closeSync(fd);
  }
  if (head.toString('latin1', 0, 4) !== '\x7fELF') return false;
  const wide = head[4] === 2;
  const little = head[5] === 1;
  const { tableAt, sizeAt, countAt } = LAYOUT[wide ? 2 : 1];
  const short = (at: number) => (little ? head.readUInt16LE(at) : head.readUInt16BE(at));
  const long = (at: number) => (little ? head.readUInt32LE(at) : head.readUInt32BE(at));
  const offset = wide ? Number(little ? head.readBigUInt64LE(tableAt) : head.readBigUInt64BE(tableAt)) : long(tableAt);
  return Array.from({ length: short(countAt) }, (_, index) => offset + index * short(sizeAt))
    .filter((at) => at + 4 <= HEAD_BYTES)
    .every((at) => long(at) !== PT_INTERP);
}
