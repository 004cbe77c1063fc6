/** Shows a value in a message: in quotes, control characters made visible, shortened. */
export function show(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  const visible = JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}...` : text).slice(1, -1);
  return `'${visible.replaceAll('\\"', '"')}'`;
}
