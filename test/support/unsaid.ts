import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Node, SyntaxKind } from 'typescript/unstable/ast';
import {
  isImportDeclaration,
  isLiteralTypeNode,
  isNewExpression,
  isNoSubstitutionTemplateLiteral,
  isObjectLiteralExpression,
  isPropertyAssignment,
  isStringLiteral,
  isTemplateExpression,
} from 'typescript/unstable/ast/is';
import { API } from 'typescript/unstable/sync';
import { ROOT } from '../../src/paths.ts';

/** Two words of English beside each other. */
const PROSE = /(?<![\w$.'/=-])[A-Za-z]?[a-z']+[,;:]? [a-z']{2,}(?![\w=/])/;

/** A string of the source that is prose and has no other language beside it. */
export interface Unsaid {
  /** `src/verbs/run.ts:12` */
  readonly place: string;
  readonly text: string;
}

/** The text of a string or a template, a value in it as `…`. */
function textOf(node: Node): string | undefined {
  if (isStringLiteral(node) || isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (isTemplateExpression(node)) return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…');
  return undefined;
}

function nameOf(node: Node): string | undefined {
  return isPropertyAssignment(node) ? node.name.getText().replaceAll("'", '') : undefined;
}

/** Whether it is one of the languages of a message that has both, or a bug's message, which is for those who mend it. */
function isSettled(node: Node): boolean {
  for (let at = node; at.kind !== SyntaxKind.SourceFile; at = at.parent) {
    if (isLiteralTypeNode(at) || isImportDeclaration(at)) return true;
    if (isNewExpression(at) && at.expression.getText() === 'Error') return true;
    const name = nameOf(at);
    // What a flag of a command is called.
    if (name === 'flag') return true;
    if ((name === 'en' || name === 'zh') && isObjectLiteralExpression(at.parent)) {
      const names = at.parent.properties.map(nameOf);
      if (names.includes('en') && names.includes('zh')) return true;
    }
  }
  return false;
}

/** Every source file of the program, from the project's root. */
export function sources(): readonly string[] {
  return readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join('src', file))
    .sort();
}

/** Prose in source files that is not said in every language. */
export function unsaidIn(files: readonly string[]): readonly Unsaid[] {
  const api = new API({ cwd: ROOT });
  try {
    const [project] = api.updateSnapshot({ openProjects: [join(ROOT, 'tsconfig.json')] }).getProjects();
    return files.flatMap((file) => {
      const source = project?.program.getSourceFile(join(ROOT, file));
      if (!source) throw new Error(`${file} is no part of tsconfig.json`);
      const found: Unsaid[] = [];
      const visit = (node: Node): void => {
        const text = textOf(node);
        if (text !== undefined && PROSE.test(text.replace(/`[^`]*`/g, '`…`')) && !isSettled(node)) {
          const line = source.text.slice(0, node.getStart()).split('\n').length;
          found.push({ place: `${file}:${line}`, text });
        }
        node.forEachChild(visit);
      };
      visit(source);
      return found;
    });
  } finally {
    api.close();
  }
}
