import { hashJson, type Json, type JsonObject, type PlainMessage, type ReusedAnswer } from '@kora/contracts';
import type { ChosenModel } from './choose-model.ts';
import type { NormalModelTask } from './model-task.ts';

/** How many accepted answers are kept, and for how long. */
export interface AnswerCacheLimits {
  readonly max_entries: number;
  /** Characters of all answers together. */
  readonly max_length: number;
}

interface Entry {
  readonly json: string;
  readonly run_id: string;
  readonly task_id: string;
  /** Milliseconds of a clock that never goes backwards. */
  readonly at: number;
}

/**
 * Names a question by everything that an answer depends on. Null when the runtime does not say which weights it has: a changed
 * model would go unnoticed.
 */
export function questionKey(
  { connector, descriptor }: ChosenModel,
  messages: readonly PlainMessage[],
  { input, schema }: Pick<NormalModelTask, 'input' | 'schema'>,
): string | null {
  const { model_id, digest } = descriptor;
  if (digest === null) return null;
  const parameters: JsonObject = { ...(input.parameters ?? {}) };
  const plain = messages.map(({ role, content }) => ({ role, content }));
  return hashJson([connector.id, model_id, digest, plain, parameters, schema]);
}

/**
 * Answers that were accepted, by the hash of their question. In memory only: they are the user's words, and what is on disk is the run
 * archive's to keep or not to keep. The one that was not used for longest goes first.
 */
export class AnswerCache {
  readonly #limits: AnswerCacheLimits;
  readonly #entries = new Map<string, Entry>();
  #length = 0;

  constructor(limits: AnswerCacheLimits) {
    this.#limits = limits;
  }

  /** @param max_age_s a longer age is none; @param now of the clock that `put` was given */
  get(key: string, max_age_s: number, now: number): ReusedAnswer | null {
    const entry = this.#entries.get(key);
    if (entry === undefined) return null;
    const age_ms = now - entry.at;
    if (age_ms > max_age_s * 1000) return null;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    // A copy each time: what a run does with its outputs must not reach the next one.
    const value: Json = JSON.parse(entry.json);
    return { value, run_id: entry.run_id, task_id: entry.task_id, age_ms };
  }

  put(key: string, value: Json, source: Pick<Entry, 'run_id' | 'task_id' | 'at'>): void {
    const json = JSON.stringify(value);
    this.drop(key);
    if (json.length > this.#limits.max_length) return;
    this.#entries.set(key, { json, ...source });
    this.#length += json.length;
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#limits.max_entries && this.#length <= this.#limits.max_length) break;
      this.drop(oldest);
    }
  }

  drop(key: string): void {
    this.#length -= this.#entries.get(key)?.json.length ?? 0;
    this.#entries.delete(key);
  }
}
