import { showsOtherNumbers } from '../../data/as-written.ts';
import type { DataSource } from '../../data/data-source.ts';
import { hasDoubtfulKeys, hasLongNumbers, isJson, jsonEnd } from '../../data/json-extent.ts';
import { readRows } from '../../data/read-rows.ts';
import { isReadInTwoWays } from '../../data/yaml-doubts.ts';
import type { TextSource } from '../../grammar/slots/texts.ts';
import { type GraphDraft, part, type Ref } from '../../graph/draft.ts';
import type { Language } from '../../language/language.ts';
import { mayHoldAside } from '../../message/asides.ts';
import type { Answer, Recogniser } from '../recogniser.ts';
import { showText } from '../texts/subject.ts';

/** Adds the tasks that read a document of any kind, and gives its value. */
function documentValue(draft: GraphDraft, source: DataSource, types: 'auto' | 'text'): Ref {
  if (source.kind === 'yaml') return draft.compute('value', `Read ${source.name}`, 'yaml.parse', { text: source.text });
  if (source.kind === 'json') return draft.compute('value', `Read ${source.name}`, 'json.parse', { text: source.text });
  return readRows(draft, source, types);
}

/** Whether something stands behind the JSON that a text begins with, or it does not even begin like JSON. */
function hasTextBehind(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return true;
  const end = jsonEnd(text);
  return end !== null && /\p{L}/u.test(text.slice(end));
}

const MOST_KEYS = 1_000;
const JSON_KEY = /"((?:[^"\\]|\\.)*)"\s*:/g;
const YAML_KEY = /^[ -]*([\w.-]+)\s*:(?=\s|$)/gm;

/** The keys of a document in the order of first appearance: what is written of it keeps that. */
function keyOrder({ kind, text, columns }: DataSource): { readonly key_order?: readonly string[] } {
  const found = columns ?? [...text.matchAll(kind === 'json' ? JSON_KEY : YAML_KEY)].map(([, key = '']) => key);
  const keys = [...new Set(found)].filter((key) => key.length <= 256);
  return keys.length === 0 || keys.length > MOST_KEYS ? {} : { key_order: keys };
}

function write(draft: GraphDraft, source: DataSource, format: string): Ref {
  // A table that becomes another keeps its cells as they are written: 1.50 is not 1.5.
  const value = documentValue(draft, source, format === 'json' || format === 'yaml' ? 'auto' : 'text');
  const columns = source.columns === null ? {} : { columns: source.columns };
  switch (format) {
    case 'json':
      return draft.compute('written', 'Write JSON', 'json.stringify', { value, indent: 2, ...keyOrder(source) });
    case 'yaml':
      return draft.compute('written', 'Write YAML', 'yaml.format', { value, ...keyOrder(source) });
    case 'markdown':
      return draft.compute('written', 'Write a Markdown table', 'markdown.table', {
        rows: value,
        ...columns,
        max_rows: 10_000,
        digits: 17,
      });
    default:
      return draft.compute('written', `Write ${format.toUpperCase()}`, 'csv.format', {
        rows: value,
        ...columns,
        delimiter: format === 'tsv' ? '\t' : ',',
        line_end: '\n',
      });
  }
}

const sourceAt = (value: unknown, data: readonly DataSource[]) =>
  typeof value === 'object' && value !== null && 'data' in (value as TextSource) ? data[0] : undefined;

/** 1.200 and 3,5 in a table that does not say how it writes numbers: as values they could be others. */
const DOUBTFUL_NUMBER = /(?:^|[;\t|])\s*-?(?:\d{1,3}\.\d{3}|\d+,\d+)\s*(?=[;\t|\r]|$)/m;
const hasDoubtfulNumbers = ({ kind, delimiter, writing, text }: DataSource) =>
  (kind === 'markdown' || (kind === 'csv' && delimiter !== ',')) &&
  writing.decimal === '.' &&
  DOUBTFUL_NUMBER.test(text);

/** Cells with marks for bold type, code, links and line breaks, which stand for no text of their own. */
const FORMATTED = /\*\*|__|`|~~|\]\(|<br/i;

/** Digits behind a zero, or too many of them for a number. */
const CODE = /(?:^|[,;\t|"])\s*(?:0\d+|\d{16,})\s*(?=[,;\t|"\r]|$)/m;

/** Whether some column holds numbers beside texts such as 00501, which look like numbers of the same kind. */
const mixesCodes = (source: DataSource) =>
  (source.kind === 'csv' || source.kind === 'markdown') &&
  CODE.test(source.text) &&
  source.columns?.some((name) => source.factsOf(name).kind === 'mixed') === true;

/** A document as the kind that someone says it is: pasted YAML looks like any text. */
function asSaid(source: DataSource | undefined, said: unknown): DataSource | null {
  if (source === undefined) return null;
  if (typeof said !== 'string') return source.kind === 'text' ? null : source;
  const kind = said === 'tsv' ? 'csv' : said;
  if (source.kind === kind) return source;
  return source.kind === 'text' && kind === 'yaml' ? { ...source, kind: 'yaml' } : null;
}

/** A recogniser of the question whether a text is JSON, or YAML. `fits` says whether the text is all that is asked about. */
function validation(
  id: string,
  format: 'json' | 'yaml',
  fits: (source: DataSource, language: Language) => boolean,
): Recogniser {
  return {
    id,
    claim({ here, own }, { data, language }) {
      const source = sourceAt((here ?? own)?.value, data);
      // "validate it" does not say as what.
      if (own !== undefined && source?.kind !== format) return null;
      if (source === undefined || source.text.length > 1_000_000 || !fits(source, language)) return null;
      const name = format.toUpperCase();
      return {
        usesData: true,
        build(draft) {
          const result = draft.compute('check', `Check the ${name}`, `${format}.check`, { text: source.text });
          const said = draft.compute('said', 'Say it', 'logic.if', {
            condition: part(result, '/valid'),
            then: `**Yes**, this is valid ${name}.`,
            else: `**No**, this is no valid ${name}: `,
          });
          const problem = draft.compute('problem', 'Write the problem', 'markdown.value', {
            value: part(result, '/problem'),
          });
          return { value: part(result, '/valid'), line: [said, problem] };
        },
      };
    },
  };
}

/** Adds the tasks that say what validating gave. */
export function showValidation(draft: GraphDraft, result: Ref): Answer {
  const said = draft.compute('said', 'Say it', 'logic.if', {
    condition: part(result, '/valid'),
    then: '**Valid**: the data matches the schema.',
    else: '**Not valid**:',
  });
  const table = draft.compute('errors', 'Write the errors', 'markdown.table', {
    rows: part(result, '/errors'),
    columns: ['path', 'message'],
  });
  const block = draft.compute('shown', 'If there are any', 'logic.if', {
    condition: part(result, '/valid'),
    then: '',
    else: table,
  });
  return { value: result, line: [said], block };
}

/** Converting, formatting and checking documents. */
export const documents: readonly Recogniser[] = [
  {
    id: 'data.convert',
    claim({ format, source: said, here }, { data, language }) {
      const target = format?.value;
      const source = asSaid(sourceAt(here?.value, data) ?? (data.length === 1 ? data[0] : undefined), said?.value);
      if (source === null || typeof target !== 'string' || target === source.kind || source.text.length > 2_000_000)
        return null;
      const needsTable = target === 'csv' || target === 'tsv' || target === 'markdown';
      // A table can become anything; what is no table cannot become one.
      if ((needsTable || source.kind === 'csv' || source.kind === 'markdown') && source.columns === null) return null;
      if (source.kind === 'json' && (!isJson(source.text) || hasLongNumbers(source.text))) return null;
      if (source.kind === 'json' && hasDoubtfulKeys(source.text)) return null;
      if (source.kind === 'markdown' && FORMATTED.test(source.text)) return null;
      if (source.kind === 'yaml' && !source.closed && mayHoldAside(source.text, language.asides)) return null;
      if (source.kind === 'yaml' && isReadInTwoWays(source.text)) return null;
      if (source.isUneven()) return null;
      const isRead = target === 'json' || target === 'yaml';
      if (isRead && (hasDoubtfulNumbers(source) || mixesCodes(source) || showsOtherNumbers(source))) return null;
      return {
        usesData: true,
        build(draft) {
          const text = write(draft, source, target);
          if (target === 'markdown') return { value: text, line: [''], block: text };
          return showText(draft, `As ${target.toUpperCase()}:`, text, text, target === 'tsv' ? 'text' : target);
        },
      };
    },
  },
  {
    id: 'data.pretty',
    claim({ here, small, layout }, { data }) {
      const source = sourceAt((here ?? small)?.value, data);
      const isSmall = small !== undefined || layout?.value === 'small';
      if (source?.kind !== 'json' && source?.kind !== 'text') return null;
      if (!/^\s*[[{]/.test(source.text) || !isJson(source.text)) return null;
      return {
        usesData: true,
        changesData: true,
        build(draft) {
          const text = draft.compute('written', 'Write JSON', 'json.format', {
            text: source.text,
            indent: isSmall ? 0 : 2,
          });
          return showText(draft, 'JSON:', text, text, 'json');
        },
      };
    },
  },
  validation('data.validate', 'json', ({ text, closed }) => text.trim() !== '' && (closed || !hasTextBehind(text))),
  validation(
    'data.validate_yaml',
    'yaml',
    // Any text is a text of YAML: without a sign of more, something else is meant.
    ({ text, closed }, { asides }) =>
      /^\s*(-|[\w"'.-]+\s*:)(\s|$)/m.test(text.slice(0, 4_000)) && (closed || !mayHoldAside(text, asides)),
  ),
  {
    id: 'data.schema',
    claim(_captures, { data }) {
      const [first, second] = data;
      const isSchema = ({ name, text }: DataSource) => /schema/i.test(name) || /"\$schema"/.test(text.slice(0, 2_000));
      if (first?.kind !== 'json' || second?.kind !== 'json' || isSchema(first) === isSchema(second)) return null;
      const [schema, document] = isSchema(first) ? [first, second] : [second, first];
      return {
        usesData: true,
        build(draft) {
          const value = draft.compute('document', `Read ${document.name}`, 'json.parse', { text: document.text });
          const rules = draft.compute('schema', `Read ${schema.name}`, 'json.parse', { text: schema.text });
          const result = draft.compute('validation', 'Validate', 'json.validate', { value, schema: rules });
          return showValidation(draft, result);
        },
      };
    },
  },
];
