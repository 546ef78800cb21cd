import {
  finite,
  integer,
  type JsonObject,
  jsonObject,
  oneOf,
  type PlainMessage,
  strict,
  taggedUnion,
  text,
} from '@kora/contracts';
import * as t from 'io-ts';
import type { GpuChoice } from '../config/llama-cpp-config.ts';
import type { Sampling } from '../runtime/sampling.ts';

/** A model file and how to load it. Two equal specs share one loaded model. */
export interface ModelSpec {
  readonly path: string;
  readonly context_tokens: number;
  readonly threads: number;
  readonly gpu: GpuChoice;
}

/** What the parent asks of the child. Every request but `abort` is answered under its `id`. */
export type ChildRequest =
  | {
      readonly type: 'generate';
      readonly id: number;
      readonly model: ModelSpec;
      readonly messages: readonly PlainMessage[];
      readonly sampling: Sampling;
      readonly max_tokens: number;
      /** A schema that is already lowered, or null for free text. */
      readonly schema: JsonObject | null;
      readonly reuse_prompt: boolean;
    }
  | {
      readonly type: 'count';
      readonly id: number;
      readonly model: ModelSpec;
      readonly messages: readonly PlainMessage[];
    }
  | {
      readonly type: 'embed';
      readonly id: number;
      readonly model: ModelSpec;
      readonly inputs: readonly string[];
    }
  | { readonly type: 'unload'; readonly id: number }
  | { readonly type: 'abort'; readonly id: number };

/** A request that is answered, before it has its number. */
export type ChildWork = ChildRequest extends infer R
  ? R extends { readonly type: 'abort' }
    ? never
    : Omit<R, 'id'>
  : never;

const id = integer('RequestId', 0);
const count = integer('Count', 0);
const piece = text('Piece', 16_000_000);
const words = text('Words', 64_000);
const type = <T extends string>(name: T) => oneOf('MessageType', [name]);

/** Why a request failed inside the child. */
export const CHILD_FAULTS = [
  'aborted',
  'no_binary',
  'unusable_model',
  'out_of_memory',
  'context_overflow',
  'runtime',
] as const;

/**
 * What the child says. The child is our own code, but it hosts native code that may go wrong in any way, so what it says
 * is decoded like anything from outside.
 */
export const childMessageCodec = taggedUnion('ChildMessage', 'type', {
  ready: strict('Ready', { type: type('ready'), version: words }),
  log: strict('Log', { type: type('log'), level: oneOf('Level', ['debug', 'warn', 'error']), message: words }),
  /** The model is being read from disk. */
  loading: strict('Loading', { type: type('loading'), id }),
  started: strict('Started', {
    type: type('started'),
    id,
    tokens_in: count,
    constraint: oneOf('Constraint', ['none', 'json', 'json_schema']),
  }),
  delta: strict('Delta', { type: type('delta'), id, text: piece }),
  thinking: strict('Thinking', { type: type('thinking'), id, text: piece }),
  end: strict('End', {
    type: type('end'),
    id,
    finish_reason: oneOf('FinishReason', ['stop', 'length', 'aborted']),
    tokens_in: count,
    tokens_out: count,
  }),
  counted: strict('Counted', { type: type('counted'), id, tokens: count }),
  embedded: strict('Embedded', {
    type: type('embedded'),
    id,
    vectors: t.readonlyArray(t.readonlyArray(finite('Value', -1.01, 1.01))),
  }),
  unloaded: strict('Unloaded', { type: type('unloaded'), id }),
  failed: strict('Failed', {
    type: type('failed'),
    id,
    fault: oneOf('Fault', CHILD_FAULTS),
    reason: words,
    numbers: jsonObject,
  }),
});
/** One message of the child. */
export type ChildMessage = (typeof childMessageCodec)['_A'];
/** A message that answers a request. */
export type ChildReply = Exclude<ChildMessage, { readonly type: 'ready' | 'log' }>;
