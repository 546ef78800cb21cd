import type { Json, JsonObject } from '../../../codec/json.ts';

export const ROUTES_SPEC_VERSION = '1.0';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A request that has passed every guard. `body` has been parsed and holds only JSON; the route decodes it further. */
export interface RouteRequest {
  readonly params: { readonly [name: string]: string };
  readonly query: { readonly [name: string]: string };
  readonly body: Json;
}

/** An answer: one JSON body, or a stream of named server-sent events. */
export type RouteResponse =
  | { readonly status: number; readonly body: Json }
  | { readonly status: number; readonly events: AsyncIterable<{ readonly event: string; readonly data: Json }> };

/** One route. Errors are thrown as KoraErrors and become `{ error_type, message, details }`. */
export interface Route {
  readonly method: HttpMethod;
  /** Such as `/models/catalog/:model_id`. */
  readonly path: string;
  readonly summary: string;
  /** JSON Schemas for the OpenAPI document; derive them from the codec that decodes the body. */
  readonly request_schema: JsonObject | null;
  readonly response_schema: JsonObject | null;
  handle(request: RouteRequest, signal: AbortSignal): Promise<RouteResponse>;
}

/** Routes that a plugin adds to the local API, behind the same guards as every other. */
export interface Routes {
  readonly id: string;
  readonly specVersion: typeof ROUTES_SPEC_VERSION;
  readonly routes: readonly Route[];
}
