import { didYouMean, nearest } from '../model/nearest.ts';
import type { Param } from '../model/params.ts';
import { inRow, say } from '../model/say.ts';
import { show } from '../model/show.ts';
import { LANGS, REQUIRED_LANGS } from '../model/text.ts';

type Faults = string[];

/** Ids of lessons and of steps. */
const ID = /^[a-z0-9][a-z0-9-]*$/;

function missing(): string {
  return say({ en: 'missing', zh: '缺少' });
}

function badId(id: unknown): string {
  if (id === undefined)
    return say({ en: "missing; write a word made of small letters, digits and '-'", zh: "缺少；写一个由小写字母、数字和 '-' 组成的词" });
  return say({ en: `${show(id)} is not made of small letters, digits and '-'`, zh: `${show(id)} 不是由小写字母、数字和 '-' 组成的` });
}

/** Whether a value is an object with fields. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown, where: string, faults: Faults): void {
  if (!isRecord(value)) {
    const found = value === undefined ? missing() : say({ en: `${show(value)} is no text`, zh: `${show(value)} 不是文本` });
    const write = `{ ${LANGS.map((lang) => `${lang}: '…'`).join(', ')} }`;
    faults.push(`${where}: ${say({ en: `${found}; write ${write}`, zh: `${found}；写成 ${write}` })}`);
    return;
  }
  // For a module's own readers one language is enough, though the type checker asks for all.
  for (const lang of LANGS) {
    const sentence = value[lang];
    if (sentence === undefined && !REQUIRED_LANGS.includes(lang)) continue;
    if (typeof sentence !== 'string' || sentence.trim() === '')
      faults.push(`${where}.${lang}: ${say({ en: 'missing or empty', zh: '缺少或为空' })}`);
  }
}

function word(value: unknown, where: string, faults: Faults): void {
  if (typeof value !== 'string') faults.push(`${where}: ${say({ en: `${show(value)} is not text`, zh: `${show(value)} 不是文本` })}`);
}

function list(value: unknown, where: string, faults: Faults, each: (item: unknown, where: string, faults: Faults) => void): void {
  if (!Array.isArray(value)) {
    const given = value instanceof Promise ? say({ en: 'a promise', zh: 'Promise' }) : show(value);
    const found = value === undefined ? missing() : say({ en: `${given} is no list`, zh: `${given} 不是列表` });
    faults.push(`${where}: ${say({ en: `${found}; write a list, [] if there is nothing`, zh: `${found}；写成列表，没有内容就写 []` })}`);
  } else for (const [index, item] of value.entries()) each(item, `${where}[${index}]`, faults);
}

/** A list that is none where it is left out. */
const optionalList: typeof list = (value, ...rest) => {
  if (value !== undefined) list(value, ...rest);
};

function known(value: Record<string, unknown>, where: string, keys: readonly string[], faults: Faults): void {
  for (const key of Object.keys(value))
    if (!keys.includes(key)) {
      const meant = nearest(key, keys);
      const instead = meant ? didYouMean(meant) : say({ en: `there are ${inRow(keys)}`, zh: `可以写 ${inRow(keys)}` });
      faults.push(`${where}${key}: ${say({ en: `there is no such field; ${instead}`, zh: `没有这个字段；${instead}` })}`);
    }
}

/** Whether a value can be read as a parameter. */
export function isParam(value: unknown): value is Param {
  return isRecord(value) && typeof value['parse'] === 'function' && typeof value['initial'] === 'string' && isRecord(value['takes']);
}

function param(value: unknown, where: string, faults: Faults): void {
  if (!isParam(value)) {
    faults.push(
      `${where}: ${say({ en: 'is no parameter; make it with param.integer, param.subnet, param.device or param.members', zh: '不是参数；用 param.integer、param.subnet、param.device 或 param.members 来写' })}`,
    );
    return;
  }
  text(value.about, `${where}.about`, faults);
}

const SCENARIO_FIELDS = ['id', 'title', 'summary', 'about', 'sources', 'tags', 'params', 'errata', 'tryNext', 'breakIt', 'faults', 'steps'];
const STEP_FIELDS = ['id', 'title', 'why', 'look', 'note', 'scene', 'goal', 'actions', 'checks'];

function noLesson(value: unknown): string {
  const found = value === undefined ? missing() : say({ en: `${show(value)} is no lesson`, zh: `${show(value)} 不是课程` });
  const write = "'export default defineScenario({ … })'";
  return say({ en: `${found}; write ${write}`, zh: `${found}；写成 ${write}` });
}

/** What keeps a module's default export from being a lesson, each fault with its place; none if it is one. */
export function scenarioFaults(value: unknown): readonly string[] {
  if (!isRecord(value)) return [`default: ${noLesson(value)}`];
  const faults: Faults = [];
  known(value, '', SCENARIO_FIELDS, faults);
  const { id } = value;
  if (typeof id !== 'string' || !ID.test(id)) faults.push(`id: ${badId(id)}`);
  for (const field of ['title', 'summary', 'about']) text(value[field], field, faults);
  for (const field of ['sources', 'tags']) optionalList(value[field], field, faults, word);
  if (!isRecord(value['params'])) faults.push(`params: ${say({ en: 'missing; write {} if there are none', zh: '缺少；没有参数就写 {}' })}`);
  else for (const [key, entry] of Object.entries(value['params'])) param(entry, `params.${key}`, faults);
  optionalList(value['errata'], 'errata', faults, (item, where) => {
    const erratum = isRecord(item) ? item : {};
    text(erratum['mistake'], `${where}.mistake`, faults);
    text(erratum['right'], `${where}.right`, faults);
    if (erratum['source'] !== undefined) word(erratum['source'], `${where}.source`, faults);
  });
  for (const field of ['tryNext', 'breakIt']) optionalList(value[field], field, faults, text);
  if (value['faults'] !== undefined && typeof value['faults'] !== 'function')
    faults.push(
      `faults: ${say({ en: `${show(value['faults'])} is no function; write one from the parameters to a list of sentences`, zh: `${show(value['faults'])} 不是函数；写一个由参数得出一组句子的函数` })}`,
    );
  if (typeof value['steps'] !== 'function')
    faults.push(
      `steps: ${say({ en: 'missing; write a function from the parameters to a list of steps', zh: '缺少；写一个由参数得出一组步骤的函数' })}`,
    );
  return faults;
}

/** Whether a value has the shape of an action or a check; whether there is such a kind is another question. */
export function isCall(value: unknown): value is { readonly kind: string; readonly params: unknown } {
  return isRecord(value) && typeof value['kind'] === 'string';
}

function call(what: string) {
  return (value: unknown, where: string, faults: Faults): void => {
    if (!isCall(value))
      faults.push(
        `${where}: ${say({ en: `${show(value)} is no ${what}; make it with ${what}.…`, zh: `${show(value)} 不是 ${what}；用 ${what}.… 来写` })}`,
      );
  };
}

function stepId(id: unknown, where: string, faults: Faults, seen: Map<string, string>): void {
  if (typeof id !== 'string') {
    faults.push(`${where}.id: ${missing()}`);
    return;
  }
  if (!ID.test(id)) faults.push(`${where}.id: ${badId(id)}`);
  const first = seen.get(id);
  if (first !== undefined) faults.push(`${where}.id: ${say({ en: `'${id}' is taken by ${first}`, zh: `'${id}' 已被 ${first} 占用` })}`);
  seen.set(id, first ?? where);
}

/** What keeps the result of a lesson's `steps` from being a list of steps; their calls are looked at when a plan is made. */
export function stepsFaults(value: unknown): readonly string[] {
  const faults: Faults = [];
  const seen = new Map<string, string>();
  if (Array.isArray(value) && value.length === 0)
    faults.push(`steps: ${say({ en: 'a lesson needs at least one step', zh: '课程至少要有一步' })}`);
  list(value, 'steps', faults, (item, where) => {
    if (!isRecord(item)) {
      faults.push(`${where}: ${say({ en: `${show(item)} is no step`, zh: `${show(item)} 不是步骤` })}`);
      return;
    }
    known(item, `${where}.`, STEP_FIELDS, faults);
    stepId(item['id'], where, faults, seen);
    text(item['title'], `${where}.title`, faults);
    text(item['why'], `${where}.why`, faults);
    for (const field of ['look', 'note']) if (item[field] !== undefined) text(item[field], `${where}.${field}`, faults);
    list(item['actions'], `${where}.actions`, faults, call('action'));
    list(item['checks'], `${where}.checks`, faults, call('check'));
  });
  return faults;
}
