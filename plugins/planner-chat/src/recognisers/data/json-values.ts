import { isRecord } from '@kora/contracts';
import type { DataSource } from '../../data/data-source.ts';
import { leadsSomewhere, readJsonPath, type Step, toJmesPath, toPointer } from '../../data/json-path.ts';
import type { GraphDraft, Ref } from '../../graph/draft.ts';
import { escapeMarkdown } from '../../graph/markdown.ts';
import { writeNumber } from '../../graph/write-value.ts';
import type { Answer, Recogniser } from '../recogniser.ts';
import { jsonAt, readJson } from './json-shapes.ts';

const onlyJson = (data: readonly DataSource[]) => (data.length === 1 ? jsonAt(data, 0) : null);

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

/** Without quotes, these are asked about any value, whatever keys it has. */
const OF_ANY_VALUE =
  /^(?:keys?|values?|length|size|count|type|items?|elements?|path|schema|root|first|last|all|everything)$/i;

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
    const isNamed =
      typeof named === 'string' && !OF_ANY_VALUE.test(key?.raw ?? '') && standsOnce(json.source.text, named);
    const steps = isNamed ? [named] : typeof path?.value === 'string' ? readJsonPath(path.value) : null;
    if (steps === null || !leadsSomewhere(json.value, steps)) return null;
    const written = escapeMarkdown(isNamed ? named : String(path?.value));
    return {
      usesData: true,
      build(draft) {
        const value = readJson(draft, json.source);
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
        const value = readJson(draft, json.source);
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
        const items = readJson(draft, json.source);
        const count = draft.compute('count', 'Count the items', 'list.count', { items });
        return {
          value: count,
          line: [writeNumber(draft, count, numbers, { form: 'bold', one: 'item', other: 'items' })],
        };
      },
    };
  },
};
