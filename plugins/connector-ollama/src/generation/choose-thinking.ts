import type { ModelRequest } from '@kora/contracts';
import type { OllamaConfig } from '../config/ollama-config.ts';
import type { TaggedModel } from '../models/tagged-model.ts';

/** The value of `think`, undefined when it must not be sent, and what the caller should know. */
export interface Thinking {
  readonly think: boolean | 'low' | 'medium' | undefined;
  readonly warnings: readonly string[];
}

/** With fewer tokens in all, thinking would leave none for the answer. */
const MIN_TOKENS_TO_THINK = 1024;

/**
 * Whether a model thinks. Ollama lets a model that can think do so unless it is told not to, and answers 400 when one
 * that cannot is asked to. With a schema it makes two passes and counts only the second, so the budget would not hold:
 * then thinking is off. gpt-oss cannot be stopped, only be told to be brief.
 */
export function chooseThinking(
  model: TaggedModel,
  request: Pick<ModelRequest, 'schema' | 'max_tokens'>,
  config: OllamaConfig,
): Thinking {
  if (!model.capabilities?.includes('thinking')) return { think: undefined, warnings: [] };
  const isWanted = config.thinking === 'auto' && request.schema === null && request.max_tokens >= MIN_TOKENS_TO_THINK;
  const hasLevels = /^gpt-?oss/i.test(model.family) || /(?:^|\/)gpt-?oss/i.test(model.name);
  if (!hasLevels) return { think: isWanted, warnings: [] };
  if (isWanted) return { think: 'medium', warnings: [] };
  return { think: 'low', warnings: ['the model cannot stop thinking; its thinking uses up part of max_tokens'] };
}
