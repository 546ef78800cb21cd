import type { Subject } from './connector-under-test.ts';
import { requestFor } from './connector-under-test.ts';

/** Something other than a generation that is asked of a connector. */
export interface Question {
  readonly name: string;
  /** By what the connector claims to support. */
  readonly applies: (subject: Subject) => boolean;
  /** Whether it is about one model, so that a runtime which is not there cannot answer it. */
  readonly needsModel: boolean;
  ask(subject: Subject, signal: AbortSignal): Promise<unknown>;
}

const always = () => true;

/** All questions of the contract. Unloading comes last, because a call after it has to load the model again. */
export const QUESTIONS: readonly Question[] = [
  {
    name: 'health',
    applies: always,
    needsModel: false,
    ask: ({ connector }, signal) => connector.health(signal),
  },
  {
    name: 'models',
    applies: always,
    needsModel: false,
    ask: ({ connector }, signal) => connector.models(signal),
  },
  {
    name: 'checkSchema',
    applies: ({ connector }) => connector.checkSchema !== undefined,
    needsModel: false,
    ask: async ({ connector, modelId }, signal) => connector.checkSchema?.(modelId, { type: 'object' }, signal),
  },
  {
    name: 'countTokens',
    applies: ({ connector }) => connector.supports.token_counting,
    needsModel: true,
    ask: async (subject, signal) => subject.connector.countTokens?.(requestFor(subject), signal),
  },
  {
    name: 'embed',
    applies: ({ connector }) => connector.supports.embeddings,
    needsModel: true,
    ask: async ({ connector, embeddingModelId }, signal) => connector.embed?.(embeddingModelId, ['one text'], signal),
  },
  {
    name: 'pull',
    applies: ({ connector }) => connector.supports.pull,
    needsModel: true,
    ask: async ({ connector, modelId }, signal) => Array.fromAsync(connector.pull?.(modelId, signal) ?? []),
  },
  {
    name: 'unload',
    applies: ({ connector }) => connector.supports.unload,
    needsModel: true,
    ask: async ({ connector, modelId }, signal) => connector.unload?.(modelId, signal),
  },
];

/** How a question was settled. */
export type Answer = { readonly value: unknown } | { readonly error: unknown };

/** Settles with what came, and never rejects. */
export function answerOf(promise: Promise<unknown>): Promise<Answer> {
  return promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
}
