import type { ErrorBody, ErrorType } from '@kora/contracts';
import { ApiError } from './api-error.ts';
import { readEventStream, type StreamedEvent } from './read-event-stream.ts';

const OFFLINE = 'Studio cannot be reached. Is it still running?';

function errorBodyOf(status: number, value: unknown): ErrorBody {
  const given = typeof value === 'object' && value !== null ? value : {};
  const { error_type, message, details } = given as Partial<ErrorBody>;
  const known = typeof error_type === 'string' && typeof message === 'string';
  if (known) return { error_type, message, details: details ?? {} };
  const fallback: ErrorType = 'EXECUTION_FAILURE';
  return { error_type: fallback, message: `Studio answered with status ${status}.`, details: {} };
}

/** JSON of an answer; null when it has no body. */
async function jsonOf(response: Response): Promise<unknown> {
  const text = await response.text();
  return text === '' ? null : JSON.parse(text);
}

/**
 * The local API as panels use it. What it answers comes from the kernel, which has checked it, so types are taken on trust.
 * Every method rejects with an {@link ApiError}.
 */
export class ApiClient {
  readonly #onReach: (reached: boolean) => void;

  /** @param onReach told after each request whether Studio was there. */
  constructor(onReach: (reached: boolean) => void) {
    this.#onReach = onReach;
  }

  get<T>(path: string, signal?: AbortSignal): Promise<T> {
    return this.#send<T>('GET', path, undefined, signal);
  }

  post<T>(path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
    return this.#send<T>('POST', path, body, signal);
  }

  patch<T>(path: string, body: unknown): Promise<T> {
    return this.#send<T>('PATCH', path, body);
  }

  put<T>(path: string, body: unknown): Promise<T> {
    return this.#send<T>('PUT', path, body);
  }

  delete<T>(path: string, body?: unknown): Promise<T> {
    return this.#send<T>('DELETE', path, body);
  }

  /** Server-sent events of an answer that is not asked for with GET, for which browsers have nothing of their own. */
  async *stream(method: string, path: string, signal?: AbortSignal, body?: unknown): AsyncGenerator<StreamedEvent> {
    const content = body === undefined ? {} : { body: JSON.stringify(body) };
    const headers = body === undefined ? {} : { 'Content-Type': 'application/json' };
    const response = await fetch(path, { method, headers, ...content, ...(signal ? { signal } : {}) }).catch(
      () => null,
    );
    this.#onReach(response !== null);
    if (response === null) throw new ApiError(0, { error_type: 'EXECUTION_FAILURE', message: OFFLINE, details: {} });
    if (!response.ok || response.body === null)
      throw new ApiError(response.status, errorBodyOf(response.status, await jsonOf(response)));
    yield* readEventStream(response.body);
  }

  async #send<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
    const content = body === undefined ? {} : { body: JSON.stringify(body) };
    const headers = body === undefined ? {} : { 'Content-Type': 'application/json' };
    let response: Response;
    let answer: unknown;
    try {
      response = await fetch(path, { method, headers, ...content, ...(signal ? { signal } : {}) });
      answer = await jsonOf(response);
    } catch (error) {
      if (signal?.aborted) throw error;
      this.#onReach(false);
      throw new ApiError(0, { error_type: 'EXECUTION_FAILURE', message: OFFLINE, details: {} });
    }
    this.#onReach(true);
    if (!response.ok) throw new ApiError(response.status, errorBodyOf(response.status, answer));
    return answer as T;
  }
}
