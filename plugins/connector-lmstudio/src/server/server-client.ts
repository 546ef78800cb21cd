import { type HttpClient, isKoraError, type KoraError } from '@kora/plugin-sdk';
import { errors } from '../errors.ts';
import { type FaultContext, normaliseServerError, normaliseTransportError } from './error-normaliser.ts';
import { findServerError } from './find-server-error.ts';
import { parseJson } from './parse-json.ts';

/** The largest answer that is read whole; lists are far smaller. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** A status and what came with it. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  /** The text as JSON, undefined when it is none. */
  readonly body: unknown;
}

/** What a request is about, for the words of an error. */
export type Subject = Partial<Pick<FaultContext, 'model_id' | 'max_tokens'>>;

/** Requests to one LM Studio. Throws KoraErrors, and the signal's reason once it is aborted. Has no time limits. */
export class ServerClient {
  readonly address: string;
  readonly #http: HttpClient;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(address: string, apiToken: string | null, http: HttpClient) {
    this.address = address;
    this.#http = http;
    this.#headers = {
      accept: 'application/json, text/event-stream',
      'content-type': 'application/json',
      ...(apiToken === null ? {} : { authorization: `Bearer ${apiToken}` }),
    };
  }

  /** Sends a request; a body makes it a POST. Rejects only when no answer comes. */
  async send(path: string, body: unknown, signal: AbortSignal): Promise<Response> {
    const init: RequestInit = {
      signal,
      // A redirect could carry the prompt off this machine.
      redirect: 'error',
      headers: this.#headers,
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    };
    try {
      return await this.#http.fetch(`${this.address}${path}`, init);
    } catch (error) {
      throw this.transportFault(error, signal);
    }
  }

  /** Sends a request and reads the JSON that answers it, whatever the status says. */
  async ask(path: string, body: unknown, signal: AbortSignal): Promise<Answer> {
    const response = await this.send(path, body, signal);
    const text = await this.readText(response, signal);
    return { status: response.status, text, body: parseJson(text) };
  }

  /** Like `ask`, but what is an error is thrown as one: LM Studio says 200 to every path. */
  async demand(path: string, body: unknown, subject: Subject, signal: AbortSignal): Promise<unknown> {
    const answer = await this.ask(path, body, signal);
    if (answer.status === 200 && findServerError(answer.body) === null) return answer.body;
    throw this.fault(answer.status, answer.body, path, subject);
  }

  /** Names an error that the server reported. */
  fault(status: number, body: unknown, path: string, subject: Subject): KoraError {
    const { model_id = '', max_tokens = 0 } = subject;
    return normaliseServerError(status, body, { server: this.address, path, model_id, max_tokens });
  }

  /** Names what `fetch` or a body threw. @throws the reason of the signal when it was aborted. */
  transportFault(error: unknown, signal: AbortSignal): KoraError {
    signal.throwIfAborted();
    return isKoraError(error) ? error : normaliseTransportError(error, this.address);
  }

  /** The whole body as text. @throws KORA_LMSTUDIO_PROTOCOL when it is larger than any honest one. */
  async readText(response: Response, signal: AbortSignal): Promise<string> {
    const decoder = new TextDecoder();
    let text = '';
    let bytes = 0;
    try {
      for await (const chunk of response.body ?? []) {
        bytes += chunk.byteLength;
        if (bytes > MAX_BODY_BYTES) throw errors.KORA_LMSTUDIO_PROTOCOL({ reason: 'an answer without end' });
        text += decoder.decode(chunk, { stream: true });
      }
    } catch (error) {
      throw this.transportFault(error, signal);
    }
    return text + decoder.decode();
  }
}
