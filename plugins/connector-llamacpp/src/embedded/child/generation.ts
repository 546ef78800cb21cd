import type { JsonObject } from '@kora/contracts';
import type { ChatHistoryItem, Llama, LlamaChatResponseChunk, LlamaGrammar } from 'node-llama-cpp';
import { ANY_JSON } from '../../lower-schema/any-json.ts';
import { FIXED_SAMPLING, type Sampling } from '../../runtime/sampling.ts';
import { ChildFault } from './child-fault.ts';
import { countPromptTokens, type LoadedModel } from './loaded-model.ts';

/** One answer to generate. */
export interface GenerationOptions {
  readonly history: ChatHistoryItem[];
  readonly sampling: Sampling;
  readonly maxTokens: number;
  readonly grammar: LlamaGrammar | undefined;
  readonly reusePrompt: boolean;
  readonly signal: AbortSignal;
  readonly onChunk: (kind: 'delta' | 'thinking', text: string) => void;
}

/** How it ended, and what it took. */
export interface GenerationResult {
  readonly finish_reason: 'stop' | 'length' | 'aborted';
  readonly tokens_out: number;
}

/** Counts the prompt and refuses it when it does not fit together with the answer: llama.cpp itself would cut it silently. */
export function requireRoom(loaded: LoadedModel, history: ChatHistoryItem[], maxTokens: number): number {
  const promptTokens = countPromptTokens(loaded, history);
  const { contextTokens } = loaded;
  if (promptTokens + maxTokens <= contextTokens) return promptTokens;
  throw new ChildFault('context_overflow', 'prompt and answer do not fit into the context', {
    prompt_tokens: promptTokens,
    max_tokens: maxTokens,
    context_tokens: contextTokens,
  });
}

/** The grammar for a lowered schema, or for any JSON value when llama.cpp cannot compile that one. */
export async function grammarFor(llama: Llama, schema: JsonObject) {
  try {
    return { constraint: 'json_schema', grammar: await createGrammar(llama, schema) } as const;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    // Not an error of the caller: llama.cpp limits repetitions and rule sizes in ways that only it knows.
    return { constraint: 'json', grammar: await createGrammar(llama, ANY_JSON) } as const;
  }
}

function createGrammar(llama: Llama, schema: JsonObject): Promise<LlamaGrammar> {
  return llama.createGrammarForJsonSchema(schema as Parameters<Llama['createGrammarForJsonSchema']>[0]);
}

/** Thinking comes as segments; what is in no segment is the answer. Chunks of tag detection are empty. */
export function kindOf(chunk: Pick<LlamaChatResponseChunk, 'type'>): 'delta' | 'thinking' {
  return chunk.type === 'segment' ? 'thinking' : 'delta';
}

/** Generates one answer. Aborting the signal ends it at the next token. */
export async function generate({ chat }: LoadedModel, options: GenerationOptions): Promise<GenerationResult> {
  const { sampling, signal, grammar } = options;
  if (!options.reusePrompt) await chat.sequence.clearHistory();
  signal.throwIfAborted();
  const before = chat.sequence.tokenMeter.getState();
  const { metadata } = await chat.generateResponse(options.history, {
    maxTokens: options.maxTokens,
    temperature: sampling.temperature,
    topP: sampling.top_p,
    topK: FIXED_SAMPLING.top_k,
    minP: FIXED_SAMPLING.min_p,
    seed: sampling.seed,
    repeatPenalty: false,
    customStopTriggers: sampling.stop,
    // max_tokens already bounds thinking; a second, hidden bound would cut thoughts in half.
    budgets: { thoughtTokens: Number.POSITIVE_INFINITY, commentTokens: Number.POSITIVE_INFINITY },
    ...(grammar === undefined ? {} : { grammar }),
    signal,
    stopOnAbortSignal: true,
    onResponseChunk(chunk) {
      if (chunk.text !== '') options.onChunk(kindOf(chunk), chunk.text.toWellFormed());
    },
  });
  const tokens_out = chat.sequence.tokenMeter.diff(before).usedOutputTokens;
  if (metadata.stopReason === 'abort') return { finish_reason: 'aborted', tokens_out };
  return { finish_reason: metadata.stopReason === 'maxTokens' ? 'length' : 'stop', tokens_out };
}
