import type { JsonObject } from '@kora/contracts';
import type { Captures } from '../grammar/pattern.ts';
import type { ItemList } from './item-list.ts';

/** What a model is asked about one item, and what its answer becomes. */
export interface ItemQuestion {
  /** For people: what is done. */
  readonly name: string;
  /** For people, behind the number of items: "12 rows classified". */
  readonly done: string;
  readonly instruction: string;
  /** Of the answer about one item. */
  readonly schema: JsonObject;
  /** The new columns. */
  readonly columns: readonly string[];
  /** Tokens that all answers may take, roughly. */
  readonly tokens: number;
}

const TOKENS_PER_SUMMARY = 60;
const TOKENS_PER_FIELD = 24;
/** Signs around an answer, and its end. */
const OVERHEAD = 6;

const roughly = (characters: number) => Math.ceil(characters / 3);
const listed = (names: readonly string[]) => names.map((name) => JSON.stringify(name)).join(', ');

type Ask = (captures: Captures, items: ItemList) => ItemQuestion | null;

const QUESTIONS: Readonly<Record<string, Ask>> = {
  classify({ labels }, { count }) {
    const names = labels?.value as readonly string[] | undefined;
    if (names === undefined) return null;
    return {
      name: `Classify as ${names.join(', ')}`,
      done: 'classified',
      instruction: `Decide which of these labels fits the text below best: ${listed(names)}. Answer with that label only.`,
      schema: { enum: names },
      columns: ['label'],
      tokens: count * (Math.max(...names.map((name) => roughly(name.length))) + OVERHEAD),
    };
  },
  translate({ tongue }, { count, all }) {
    const language = tongue?.value;
    if (typeof language !== 'string') return null;
    return {
      name: `Translate into ${language}`,
      done: `translated into ${language}`,
      instruction: `Translate the text below into ${language}. Answer with the translation only.`,
      schema: { type: 'string' },
      columns: [language],
      tokens: roughly(all * 1.5) + count * OVERHEAD,
    };
  },
  summarise({ size }, { count }) {
    const length = size?.value === 'words' ? 'a few words' : size?.value === 'line' ? 'one line' : 'one sentence';
    return {
      name: `Summarise in ${length}`,
      done: 'summarised',
      instruction: `Summarise the text below in ${length}. Answer with the summary only.`,
      schema: { type: 'string' },
      columns: ['summary'],
      tokens: count * (TOKENS_PER_SUMMARY + OVERHEAD),
    };
  },
  extract({ fields }, { count, columns }) {
    const names = fields?.value as readonly string[] | undefined;
    // What has a column already needs no model.
    if (names === undefined || names.some((name) => (columns ?? ['text']).includes(name))) return null;
    return {
      name: `Extract ${names.join(', ')}`,
      done: 'read',
      instruction: `Take these out of the text below, exactly as they stand there: ${listed(names)}. Answer with a JSON object that has these keys; what the text does not hold is null.`,
      schema: {
        type: 'object',
        properties: Object.fromEntries(names.map((name) => [name, { type: ['string', 'null'] }])),
        required: names,
        additionalProperties: false,
      },
      columns: names,
      tokens: count * (names.length * TOKENS_PER_FIELD + OVERHEAD),
    };
  },
};

/** What a model is asked about each item of a list, for what a pattern of some kind caught. */
export function itemQuestionOf(kind: string, captures: Captures, items: ItemList): ItemQuestion | null {
  return QUESTIONS[kind]?.(captures, items) ?? null;
}
