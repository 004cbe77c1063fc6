import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { lacksOf } from '../../../src/exec/needs.ts';
import { findTool } from '../../../src/exec/packages.ts';
import { isStatic } from '../../../src/exec/static.ts';
import { tool } from '../../../src/vocabulary/needs.ts';
import { FACTS } from '../../support/networks.ts';
import { suite } from '../../support/suite.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

const test = suite('statically linked programs');
const folder = makeTempDir();

/** An ELF file with one program header of a type. */
function elf(options: { readonly wide: boolean; readonly little: boolean; readonly type: number }): string {
  const { wide, little, type } = options;
  const head = Buffer.alloc(256);
  head.set([0x7f, 0x45, 0x4c, 0x46, wide ? 2 : 1, little ? 1 : 2]);
  const short = (value: number, at: number) => (little ? head.writeUInt16LE(value, at) : head.writeUInt16BE(value, at));
  const long = (value: number, at: number) => (little ? head.writeUInt32LE(value, at) : head.writeUInt32BE(value, at));
  // e_phoff, e_phentsize, e_phnum; a 64-bit offset has its low half where the byte order puts it.
  long(64, wide ? (little ? 32 : 36) : 28);
  short(wide ? 56 : 32, wide ? 54 : 42);
  short(1, wide ? 56 : 44);
  long(type, 64);
  const path = join(folder, `${wide}-${little}-${type}`);
  writeFileSync(path, head);
  return path;
}

for (const wide of [true, false])
  for (const little of [true, false])
    test(`${wide ? 64 : 32} bits, ${little ? 'little' : 'big'} endian`, () => {
      assert.is(isStatic(elf({ wide, little, type: 1 })), true);
      assert.is(isStatic(elf({ wide, little, type: 3 })), false);
    });

test('a program of this system takes a dynamic linker, and a script is no such file', () => {
  const script = join(folder, 'script');
  writeFileSync(script, '#!/bin/sh\n');
  assert.is(isStatic(script), false);
  assert.is(isStatic(findTool('bash')), false);
  assert.is(isStatic(undefined), false);
});

test('busybox by its own name is no applet of itself, and lacks nothing where it is static', () => {
  const busybox = findTool('busybox');
  const lacks = lacksOf([tool('busybox')], FACTS).map(({ what }) => what);
  if (busybox && isStatic(busybox)) assert.equal(lacks, []);
  else assert.match(lacks[0] ?? '', busybox ? /statically linked busybox/ : /the program busybox/);
});

test.run();
