import type { Router } from '@koa/router';
import { decode, type Json, jsonValue, type RouteResponse } from '@kora/contracts';
import { giveWay, type Logger } from '@kora/plugin-sdk';
import { issueFacts } from '../../issue-facts.ts';
import type { Answer, StreamEvent } from '../answers/answer.ts';
import { httpErrors } from '../errors.ts';
import type { PluginDirectory } from '../kernel-api.ts';
import type { ApiRequest, ApiRoute } from '../routes/api-route.ts';
import type { RequestState } from './route-request.ts';

type Declared = PluginDirectory['declaredRoutes'][number];

/** Plain segments and `:name` parameters; no patterns, which could match more than they say. */
const PATH = /^\/$|^(?:\/(?::[a-z][a-z0-9_]*|[A-Za-z0-9][A-Za-z0-9._-]*))+$/;
const EVENT_NAME = /^[A-Za-z][A-Za-z0-9._-]{0,63}$/;

/** JSON of a body that a plugin will decode further; null when there is none. */
function jsonOf(body: unknown): Json {
  const result = decode<Json>(jsonValue, body ?? null);
  if (result._tag === 'Right') return result.right;
  throw httpErrors.KORA_HTTP_INVALID_BODY({ issues: issueFacts(result.left) });
}

function badAnswer({ plugin_id, method, path }: Declared, problem: string) {
  return httpErrors.KORA_HTTP_BAD_ANSWER({ plugin_id, method, path, problem });
}

async function* namedEvents(declared: Declared, events: Extract<RouteResponse, { events: unknown }>['events']) {
  for await (const { event, data } of events) {
    if (!EVENT_NAME.test(event)) throw badAnswer(declared, 'an event without a proper name');
    const named: StreamEvent = { event, data };
    yield named;
  }
}

/** True for what has JSON at all; printing it to see would take as long as sending it. */
const isJsonLike = (body: unknown) => body === null || ['object', 'string', 'number', 'boolean'].includes(typeof body);

function answerOf(declared: Declared, response: RouteResponse, request: ApiRequest): Answer {
  if ('events' in response) {
    request.takeStream();
    return { kind: 'events', events: namedEvents(declared, response.events) };
  }
  const { status, body } = response;
  if (!Number.isInteger(status) || status < 200 || status > 599) throw badAnswer(declared, 'a status out of range');
  if (status === 204) return { kind: 'nothing' };
  if (!isJsonLike(body)) throw badAnswer(declared, 'a body that is no JSON');
  return { kind: 'json', status, body };
}

function pluginRoute(registry: PluginDirectory, declared: Declared): ApiRoute {
  const { method, path, plugin_id } = declared;
  const describe = () => registry.route(method, path);
  return {
    method,
    path,
    tag: plugin_id,
    summary: `A route of plugin ${plugin_id}.`,
    answers: { 200: { description: 'See the documentation of the plugin.' } },
    readsBody: method !== 'GET',
    plugin: { plugin_id, describe },
    async handle(request: ApiRequest) {
      const { params, query, signal } = request;
      const began = performance.now();
      const body = jsonOf(request.body);
      await giveWay(began);
      const route = await describe();
      return answerOf(declared, await route.handle({ params, query, body }, signal), request);
    },
  };
}

/** Parameters become a plain word, so that a router can be asked whether it would answer. */
const samplePath = (path: string) => path.replaceAll(/:[a-z0-9_]+/g, 'x');

/**
 * The routes that plugins declare and may have. A path that is no plain path, that the kernel answers itself, or that
 * another plugin has already taken is left out and logged.
 */
export function pluginRoutes(registry: PluginDirectory, core: Router<RequestState>, logger: Logger): ApiRoute[] {
  const taken = new Set<string>();
  const routes: ApiRoute[] = [];
  for (const declared of registry.declaredRoutes) {
    const { method, path, plugin_id } = declared;
    const key = `${method} ${samplePath(path)}`;
    const plain = PATH.test(path);
    if (!plain || taken.has(key) || core.match(samplePath(path), method).route) {
      const reason = plain ? 'the path is already taken' : 'the path is not a plain path';
      logger.warn('a route of a plugin is left out', { plugin_id, method, path, reason });
      continue;
    }
    taken.add(key);
    routes.push(pluginRoute(registry, declared));
  }
  // Where a fixed word and a parameter stand at the same place, the word is asked first ("~" sorts after every letter).
  const rank = ({ path }: ApiRoute) => path.replaceAll(':', '~');
  return routes.sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
}
