import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { HttpMethod, Route, StrictObject } from '@kora/contracts';
import type * as t from 'io-ts';
import type { Answer } from '../answers/answer.ts';
import type { Principal } from '../authentication/authenticator.ts';

/** A request that has passed every guard. `body` is parsed and otherwise hostile; undefined when there is none. */
export interface ApiRequest {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
  readonly principal: Principal;
  /** Aborts when the client goes, its credential is revoked, or Studio stops. Made when first asked for. */
  readonly signal: AbortSignal;
  readonly incoming: IncomingMessage;
  /** To be called before the work that an event stream will show. @throws KoraError KORA_HTTP_TOO_MANY_STREAMS. */
  takeStream(): void;
}

/** One possible answer of a route, for the OpenAPI document. */
export interface AnswerDescription {
  readonly description: string;
  /** Of a JSON body. */
  readonly codec?: t.Mixed;
  /** Of server-sent events: what each name carries. */
  readonly events?: Readonly<Record<string, t.Mixed>>;
  /** Of a page. */
  readonly type?: string;
}

/** A route of the local API, with all that its description is derived from. */
export interface ApiRoute {
  readonly method: HttpMethod;
  /** Such as `/runs/:run_id`. */
  readonly path: string;
  readonly summary: string;
  readonly tag: string;
  readonly body?: { readonly codec: t.Mixed; readonly required: boolean };
  readonly query?: StrictObject<t.Props, t.Props>;
  readonly answers: Readonly<Record<number, AnswerDescription>>;
  /** Whether a body is read at all; without one it is thrown away unread. */
  readonly readsBody: boolean;
  /** Set on a plugin's route; its description activates the plugin. */
  readonly plugin?: { readonly plugin_id: string; describe(): Promise<Route> };
  handle(request: ApiRequest): Answer | Promise<Answer>;
}

type CoreRoute = Omit<ApiRoute, 'plugin' | 'readsBody'>;

/** Declares a route of the kernel. */
export function coreRoute(route: CoreRoute): ApiRoute {
  return { ...route, readsBody: route.body !== undefined };
}
