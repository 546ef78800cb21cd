import { type HttpClient, isKoraError } from '@kora/plugin-sdk';
import { errors } from '../errors.ts';
import { type FaultContext, normaliseServerError, normaliseTransportError, parseJson } from './error-normaliser.ts';

/** The largest answer that is read whole; lists and counts are far smaller. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** A status and the JSON that came with it. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Requests to one llama-server. Throws KoraErrors, and the signal's reason once it is aborted. */
export class ServerClient {
  readonly address: string;
  readonly #http: HttpClient;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(address: string, apiKey: string | null, http: HttpClient) {
    this.address = address;
    this.#http = http;
    this.#headers = apiKey === null ? {} : { authorization: `Bearer ${apiKey}` };
  }

  /** Sends a request; a body makes it a POST. Rejects only when no answer comes. */
  async send(path: string, body: unknown, signal: AbortSignal): Promise<Response> {
    const init: RequestInit = {
      signal,
      // A redirect could carry the prompt off this machine.
      redirect: 'error',
      headers: { ...this.#headers, accept: 'application/json', 'content-type': 'application/json' },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    };
    try {
      return await this.#http.fetch(`${this.address}${path}`, init);
    } catch (error) {
      signal.throwIfAborted();
      throw isKoraError(error) ? error : normaliseTransportError(error, this.address);
    }
  }

  /** Sends a request and reads the JSON that answers it, whatever the status. */
  async ask(path: string, body: unknown, signal: AbortSignal): Promise<Answer> {
    const response = await this.send(path, body, signal);
    return { status: response.status, body: parseJson(await this.readText(response, signal)) };
  }

  /** Like `ask`, but any status other than 200 is thrown as the error that it is. */
  async demand(
    path: string,
    body: unknown,
    context: Omit<FaultContext, 'server'>,
    signal: AbortSignal,
  ): Promise<unknown> {
    const answer = await this.ask(path, body, signal);
    if (answer.status === 200) return answer.body;
    throw normaliseServerError(answer.status, answer.body, { ...context, server: this.address });
  }

  /** The whole body as text. @throws KORA_LLAMACPP_PROTOCOL when it is larger than any honest one. */
  async readText(response: Response, signal: AbortSignal): Promise<string> {
    const decoder = new TextDecoder();
    let text = '';
    let bytes = 0;
    try {
      for await (const chunk of response.body ?? []) {
        bytes += chunk.byteLength;
        if (bytes > MAX_BODY_BYTES) throw errors.KORA_LLAMACPP_PROTOCOL({ reason: 'an answer without end' });
        text += decoder.decode(chunk, { stream: true });
      }
    } catch (error) {
      signal.throwIfAborted();
      throw isKoraError(error) ? error : normaliseTransportError(error, this.address);
    }
    return text + decoder.decode();
  }
}
