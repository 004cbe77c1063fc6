/**
 * `--no-rehash-snapshot` spares Node a part of its start (docs/architecture.md), after which it means nothing. But V8 takes compiled code
 * for the flags alone that it was made with, and the code that Node brings along was made with none: so what has been done by then is
 * taken back. `node:v8` could do it too, and takes longer to load than all that this saves; where Node no longer has the other way, the
 * program starts as well, only slower.
 */
interface V8Binding {
  setFlagsFromString(flags: string): void;
}

if (process.execArgv.includes('--no-rehash-snapshot')) {
  const { noDeprecation } = process;
  process.noDeprecation = true;
  try {
    const { binding } = process as NodeJS.Process & { readonly binding?: (name: string) => V8Binding };
    binding?.('v8').setFlagsFromString('--rehash-snapshot');
  } catch {
    // It is slower without.
  }
  if (noDeprecation === undefined) delete process.noDeprecation;
  else process.noDeprecation = noDeprecation;
}
