interface Process {
  readonly binding?: (name: string) => object;
}

/**
 * A part of Node that its own modules are made of, by its name; throws where this Node does not give it away. It is deprecated (DEP0111),
 * so whoever uses one must get on without. For what Node's module would take longer to load than to do.
 */
export function nodeBinding<Binding extends object>(name: string): Binding {
  const { noDeprecation } = process;
  process.noDeprecation = true;
  try {
    const binding = (process as Process).binding?.(name);
    if (!binding) throw new Error(`this Node does not give away ${name}`);
    return binding as Binding;
  } finally {
    process.noDeprecation = noDeprecation ?? false;
  }
}
