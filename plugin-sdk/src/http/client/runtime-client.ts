import { isKoraError, type KoraError } from '../../errors/kora-error.ts';
import type { HttpClient } from '../../tokens/services.ts';
import { parseJson } from '../wire/parse-json.ts';
import { readText } from '../wire/read-text.ts';
import { type TransportFault, transportFault } from './transport-fault.ts';

/** The largest answer that is read whole; what describes a large model, with all its tensors, is a few megabytes. */
const MAX_BODY_BYTES = 32 * 1024 * 1024;

/** What is asked. With a body it is a POST unless said otherwise, without one a GET. */
export interface RuntimeQuestion {
  readonly path: string;
  readonly body?: unknown;
  readonly method?: 'DELETE';
}

/** A status and what came with it. The status of a model runtime proves nothing: judge by the body. */
export interface RuntimeAnswer {
  readonly status: number;
  readonly text: string;
  /** The text as JSON, undefined when it is none. */
  readonly body: unknown;
}

/** What one runtime's client is made of. */
export interface RuntimeClientOptions {
  /** Base URL without a slash at the end. */
  readonly address: string;
  readonly http: HttpClient;
  /** Sent with every request, such as an authorization. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The connector's own error for a connection that did not come about or broke. */
  readonly broken: (fault: TransportFault, cause: unknown) => KoraError;
  /** The connector's own error for an answer that is not what was agreed on. */
  readonly unexpected: (reason: string) => KoraError;
}

/**
 * Requests to one HTTP server that runs models. Every method throws KoraErrors, and the signal's reason once it is aborted.
 * There are no time limits: a load or a queue gives no sign of life for as long as it takes.
 */
export class RuntimeClient {
  readonly address: string;
  /** Makes the connector's own error for an answer that is not what was agreed on. */
  readonly unexpected: (reason: string) => KoraError;
  readonly #options: RuntimeClientOptions;

  constructor(options: RuntimeClientOptions) {
    this.address = options.address;
    this.unexpected = options.unexpected;
    this.#options = options;
  }

  /** Sends a request and waits for the head of its answer, of whatever status. Follows no redirect. */
  async send({ path, body, method }: RuntimeQuestion, signal: AbortSignal): Promise<Response> {
    const init: RequestInit = {
      // fetch leaves its listener on a signal until that is collected, which a caller's may never be.
      signal: AbortSignal.any([signal]),
      // A redirect could carry the prompt off this machine.
      redirect: 'error',
      // Express takes no body for JSON unless it is told so, and fetch says text/plain.
      headers: { 'content-type': 'application/json', ...this.#options.headers },
      ...(body === undefined ? {} : { method: method ?? 'POST', body: JSON.stringify(body) }),
    };
    try {
      return await this.#options.http.fetch(`${this.address}${path}`, init);
    } catch (error) {
      throw this.brokenBy(error, signal);
    }
  }

  /** Sends a request and reads the answer whole, whatever its status. */
  async ask(question: RuntimeQuestion, signal: AbortSignal): Promise<RuntimeAnswer> {
    return this.read(await this.send(question, signal), signal);
  }

  /** An answer that was sent for, read whole. */
  async read(response: Response, signal: AbortSignal): Promise<RuntimeAnswer> {
    try {
      const text = await readText(response.body ?? [], MAX_BODY_BYTES, this.unexpected);
      return { status: response.status, text, body: parseJson(text) };
    } catch (error) {
      throw this.brokenBy(error, signal);
    }
  }

  /** Names what a request, or the reading of its body, threw. @throws the signal's reason when it was aborted. */
  brokenBy(error: unknown, signal: AbortSignal): KoraError {
    signal.throwIfAborted();
    return isKoraError(error) ? error : this.#options.broken(transportFault(error), error);
  }
}
