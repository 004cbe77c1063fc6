/** The formats in which a network is drawn. */
export const DIAGRAM_FORMATS = ['box', 'mermaid', 'dot', 'svg'] as const;

/** By which endings of files they are known. */
export const DIAGRAM_ENDINGS = {
  usual: 'box',
  byEnding: { '.mmd': 'mermaid', '.mermaid': 'mermaid', '.dot': 'dot', '.gv': 'dot', '.svg': 'svg' },
} as const;

export type DiagramFormat = (typeof DIAGRAM_FORMATS)[number];
