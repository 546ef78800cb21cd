import type { IncomingMessage } from 'node:http';
import { API_VERSION, type ExecutionOptions, errorBodyCodec } from '@kora/contracts';
import type * as t from 'io-ts';
import { launcherErrors } from '../errors.ts';
import type { StudioAddress } from './address.ts';
import { readAnswer } from './read-answer.ts';
import { readEvents, type StreamEvent } from './read-events.ts';
import { type StudioRequest, send } from './send.ts';

/** A run that Studio has accepted. */
export interface AcceptedRun {
  readonly run_id: string;
  /**
   * Its events as they happen, then one named `result`. Leaving the iteration early closes the connection, which cancels
   * the run.
   */
  readonly events: AsyncIterable<StreamEvent>;
}

/** A client of the local API. Every verb that needs Studio goes through it, whoever runs Studio. */
export class StudioClient {
  readonly address: StudioAddress;
  #answered = false;

  constructor(address: StudioAddress) {
    this.address = address;
  }

  /** Whether Studio has done anything that was asked of it. Until then, asking its successor repeats nothing. */
  get answered(): boolean {
    return this.#answered;
  }

  /** @throws the KoraError that Studio answered with, or a launcher error when it did not answer as it should. */
  async get<A>(path: string, codec: t.Type<A>): Promise<A> {
    return this.#ask({ method: 'GET', path }, codec);
  }

  /** Sends `body` as JSON. Throws as {@link StudioClient.get} does. */
  async post<A>(path: string, body: object, codec: t.Type<A>): Promise<A> {
    return this.#ask({ method: 'POST', path, body }, codec);
  }

  /** Throws as {@link StudioClient.get} does. */
  async delete<A>(path: string, codec: t.Type<A>): Promise<A> {
    return this.#ask({ method: 'DELETE', path }, codec);
  }

  async #ask<A>(request: StudioRequest, codec: t.Type<A>): Promise<A> {
    const answer = await readAnswer(this.address.url, await send(this.address, request), codec);
    this.#answered = true;
    return answer;
  }

  /** Follows a stream of events. Throws as {@link StudioClient.get} does when there is none. */
  async *events(path: string, method: 'GET' | 'POST' = 'GET'): AsyncGenerator<StreamEvent> {
    const body = method === 'POST' ? { body: {} } : {};
    const response = await send(this.address, { method, path, ...body, accept: 'text/event-stream' });
    if (!isStream(response)) return this.#refused(response);
    this.#answered = true;
    yield* readEvents(this.address.url, response);
  }

  /**
   * Starts a run that lives as long as this client listens.
   * @param taskgraph judged by Studio.
   * @throws the KoraError that Studio refused the graph with.
   */
  async execute(taskgraph: unknown, options: ExecutionOptions): Promise<AcceptedRun> {
    const body = { api_version: API_VERSION, taskgraph, execution_options: { ...options, stream: true } };
    const response = await send(this.address, { method: 'POST', path: '/execute', body, accept: 'text/event-stream' });
    if (!isStream(response)) return this.#refused(response);
    this.#answered = true;
    return { run_id: this.#runIdOf(response), events: readEvents(this.address.url, response) };
  }

  /** Only a refusal is no stream, and reading that throws. */
  async #refused(response: IncomingMessage): Promise<never> {
    await readAnswer(this.address.url, response, errorBodyCodec);
    throw launcherErrors.KORA_LAUNCHER_BAD_ANSWER({ url: this.address.url, reason: 'no event stream' });
  }

  #runIdOf(response: IncomingMessage): string {
    const run_id = response.headers['kora-run-id'];
    if (typeof run_id === 'string') return run_id;
    response.destroy();
    throw launcherErrors.KORA_LAUNCHER_BAD_ANSWER({ url: this.address.url, reason: 'no run id' });
  }
}

function isStream({ headers }: IncomingMessage): boolean {
  return (headers['content-type'] ?? '').startsWith('text/event-stream');
}
