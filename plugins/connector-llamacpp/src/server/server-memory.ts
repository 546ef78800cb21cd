import type { ModelDescriptor, ModelRequest } from '@kora/contracts';
import { JustSeen } from '../runtime/just-seen.ts';
import type { Expected } from './expected.ts';
import type { ServerModel } from './server-models.ts';

const ALL = '';

/** What one server has told in the last few seconds. */
export class ServerMemory {
  readonly #listed = new JustSeen<readonly ModelDescriptor[]>();
  readonly #loaded = new JustSeen<true>();
  readonly #contexts = new JustSeen<number>();
  /** By the messages themselves: what was counted for a task is not counted again for its call. */
  readonly #measured = new WeakMap<ModelRequest['messages'], JustSeen<Expected>>();

  /** Its models, as they were last listed. */
  get listed(): readonly ModelDescriptor[] | null {
    return this.#listed.get(ALL) ?? null;
  }

  noteModels(models: readonly ServerModel[], described: readonly ModelDescriptor[]): void {
    this.#listed.put(ALL, described);
    for (const { descriptor, state } of models) if (state === 'loaded') this.noteLoaded(descriptor.model_id);
  }

  isLoaded(model_id: string): boolean {
    return this.#loaded.get(model_id) === true;
  }

  noteLoaded(model_id: string): void {
    this.#loaded.put(model_id, true);
  }

  /** What was measured for these very messages. */
  measured({ model_id, messages }: ModelRequest): Expected | null {
    return this.#measured.get(messages)?.get(model_id) ?? null;
  }

  noteMeasured({ model_id, messages }: ModelRequest, expected: Expected): void {
    const measured = this.#measured.get(messages) ?? new JustSeen();
    measured.put(model_id, expected);
    this.#measured.set(messages, measured);
    this.noteLoaded(model_id);
    if (expected.context_tokens !== null) this.#contexts.put(model_id, expected.context_tokens);
  }

  /** Whether a prompt and its answer fit into the context for certain, of a model that is there. */
  fits({ model_id, max_tokens, tokens_in_at_most }: ModelRequest): boolean {
    const context = this.#contexts.get(model_id);
    if (context === undefined || tokens_in_at_most === undefined || !this.isLoaded(model_id)) return false;
    return tokens_in_at_most + max_tokens <= context;
  }

  /** Something was not as it had been seen. */
  forget(model_id: string): void {
    this.#listed.forget(ALL);
    this.#loaded.forget(model_id);
    this.#contexts.forget(model_id);
  }
}
