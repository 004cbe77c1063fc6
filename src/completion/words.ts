import type { Lang } from '../model/text.ts';

/** The words of completion's own. */
export const WORDS: Readonly<
  Record<Lang, { readonly help: string; readonly version: string; readonly initial: string; readonly tests: string }>
> = {
  en: {
    help: 'show how it is used',
    version: 'show the version',
    initial: 'the default',
    tests: "what the project's own tests need",
  },
  zh: {
    help: '显示用法',
    version: '显示版本',
    initial: '默认值',
    tests: '项目自身的测试所需',
  },
};
