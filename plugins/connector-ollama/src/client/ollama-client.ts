import { isRecord } from '@kora/contracts';
import { type HttpClient, isKoraError } from '@kora/plugin-sdk';
import { errors } from '../errors.ts';
import { type FaultContext, normaliseServerError, normaliseTransportError } from './error-normaliser.ts';
import { parseJson } from './parse-json.ts';

/** The largest answer that is read whole; `/api/show` of a large model lists its tensors. */
const MAX_BODY_BYTES = 32 * 1024 * 1024;

/** What is asked of Ollama. Without a body it is a GET. */
export interface OllamaQuestion {
  readonly path: string;
  readonly body?: unknown;
  readonly method?: 'DELETE';
  /** For the words of an error. */
  readonly model_id?: string;
  readonly prompt_tokens?: number;
  readonly context_tokens?: number;
}

/** Requests to one Ollama. Throws KoraErrors, and the signal's reason once it is aborted. */
export class OllamaClient {
  readonly address: string;
  readonly #http: HttpClient;
  readonly #questionMs: number;

  /** @param questionMs how long a question that needs no model may take. */
  constructor(address: string, http: HttpClient, questionMs: number) {
    this.address = address;
    this.#http = http;
    this.#questionMs = questionMs;
  }

  /**
   * Sends a request and waits for its answer as long as the signal lets it: a load and a queue give no sign of life.
   * @throws what the server says when its status is not 200, by name.
   */
  async send(question: OllamaQuestion, signal: AbortSignal): Promise<Response> {
    const response = await this.#fetch(question, signal);
    if (response.status === 200) return response;
    const text = await this.#readText(response, signal);
    throw this.fault(response.status, parseJson(text), question);
  }

  /** Sends a request and reads the JSON of its answer; undefined for an empty one. */
  async exchange(question: OllamaQuestion, signal: AbortSignal): Promise<unknown> {
    const response = await this.send(question, signal);
    const text = await this.#readText(response, signal);
    const body = text === '' ? undefined : parseJson(text);
    // LM Studio says 200 to everything, and Ollama to what went wrong late.
    if (isRecord(body) && body.error !== undefined) throw this.fault(200, body, question);
    return body;
  }

  /**
   * Like `exchange`, for what Ollama answers at once, whatever its models do, and may be asked twice.
   * @throws KORA_OLLAMA_SILENT
   */
  async ask(question: OllamaQuestion, signal: AbortSignal): Promise<unknown> {
    const deadline = AbortSignal.timeout(this.#questionMs);
    const either = AbortSignal.any([signal, deadline]);
    try {
      return await this.exchange(question, either).catch((error: unknown) => {
        if (!isKoraError(error) || error.code !== 'KORA_OLLAMA_TRANSPORT') throw error;
        // A connection kept from before may be one to a server that has ended since.
        return this.exchange(question, either);
      });
    } catch (error) {
      signal.throwIfAborted();
      if (isKoraError(error) || !deadline.aborted) throw error;
      throw errors.KORA_OLLAMA_SILENT({ server: this.address, seconds: this.#questionMs / 1000 });
    }
  }

  /** Names an error that a server reported. */
  fault(status: number, body: unknown, question: OllamaQuestion) {
    const { path, model_id = '', prompt_tokens = 0, context_tokens = 0 } = question;
    const context: FaultContext = { server: this.address, path, model_id, prompt_tokens, context_tokens };
    return normaliseServerError(status, body, context);
  }

  async #fetch({ path, body, method }: OllamaQuestion, signal: AbortSignal): Promise<Response> {
    const init: RequestInit = {
      signal,
      // A redirect could carry the prompt off this machine.
      redirect: 'error',
      headers: { accept: 'application/json, application/x-ndjson', 'content-type': 'application/json' },
      ...(body === undefined ? {} : { method: method ?? 'POST', body: JSON.stringify(body) }),
    };
    try {
      return await this.#http.fetch(`${this.address}${path}`, init);
    } catch (error) {
      signal.throwIfAborted();
      throw isKoraError(error) ? error : normaliseTransportError(error, this.address);
    }
  }

  async #readText(response: Response, signal: AbortSignal): Promise<string> {
    const decoder = new TextDecoder();
    let text = '';
    let bytes = 0;
    try {
      for await (const chunk of response.body ?? []) {
        bytes += chunk.byteLength;
        if (bytes > MAX_BODY_BYTES) throw errors.KORA_OLLAMA_PROTOCOL({ reason: 'an answer without end' });
        text += decoder.decode(chunk, { stream: true });
      }
    } catch (error) {
      signal.throwIfAborted();
      throw isKoraError(error) ? error : normaliseTransportError(error, this.address);
    }
    return text + decoder.decode();
  }
}
