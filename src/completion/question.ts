/** What a word may be completed with; what a flag or the word after a verb takes is one of these. */
export type Completes =
  /** A lesson's id, or the path of a module. */
  | 'lesson'
  /** A step of the lesson that the line names. */
  | 'step'
  /** A parameter of that lesson and its value, `KEY=VALUE`. */
  | 'parameter'
  | 'tag'
  /** A lesson, or the word for the tests. */
  | 'scope'
  /** A shell that completion is made for. */
  | 'shell'
  /** Any file. */
  | 'file';
