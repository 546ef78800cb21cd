import { isRecord } from '@kora/contracts';
import type { DataSource } from '../../data/data-source.ts';
import { hasDoubtfulKeys, hasLongNumbers, isJson, smallJson } from '../../data/json-extent.ts';
import type { GraphDraft, Ref } from '../../graph/draft.ts';
import { writeNumber } from '../../graph/write-value.ts';
import type { Answer, Recogniser } from '../recogniser.ts';
import { showText } from '../texts/subject.ts';

/** A JSON document that can be looked into, whose value says all that its text says. */
export interface JsonDocument {
  readonly source: DataSource;
  readonly value: object;
}

/** The document at a position of the request's data; null for one that is no JSON, or holds what its value would not keep. */
export function jsonAt(data: readonly DataSource[], position: number): JsonDocument | null {
  const source = data[position];
  if (source === undefined || !isJson(source.text) || hasLongNumbers(source.text)) return null;
  if (hasDoubtfulKeys(source.text)) return null;
  const value = smallJson(source.text);
  return typeof value === 'object' && value !== null ? { source, value } : null;
}

/** Adds the task that reads a document. */
export const readJson = (draft: GraphDraft, { name, text }: DataSource): Ref =>
  draft.compute('document', `Read ${name}`, 'json.parse', { text });

/** Adds the tasks that show a value as indented JSON. */
function showJson(draft: GraphDraft, title: string, value: Ref, keys: readonly string[] = []): Answer {
  const order = keys.length === 0 ? {} : { key_order: keys };
  const text = draft.compute('written', 'Write JSON', 'json.stringify', { value, indent: 2, ...order });
  return showText(draft, title, text, value, 'json');
}

/** A recogniser of what is asked about the only document of a request. */
function aboutOne(id: string, plan: (document: JsonDocument) => ((draft: GraphDraft) => Answer) | null): Recogniser {
  return {
    id,
    claim(_captures, { data }) {
      const document = data.length === 1 ? jsonAt(data, 0) : null;
      const build = document === null ? null : plan(document);
      return build === null ? null : { usesData: true, changesData: true, build };
    },
  };
}

/** Whether some list stands in a value: where its items go when it is flattened, every program decides anew. */
const holdsList = (value: unknown): boolean =>
  Array.isArray(value) || (isRecord(value) && Object.values(value).some(holdsList));
const holdsDots = (value: unknown): boolean =>
  isRecord(value) && Object.entries(value).some(([key, inner]) => key === '' || key.includes('.') || holdsDots(inner));
const isEmpty = (value: object): boolean => Object.keys(value).length === 0;

/** The paths to the leaves of an object, in its order. */
function pathsOf(value: unknown, path: string): readonly string[] {
  if (!isRecord(value) || isEmpty(value)) return [path];
  return Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, path === '' ? key : `${path}.${key}`));
}

/** Sorting keys, flattening, describing and counting the keys of one JSON document. */
export const jsonShapes: readonly Recogniser[] = [
  aboutOne('data.json_sort_keys', ({ source, value }) => {
    if (isEmpty(value)) return null;
    return (draft) => {
      const text = draft.compute('written', 'Sort the keys', 'json.format', { text: source.text, sort_keys: true });
      return showText(draft, 'With the keys sorted, at every level:', text, text, 'json');
    };
  }),
  aboutOne('data.json_flatten', ({ source, value }) => {
    if (Array.isArray(value)) {
      const isDeep = value.some((item) => Array.isArray(item) && item.some((inner: unknown) => Array.isArray(inner)));
      if (isDeep || !value.some((item) => Array.isArray(item))) return null;
      return (draft) => {
        const items = readJson(draft, source);
        return showJson(draft, 'Flattened:', draft.compute('flat', 'Flatten the list', 'list.flatten', { items }));
      };
    }
    const keys = pathsOf(value, '');
    if (isEmpty(value) || holdsList(value) || holdsDots(value) || keys.length > 1_000) return null;
    if (keys.some((key) => key.length > 256)) return null;
    return (draft) => {
      const flat = draft.compute('flat', 'Flatten the object', 'json.flatten', { value: readJson(draft, source) });
      return showJson(draft, 'Flattened, with dots between the keys:', flat, keys);
    };
  }),
  aboutOne('data.json_schema_of', ({ source }) => (draft) => {
    const schema = draft.compute('schema', 'Infer the schema', 'json.schema_of', { value: readJson(draft, source) });
    const order = ['$schema', 'type', 'properties', 'items', 'anyOf', 'required'];
    return showJson(draft, 'JSON Schema (2020-12), with every key that is always there as required:', schema, order);
  }),
  aboutOne('data.json_key_count', ({ source, value }) => {
    if (Array.isArray(value) || Object.values(value).some((inner) => typeof inner === 'object' && inner !== null))
      return null;
    return (draft) => {
      const keys = draft.compute('keys', 'The keys', 'json.query', {
        value: readJson(draft, source),
        expression: 'keys(@)',
      });
      const count = draft.compute('count', 'Count them', 'list.count', { items: keys });
      const written = writeNumber(
        draft,
        count,
        { group: ',', decimal: '.' },
        { form: 'bold', one: 'key', other: 'keys' },
      );
      return { value: count, line: [written] };
    };
  }),
];
