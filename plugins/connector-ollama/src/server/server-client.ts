import { type HttpClient, isKoraError, type KoraError } from '@kora/plugin-sdk';
import { findServerError, RuntimeClient, type RuntimeQuestion, withinDeadline } from '@kora/plugin-sdk/http';
import { errors } from '../errors.ts';
import { type FaultContext, nameTransportFault, normaliseServerError } from './error-normaliser.ts';

/** What is asked of Ollama; the numbers and the name are for the words of an error. */
export interface OllamaQuestion extends RuntimeQuestion {
  readonly model_id?: string;
  readonly prompt_tokens?: number;
  readonly context_tokens?: number;
}

/** Requests to one Ollama. Throws KoraErrors, and the signal's reason once it is aborted. */
export class OllamaClient extends RuntimeClient {
  readonly #questionMs: number;

  /** @param questionMs how long a question that needs no model may take. */
  constructor(address: string, http: HttpClient, questionMs: number) {
    super({
      address,
      http,
      broken: (fault, cause) => nameTransportFault(fault, cause, address),
      unexpected: (reason) => errors.KORA_OLLAMA_PROTOCOL({ reason }),
    });
    this.#questionMs = questionMs;
  }

  /**
   * Sends a request and waits for its answer as long as the signal lets it: a load and a queue give no sign of life.
   * @throws what the server says when its status is not 200, by name.
   */
  async begin(question: OllamaQuestion, signal: AbortSignal): Promise<Response> {
    const response = await this.send(question, signal);
    if (response.status === 200) return response;
    throw this.fault(response.status, (await this.read(response, signal)).body, question);
  }

  /** Sends a request and reads the JSON of its answer; undefined for an empty one. */
  async demand(question: OllamaQuestion, signal: AbortSignal): Promise<unknown> {
    const { status, body } = await this.ask(question, signal);
    // LM Studio says 200 to everything, and Ollama to what went wrong late.
    if (status !== 200 || findServerError(body) !== null) throw this.fault(status, body, question);
    return body;
  }

  /**
   * Like `demand`, for what Ollama answers at once, whatever its models do, and may be asked twice.
   * @throws KORA_OLLAMA_SILENT
   */
  async demandSoon(question: OllamaQuestion, signal: AbortSignal): Promise<unknown> {
    const ask = (bounded: AbortSignal) =>
      this.demand(question, bounded).catch((error: unknown) => {
        if (!isKoraError(error) || error.code !== 'KORA_OLLAMA_TRANSPORT') throw error;
        // A connection kept from before may be one to a server that has ended since.
        return this.demand(question, bounded);
      });
    return withinDeadline(this.#questionMs, signal, ask, () => {
      throw errors.KORA_OLLAMA_SILENT({ server: this.address, seconds: this.#questionMs / 1000 });
    });
  }

  /** Names an error that a server reported. */
  fault(status: number, body: unknown, question: OllamaQuestion): KoraError {
    const { path, model_id = '', prompt_tokens = 0, context_tokens = 0 } = question;
    const context: FaultContext = { server: this.address, path, model_id, prompt_tokens, context_tokens };
    return normaliseServerError(status, body, context);
  }
}
