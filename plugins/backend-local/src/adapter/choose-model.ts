import type { Connector, ConnectorDirectory, ModelDescriptor } from '@kora/contracts';
import { type KoraError, unlessAborted } from '@kora/plugin-sdk';
import { modelErrors } from './model-errors.ts';
import { usableModels } from './usable-models.ts';

/** A model and the connector through which it is asked. */
export interface ChosenModel {
  readonly connector: Connector;
  readonly descriptor: ModelDescriptor;
}

/** What a task or request says about its model. Absent fields leave the choice open. */
export interface Wish {
  readonly connector?: string | undefined;
  readonly model?: string | undefined;
}

/** Longest that listing the models of one connector may take. */
const LIST_LIMIT_MS = 10_000;

type Listing =
  | { readonly connector: Connector; readonly models: readonly ModelDescriptor[] }
  | { readonly reason: string };

/** Whether a list of a moment ago will do, or the runtimes are to be asked. */
type ListAge = 'recent' | 'new';

/**
 * Finds the model for a task: what the task names comes first, then what the request hints at, then the only or first
 * installed one. "First" is by connector id and then by model id, in code unit order, so the choice is the same every time.
 * Only models on this machine are taken, and one elsewhere when it is named and the user allowed its host. One chooser serves one run
 * and asks each connector once, unless it is told to forget it; what a connector has listed in the last few seconds will do, unless the
 * model is not there.
 */
export class ModelChooser {
  readonly #directory: ConnectorDirectory;
  readonly #hints: Wish;
  /** Aborted when the run must stop. */
  readonly #run: AbortSignal;
  readonly #listings = new Map<string, Promise<Listing>>();
  /** Connectors whose listing is one of a moment ago. */
  readonly #recent = new Set<string>();

  constructor(directory: ConnectorDirectory, hints: Wish, run: AbortSignal) {
    this.#directory = directory;
    this.#hints = hints;
    this.#run = run;
  }

  /**
   * @param age whether it matters which weights a model has at this very moment
   * @returns the model, or why there is none. Rejects only when the signal aborts.
   */
  async choose(
    taskId: string,
    own: Wish,
    signal: AbortSignal,
    age: ListAge = 'recent',
  ): Promise<ChosenModel | KoraError> {
    if (age === 'new') this.#forgetRecent();
    const chosen = await this.#choose(taskId, own, signal, age);
    if (!(chosen instanceof Error) || this.#recent.size === 0) return chosen;
    // It may have come since.
    this.#forgetRecent();
    return this.#choose(taskId, own, signal, 'new');
  }

  async #choose(taskId: string, own: Wish, signal: AbortSignal, age: ListAge): Promise<ChosenModel | KoraError> {
    const model = own.model ?? this.#hints.model;
    const named = own.connector ?? (own.model === undefined ? this.#hints.connector : undefined);
    const ids = named === undefined ? this.#searchOrder() : [named];
    const wanted = `${model === undefined ? 'a model' : `the model ${model}`}${named === undefined ? '' : ` of ${named}`}`;
    const reasons: string[] = [];
    let remote: ChosenModel | null = null;
    let allowed: ChosenModel | null = null;
    for (const id of ids) {
      const listing = await this.#list(id, signal, age);
      if ('reason' in listing) {
        reasons.push(listing.reason);
        continue;
      }
      const fitting = listing.models.filter((candidate) => model === undefined || candidate.model_id === model);
      const local = fitting.find((candidate) => !candidate.remote);
      if (local !== undefined) return { connector: listing.connector, descriptor: local };
      for (const descriptor of fitting) {
        remote ??= { connector: listing.connector, descriptor };
        if (descriptor.remote_allowed === true) allowed ??= { connector: listing.connector, descriptor };
      }
    }
    if (model !== undefined && allowed !== null) return allowed;
    if (remote !== null) {
      const { connector, descriptor } = remote;
      const facts = { task_id: taskId, connector: connector.id, model: descriptor.model_id };
      return modelErrors.KORA_MODEL_REMOTE_REFUSED(facts);
    }
    const reason = reasons.length > 0 ? reasons.join('; ') : 'it is not installed';
    return modelErrors.KORA_MODEL_UNAVAILABLE({ task_id: taskId, wanted, reason });
  }

  /** Lists the models of a connector anew when it is wanted next: it has others by now. */
  forget(id: string): void {
    this.#listings.delete(id);
    this.#recent.delete(id);
  }

  #forgetRecent(): void {
    for (const id of this.#recent) this.forget(id);
  }

  /** The connector that was hinted at first, then all by id. */
  #searchOrder(): readonly string[] {
    const ids = this.#directory.ids();
    const hinted = this.#hints.connector;
    return hinted !== undefined && ids.includes(hinted) ? [hinted, ...ids.filter((id) => id !== hinted)] : ids;
  }

  async #list(id: string, signal: AbortSignal, age: ListAge): Promise<Listing> {
    // All tasks of the run wait for the same list, and it is not ended by the abort of one of them.
    const known = this.#listings.get(id) ?? this.#ask(id, age);
    this.#listings.set(id, known);
    try {
      return await unlessAborted(known, signal);
    } catch (error) {
      signal.throwIfAborted();
      this.forget(id);
      return { reason: `${id} could not be asked (${error instanceof Error ? error.message : String(error)})` };
    }
  }

  async #ask(id: string, age: ListAge): Promise<Listing> {
    const connector = await this.#directory.get(id);
    if (connector === undefined) return { reason: `no plugin brings a connector ${id}` };
    const limit = AbortSignal.any([this.#run, AbortSignal.timeout(LIST_LIMIT_MS)]);
    const asked = <T>(answer: Promise<T> | undefined) => unlessAborted(Promise.resolve(answer), limit);
    const recent = age === 'recent' ? ((await asked(connector.recentModels?.(limit))) ?? null) : null;
    if (recent !== null) this.#recent.add(id);
    return { connector, models: usableModels(recent ?? (await asked(connector.models(limit)))) };
  }
}
