import { nearest } from '../model/nearest.ts';
import type { Param } from '../model/params.ts';
import { show } from '../model/show.ts';
import { LANGS, REQUIRED_LANGS } from '../model/text.ts';

type Faults = string[];

/** Ids of lessons and of steps. */
const ID = /^[a-z0-9][a-z0-9-]*$/;

/** Whether a value is an object with fields. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown, where: string, faults: Faults): void {
  if (!isRecord(value)) {
    faults.push(
      `${where}: ${value === undefined ? 'missing' : `${show(value)} is no text`}; write { ${LANGS.map((lang) => `${lang}: '…'`).join(', ')} }`,
    );
    return;
  }
  // For a module's own readers one language is enough, though the type checker asks for all.
  for (const lang of LANGS) {
    const sentence = value[lang];
    if (sentence === undefined && !REQUIRED_LANGS.includes(lang)) continue;
    if (typeof sentence !== 'string' || sentence.trim() === '') faults.push(`${where}.${lang}: missing or empty`);
  }
}

function word(value: unknown, where: string, faults: Faults): void {
  if (typeof value !== 'string') faults.push(`${where}: ${show(value)} is not text`);
}

function list(value: unknown, where: string, faults: Faults, each: (item: unknown, where: string, faults: Faults) => void): void {
  if (!Array.isArray(value))
    faults.push(
      `${where}: ${value === undefined ? 'missing' : `${value instanceof Promise ? 'a promise' : show(value)} is no list`}; write a list, [] if there is nothing`,
    );
  else for (const [index, item] of value.entries()) each(item, `${where}[${index}]`, faults);
}

/** A list that is none where it is left out. */
const optionalList: typeof list = (value, ...rest) => {
  if (value !== undefined) list(value, ...rest);
};

function known(value: Record<string, unknown>, where: string, keys: readonly string[], faults: Faults): void {
  for (const key of Object.keys(value))
    if (!keys.includes(key)) {
      const meant = nearest(key, keys);
      faults.push(`${where}${key}: there is no such field; ${meant ? `did you mean ${meant}?` : `there are ${keys.join(', ')}`}`);
    }
}

/** Whether a value can be read as a parameter. */
export function isParam(value: unknown): value is Param {
  return (
    isRecord(value) && typeof value['parse'] === 'function' && typeof value['initial'] === 'string' && typeof value['takes'] === 'string'
  );
}

function param(value: unknown, where: string, faults: Faults): void {
  if (!isParam(value)) {
    faults.push(`${where}: is no parameter; make it with param.integer, param.subnet, param.device or param.members`);
    return;
  }
  text(value.about, `${where}.about`, faults);
}

const SCENARIO_FIELDS = ['id', 'title', 'summary', 'about', 'sources', 'tags', 'params', 'errata', 'tryNext', 'breakIt', 'faults', 'steps'];
const STEP_FIELDS = ['id', 'title', 'why', 'look', 'note', 'scene', 'goal', 'actions', 'checks'];

/** What keeps a module's default export from being a lesson, each fault with its place; none if it is one. */
export function scenarioFaults(value: unknown): readonly string[] {
  if (!isRecord(value))
    return [`default: ${value === undefined ? 'missing' : `${show(value)} is no lesson`}; write 'export default defineScenario({ … })'`];
  const faults: Faults = [];
  known(value, '', SCENARIO_FIELDS, faults);
  const { id } = value;
  if (typeof id !== 'string' || !ID.test(id))
    faults.push(`id: ${id === undefined ? 'missing; write a word' : `${show(id)} is not`} made of small letters, digits and '-'`);
  for (const field of ['title', 'summary', 'about']) text(value[field], field, faults);
  for (const field of ['sources', 'tags']) optionalList(value[field], field, faults, word);
  if (!isRecord(value['params'])) faults.push('params: missing; write {} if there are none');
  else for (const [key, entry] of Object.entries(value['params'])) param(entry, `params.${key}`, faults);
  optionalList(value['errata'], 'errata', faults, (item, where) => {
    const erratum = isRecord(item) ? item : {};
    text(erratum['mistake'], `${where}.mistake`, faults);
    text(erratum['right'], `${where}.right`, faults);
    if (erratum['source'] !== undefined) word(erratum['source'], `${where}.source`, faults);
  });
  for (const field of ['tryNext', 'breakIt']) optionalList(value[field], field, faults, text);
  if (value['faults'] !== undefined && typeof value['faults'] !== 'function')
    faults.push(`faults: ${show(value['faults'])} is no function; write one from the parameters to a list of sentences`);
  if (typeof value['steps'] !== 'function') faults.push('steps: missing; write a function from the parameters to a list of steps');
  return faults;
}

/** Whether a value has the shape of an action or a check; whether there is such a kind is another question. */
export function isCall(value: unknown): value is { readonly kind: string; readonly params: unknown } {
  return isRecord(value) && typeof value['kind'] === 'string';
}

function call(what: string) {
  return (value: unknown, where: string, faults: Faults): void => {
    if (!isCall(value)) faults.push(`${where}: ${show(value)} is no ${what}; make it with ${what}.…`);
  };
}

function stepId(id: unknown, where: string, faults: Faults, seen: Map<string, string>): void {
  if (typeof id !== 'string') {
    faults.push(`${where}.id: missing`);
    return;
  }
  if (!ID.test(id)) faults.push(`${where}.id: ${show(id)} is not made of small letters, digits and '-'`);
  const first = seen.get(id);
  if (first !== undefined) faults.push(`${where}.id: '${id}' is taken by ${first}`);
  seen.set(id, first ?? where);
}

/** What keeps the result of a lesson's `steps` from being a list of steps; their calls are looked at when a plan is made. */
export function stepsFaults(value: unknown): readonly string[] {
  const faults: Faults = [];
  const seen = new Map<string, string>();
  if (Array.isArray(value) && value.length === 0) faults.push('steps: a lesson needs at least one step');
  list(value, 'steps', faults, (item, where) => {
    if (!isRecord(item)) {
      faults.push(`${where}: ${show(item)} is no step`);
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
