import { isRecord } from '@kora/contracts';
import type { DataSource } from '../../data/data-source.ts';
import { hasDoubtfulKeys, hasLongNumbers, isJson, smallJson } from '../../data/json-extent.ts';
import { leadsSomewhere, readJsonPath, type Step, toJmesPath, toPointer } from '../../data/json-path.ts';
import type { GraphDraft, Ref } from '../../graph/draft.ts';
import { escapeMarkdown } from '../../graph/markdown.ts';
import { writeNumber } from '../../graph/write-value.ts';
import type { Answer, Recogniser } from '../recogniser.ts';

/** The request's only text, if it is JSON that can be looked into. */
function onlyJson(data: readonly DataSource[]): { readonly source: DataSource; readonly value: unknown } | null {
  const [source, another] = data;
  if (source === undefined || another !== undefined || !isJson(source.text) || hasLongNumbers(source.text)) return null;
  if (hasDoubtfulKeys(source.text)) return null;
  const value = smallJson(source.text);
  return typeof value === 'object' && value !== null ? { source, value } : null;
}

const read = (draft: GraphDraft, { name, text }: DataSource): Ref =>
  draft.compute('document', `Read ${name}`, 'json.parse', { text });

function shown(draft: GraphDraft, title: string, value: Ref, found: unknown): Answer {
  if (typeof found !== 'object' || found === null) {
    const written = draft.compute('written', 'Write the value', 'json.stringify', { value });
    const code = draft.compute('shown', 'Write the result', 'markdown.code', { text: written, inline: true });
    return { value, line: [`${title}: `, code] };
  }
  const text = draft.compute('listed', 'Write JSON', 'json.stringify', { value, indent: 2 });
  const block = draft.compute('shown', 'Write the result', 'markdown.code', { text, language: 'json' });
  return { value, line: [`${title}:`], block };
}

/** Whether a value has a key more than once, at any depth: then one that is only named could be another. */
const standsOnce = (text: string, key: string) => text.split(JSON.stringify(key)).length === 2;

/** What is at a path of a JSON value; undefined where the path goes through every item of a list. */
function at(value: unknown, steps: readonly Step[]): unknown {
  return steps.reduce<unknown>((inner, step) => (step === null ? [] : Object(inner)[step]), value);
}

/** "what is at $.items[0].id in this JSON", with JSON. */
export const jsonPath: Recogniser = {
  id: 'data.json_path',
  claim({ path, key }, { data }) {
    const json = onlyJson(data);
    const named = key?.value;
    if (json === null) return null;
    const isNamed = typeof named === 'string' && standsOnce(json.source.text, named);
    const steps = isNamed ? [named] : typeof path?.value === 'string' ? readJsonPath(path.value) : null;
    if (steps === null || !leadsSomewhere(json.value, steps)) return null;
    const written = escapeMarkdown(isNamed ? named : String(path?.value));
    return {
      usesData: true,
      build(draft) {
        const value = read(draft, json.source);
        const found = steps.includes(null)
          ? draft.compute('found', `Look up ${written}`, 'json.query', { value, expression: toJmesPath(steps) })
          : draft.compute('found', `Look up ${written}`, 'json.get', { value, pointer: toPointer(steps) });
        return shown(draft, written, found, at(json.value, steps));
      },
    };
  },
};

/** "which keys does this JSON have", for an object. */
export const jsonKeys: Recogniser = {
  id: 'data.json_keys',
  claim(_captures, { data }) {
    const json = onlyJson(data);
    if (json === null || !isRecord(json.value) || Array.isArray(json.value)) return null;
    return {
      usesData: true,
      build(draft) {
        const value = read(draft, json.source);
        const keys = draft.compute('keys', 'The keys, sorted', 'json.query', { value, expression: 'keys(@)' });
        return shown(draft, 'Keys of the object, sorted', keys, []);
      },
    };
  },
};

/** "how many items are in this JSON array". */
export const jsonLength: Recogniser = {
  id: 'data.json_length',
  claim(_captures, { data, numbers }) {
    const json = onlyJson(data);
    if (json === null || !Array.isArray(json.value)) return null;
    return {
      usesData: true,
      build(draft) {
        const items = read(draft, json.source);
        const count = draft.compute('count', 'Count the items', 'list.count', { items });
        return {
          value: count,
          line: [writeNumber(draft, count, numbers, { form: 'bold', one: 'item', other: 'items' })],
        };
      },
    };
  },
};
