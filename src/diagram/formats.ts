/** The formats in which a network is drawn. */
export const DIAGRAM_FORMATS = ['box', 'mermaid', 'dot', 'svg'] as const;

export type DiagramFormat = (typeof DIAGRAM_FORMATS)[number];
