import { embeddedTraps } from './embedded-traps.ts';
import { llamaServerTraps } from './llama-server-traps.ts';
import { lmStudioAnswerTraps } from './lm-studio-answer-traps.ts';
import { lmStudioTraps } from './lm-studio-traps.ts';
import { ollamaChatTraps } from './ollama-chat-traps.ts';
import { ollamaTraps } from './ollama-traps.ts';
import { sharedTraps } from './shared-traps.ts';
import type { Trap } from './trap.ts';

/** Every trap, by who sets it. */
export const TRAPS: Readonly<Record<string, readonly Trap[]>> = {
  'All runtimes': sharedTraps,
  'Ollama: lists, loads, embeddings, pulls': ollamaTraps,
  'Ollama: answers': ollamaChatTraps,
  'LM Studio: lists, loads, errors, embeddings': lmStudioTraps,
  'LM Studio: answers': lmStudioAnswerTraps,
  'llama-server': llamaServerTraps,
  'Embedded llama.cpp (node-llama-cpp)': embeddedTraps,
};

export const ALL_TRAPS: readonly Trap[] = Object.values(TRAPS).flat();
