/** What a reader types or recognises whatever the language: quoted text, flags, `key=value`, addresses, command lines, what the system says. */
const CODE =
  /'(?:[^'\n]|'(?=[a-z]))*'|"[^"\n]*"|\bE[A-Z]+: [^\n]*|--?[a-z][-a-z]*|\b[a-z]+=[\w./-]+|\b\d+(?:\.\d+){3}(?:\/\d+)?|netscenario [a-z]+|\bmkdir -p|[\w./-]+\.(?:ts|mjs|sh|json)\b/g;

/** The code in a text, each once. */
export function codeIn(text: string): readonly string[] {
  return [...new Set(text.match(CODE) ?? [])].sort();
}

/** Runs of two English words or more in a text, which names in a row are not, its code left out. */
export function englishIn(text: string): readonly string[] {
  return text.replace(CODE, '|').match(/(?<![\w./-])[A-Za-z]?[a-z']+(?: [a-z']{2,})+(?![\w=/])/g) ?? [];
}
