import type { ConnectorDirectory, ConnectorHealth, ConnectorState, ModelList } from '@kora/contracts';
import type { Logger } from '@kora/plugin-sdk';
import { type Known, PatientQuestion } from '../patience/patient-question.ts';
import { askConnector, type ConnectorAnswer } from './ask-connector.ts';

/** Milliseconds that a list waits for a connector. The others are there long before. */
const PATIENCE_MS = 1000;
/** Milliseconds after which the health of a connector that is in use is asked for again. */
const HEALTH_LASTS_MS = 10_000;

/** What the board is made of. */
export interface ModelBoardOptions {
  readonly connectors: ConnectorDirectory;
  readonly log: Logger;
  readonly patience_ms?: number;
  /** Milliseconds that never go backwards. */
  monotonic(): number;
}

/** One connector as it is known. */
export interface ConnectorNews extends ConnectorAnswer {
  readonly id: string;
}

/**
 * What every connector has and how it is, as far as it is known. All are asked at once; one that does not answer in a moment is
 * shown as `not_answering` with what it had, and is brought up to date when it does.
 */
export class ModelBoard {
  readonly #options: ModelBoardOptions;
  readonly #questions = new Map<string, PatientQuestion<ConnectorAnswer>>();

  constructor(options: ModelBoardOptions) {
    this.#options = options;
  }

  /** @param wait_ms how long to wait for the slow; a moment unless given. */
  async list(signal: AbortSignal, wait_ms?: number): Promise<ModelList> {
    const news = await this.look(signal, wait_ms);
    return {
      models: news.flatMap(({ models }) => models),
      connectors: news.map(({ id, health, supports }) => ({
        id,
        health,
        ...(supports === undefined ? {} : { supports }),
      })),
    };
  }

  /** Like `list`, by connector. */
  async look(signal: AbortSignal, wait_ms?: number): Promise<readonly ConnectorNews[]> {
    return Promise.all(this.#ids().map((id) => this.#lookAt(id, signal, wait_ms)));
  }

  /**
   * How each connector was when it was last asked, at once. Those that have been asked before are asked again in the background
   * now and then; the others stay `unknown`, because nobody who asks for health wants plugins and runtimes to start.
   */
  states(): readonly { readonly id: string; readonly status: ConnectorState | 'unknown' }[] {
    return this.#ids().map((id) => {
      const question = this.#questions.get(id);
      if (question === undefined) return { id, status: 'unknown' };
      if ((question.age ?? 0) > HEALTH_LASTS_MS) question.refresh();
      return { id, status: newsOf(id, question.known).health.status };
    });
  }

  /** Ends every open question. */
  close(): void {
    for (const question of this.#questions.values()) question.close();
  }

  async #lookAt(id: string, signal: AbortSignal, wait_ms: number | undefined): Promise<ConnectorNews> {
    // Loading a plugin is our own work and bounded by the registry: a runtime shall not be called slow for it.
    await this.#options.connectors.get(id).catch(() => undefined);
    return newsOf(id, await this.#question(id).look(signal, wait_ms));
  }

  /** Connectors come and go with their plugins. */
  #ids(): readonly string[] {
    const ids = this.#options.connectors.ids();
    for (const [id, question] of this.#questions) {
      if (ids.includes(id)) continue;
      question.close();
      this.#questions.delete(id);
    }
    return ids;
  }

  #question(id: string): PatientQuestion<ConnectorAnswer> {
    const { connectors, log, patience_ms = PATIENCE_MS, monotonic } = this.#options;
    const existing = this.#questions.get(id);
    if (existing !== undefined) return existing;
    const ask = (signal: AbortSignal) => askConnector(id, (name) => connectors.get(name), log, signal);
    const question = new PatientQuestion({ ask, patience_ms, monotonic });
    this.#questions.set(id, question);
    return question;
  }
}

function newsOf(id: string, { answer, isOverdue }: Known<ConnectorAnswer>): ConnectorNews {
  if (answer !== null && !isOverdue) return { id, ...answer };
  const runtime_version = answer?.health.runtime_version ?? null;
  const health: ConnectorHealth = { status: 'not_answering', message: SILENCE, runtime_version };
  const supports = answer?.supports;
  return { id, health, models: answer?.models ?? [], ...(supports === undefined ? {} : { supports }) };
}

const SILENCE =
  'It has not answered yet, so its models may be missing or out of date. Ask again in a moment, or look at its runtime.';
