import type { HttpMethod } from '@kora/contracts';

/** A route that a manifest declares. */
export interface DeclaredRoute {
  readonly method: HttpMethod;
  readonly path: string;
}

const METHODS: readonly HttpMethod[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const PATH = /^(\/:?[A-Za-z0-9_][A-Za-z0-9_.-]*)+$/;

/** Reads "GET /models/catalog/:model_id". @returns undefined for anything else. */
export function parseDeclaredRoute(text: string): DeclaredRoute | undefined {
  const space = text.indexOf(' ');
  const method = METHODS.find((known) => known === text.slice(0, space));
  const path = text.slice(space + 1);
  return method !== undefined && PATH.test(path) ? { method, path } : undefined;
}

/** The route without the names of its parameters: two routes with the same shape answer the same requests. */
export function routeShape(text: string): string {
  return text.replaceAll(/:[^/]+/g, ':');
}
