import { type Trap, within } from './trap.ts';

const llama = within('plugins/connector-llamacpp');
const LOWERING = 'lower-schema/lower-schema.test.ts';

/** Habits of node-llama-cpp, which runs a model inside a process of ours. */
export const embeddedTraps: readonly Trap[] = [
  llama(
    '4.1',
    'Where no binary fits it compiles llama.cpp, or downloads it; told not to, it only throws.',
    ['embedded/child-failure.ts', "case 'no_binary':", "case 'no such fault':"],
    ['embedded/child-lifetime.test.ts', 'a machine without a fitting binary is told so, and the health remembers'],
  ),
  llama(
    '4.2',
    'The context is rounded up to a multiple of 256, beyond what was asked for.',
    [
      'embedded/child/loaded-model.ts',
      'Math.min(spec.context_tokens, context.contextSize - RESERVED_TOKENS)',
      'context.contextSize + 64',
    ],
    ['embedded/generation.test.ts', 'up to the last place nothing of the prompt is dropped, and one more is refused'],
  ),
  llama(
    '4.3',
    "A session puts a system prompt of 330 characters before the user's.",
    [
      'embedded/child/chat-history.ts',
      '  return messages.at(-1)',
      "  history.unshift({ type: 'system', text: 'You are a helpful, respectful and honest assistant.' });\n  return messages.at(-1)",
    ],
    ['embedded/generation.test.ts', 'messages become the history of the model, and nothing is added to them'],
  ),
  llama(
    '4.3',
    'Thoughts are segments of the answer, and the detection of tags makes empty chunks.',
    ['embedded/child/generation.ts', "chunk.type === 'segment' ? 'thinking' : 'delta'", "'delta'"],
    ['embedded/generation.test.ts', 'what belongs to a segment is thinking'],
  ),
  llama(
    '4.4',
    'An abort rejects, unless it is told to stop with what there is; and a signal that was aborted before still throws.',
    ['embedded/child/generation.ts', 'stopOnAbortSignal: true,', ''],
    ['embedded/generation.test.ts', 'an abort ends the generation within one token'],
  ),
  llama(
    '4.5',
    'A prompt that does not fit is cut to a few characters, and answered as if nothing had happened.',
    [
      'embedded/child/generation.ts',
      'if (promptTokens + maxTokens <= contextTokens) return promptTokens;',
      'return promptTokens;',
    ],
    ['embedded/generation.test.ts', 'up to the last place nothing of the prompt is dropped, and one more is refused'],
  ),
  llama(
    '4.6',
    '`anyOf` becomes null or any, and only its validation complains.',
    ['lower-schema/lower-node.ts', '{ oneOf: possible }', '{ anyOf: possible }'],
    [LOWERING, 'anyOf becomes oneOf, which node-llama-cpp knows'],
  ),
  llama(
    '4.6',
    'Every property is written, required or not.',
    ['lower-schema/lowering-profile.ts', 'leavesOutOptional: false,', 'leavesOutOptional: true,'],
    [LOWERING, 'an optional property may be missing: as a choice of objects, or by required where that is honoured'],
  ),
  llama(
    '4.6',
    'Bounds of integers, patterns and most formats are ignored.',
    ['lower-schema/lowering-profile.ts', 'boundsIntegers: false,', 'boundsIntegers: true,'],
    [LOWERING, 'a small range of integers is spelled out where bounds are not honoured'],
  ),
  llama(
    '4.6',
    'Long repetitions cannot be compiled, or are unlimited.',
    [
      'lower-schema/lowering-profile.ts',
      "formats: new Set(['date', 'time', 'date-time']),\n  maxRepetition: 1000,",
      "formats: new Set(['date', 'time', 'date-time']),\n  maxRepetition: 5000,",
    ],
    [LOWERING, 'keywords that are not enforced are named by JSON pointer, at any depth, and dropped'],
  ),
  llama(
    '4.6',
    'What cannot be compiled is an error of the grammar, not of the schema.',
    ['embedded/child/generation.ts', 'if (!(error instanceof Error)) throw error;', 'throw error;'],
    ['lower-schema/real-grammar.test.ts', 'a grammar that llama.cpp cannot compile becomes JSON'],
  ),
  llama(
    '4.7',
    'A file that is cut is read as zeros, or for hours.',
    ['embedded/child/check-gguf-header.ts', 'if (needed > BigInt(size))', 'if (false)'],
    [
      'embedded/gguf-header.test.ts',
      'a file that cannot hold what its header claims is not opened, however it was cut',
    ],
  ),
  llama(
    '4.7',
    'A context that is too large for the memory is told in words.',
    ['embedded/child/child-fault.ts', 'too large for the available|', ''],
    ['embedded/generation.test.ts', 'whatever is thrown has a name'],
  ),
  llama(
    '4.9',
    'A second thread made a small model 18 times slower on a machine of two cores.',
    ['config/llama-cpp-config.ts', 'threads: config.threads ?? 1', 'threads: config.threads ?? 2'],
    ['config/llama-cpp-config.test.ts', 'one thread, no GPU and no kept prompt unless configured'],
  ),
  llama(
    '4.3',
    'Unless told otherwise thoughts are cut at a share of the context.',
    ['embedded/child/generation.ts', 'thoughtTokens: Number.POSITIVE_INFINITY, ', ''],
    ['embedded/thinking-budget.test.ts', 'thinking has no other bound than max_tokens'],
  ),
  llama(
    '4.6',
    'An object that does not say so is closed to further keys.',
    ['lower-schema/lower-object.ts', 'additionalProperties: rest ?? isOpen(node),', ''],
    [LOWERING, 'objects are as open as they were'],
  ),
];
