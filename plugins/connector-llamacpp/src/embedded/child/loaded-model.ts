import { type Llama, LlamaChat, type LlamaModel } from 'node-llama-cpp';
import type { ModelSpec } from '../child-protocol.ts';
import { checkGgufHeader } from './check-gguf-header.ts';
import { ChildFault } from './child-fault.ts';

/**
 * Places of the context that must stay free. node-llama-cpp drops old text, silently, once
 * `nextTokenIndex >= contextSize - 1` (LlamaChat.js of 3.22.1), so nothing may come that close.
 */
const RESERVED_TOKENS = 2;

/** A model in memory with the one context that all its calls share, one after another. */
export interface LoadedModel {
  readonly model: LlamaModel;
  /** LlamaChat keeps no state and adds no text; LlamaChatSession would put a system prompt of its own before ours. */
  readonly chat: LlamaChat;
  /** Most tokens that prompt and answer may take together without anything being dropped. */
  readonly contextTokens: number;
}

/**
 * Reads a model file and makes its context.
 * @throws ChildFault `unusable_model`; what node-llama-cpp throws when memory is short; the signal's reason.
 */
export async function loadModel(llama: Llama, spec: ModelSpec, signal: AbortSignal): Promise<LoadedModel> {
  await checkGgufHeader(spec.path);
  const gpuLayers = spec.gpu === false ? 0 : 'auto';
  const model = await llama
    .loadModel({ modelPath: spec.path, gpuLayers, loadSignal: signal })
    .catch((error: unknown) => {
      signal.throwIfAborted();
      throw new ChildFault('unusable_model', error instanceof Error ? error.message : String(error));
    });
  try {
    const context = await model.createContext({
      contextSize: { max: spec.context_tokens },
      sequences: 1,
      threads: spec.threads,
      createSignal: signal,
    });
    return {
      model,
      chat: new LlamaChat({ contextSequence: context.getSequence() }),
      // The context itself is rounded up to a multiple of 256.
      contextTokens: Math.min(spec.context_tokens, context.contextSize - RESERVED_TOKENS),
    };
  } catch (error) {
    await model.dispose();
    throw error;
  }
}

/** Exact number of tokens of the prompt that these messages become, chat template included. */
export function countPromptTokens(
  { model, chat }: LoadedModel,
  history: Parameters<LlamaChat['generateResponse']>[0],
): number {
  const { contextText } = chat.chatWrapper.generateContextState({ chatHistory: history });
  return contextText.tokenize(model.tokenizer).length;
}
