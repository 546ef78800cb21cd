import { type Json, type JsonObject, jsonSchemaOf, type Route } from '@kora/contracts';
import { isKoraError } from '@kora/plugin-sdk';
import type * as t from 'io-ts';
import type { AnswerDescription, ApiRoute } from '../routes/api-route.ts';
import type { SchemaComponents } from './schema-components.ts';

/** `GET /runs/:run_id` becomes `get_runs_run_id`. */
export function operationId({ method, path }: Pick<ApiRoute, 'method' | 'path'>): string {
  const words = path.match(/[A-Za-z0-9_-]+/g) ?? ['root'];
  return [method.toLowerCase(), ...words].join('_').replaceAll('-', '_');
}

function pathParameters(path: string): Json[] {
  const names = [...path.matchAll(/[:*]([A-Za-z0-9_]+)/g)].map(([, name]) => name ?? '');
  return names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
}

function queryParameters(query: ApiRoute['query']): Json[] {
  const of = (fields: t.Props, required: boolean) =>
    Object.entries(fields).map(([name, codec]) => {
      const { $schema, ...schema } = jsonSchemaOf(codec);
      return { name, in: 'query', required, schema };
    });
  return query === undefined ? [] : [...of(query.required, true), ...of(query.optional, false)];
}

function describeAnswer(answer: AnswerDescription, components: SchemaComponents): JsonObject {
  const { description, codec, events, type } = answer;
  const content: Record<string, Json> = {};
  if (codec !== undefined) content['application/json'] = { schema: components.codec(codec) };
  if (type !== undefined) content[type] = {};
  if (events !== undefined) {
    const carries = Object.entries(events).map(([name, data]) => [name, components.codec(data)]);
    content['text/event-stream'] = { schema: { type: 'string' }, 'x-kora-events': Object.fromEntries(carries) };
  }
  return Object.keys(content).length === 0 ? { description } : { description, content };
}

function describeCore(route: ApiRoute, components: SchemaComponents): JsonObject {
  const { summary, body } = route;
  const answers = Object.entries(route.answers).map(([status, answer]) => [status, describeAnswer(answer, components)]);
  const json = body === undefined ? null : { 'application/json': { schema: components.codec(body.codec) } };
  return {
    summary,
    ...(body === undefined || json === null ? {} : { requestBody: { required: body.required, content: json } }),
    responses: { ...Object.fromEntries(answers), default: { $ref: '#/components/responses/Error' } },
  };
}

function describePlugin(route: ApiRoute, found: Route, components: SchemaComponents): JsonObject {
  const base = `${route.plugin?.plugin_id}.${operationId(route)}`;
  const content = (schema: JsonObject, part: string) => ({
    content: { 'application/json': { schema: components.schema(`${base}.${part}`, () => schema) } },
  });
  const { request_schema, response_schema, summary } = found;
  const answer = response_schema === null ? {} : content(response_schema, 'response');
  return {
    summary,
    ...(request_schema === null ? {} : { requestBody: { required: true, ...content(request_schema, 'request') } }),
    responses: { 200: { description: summary, ...answer }, default: { $ref: '#/components/responses/Error' } },
  };
}

async function describeParts(route: ApiRoute, components: SchemaComponents): Promise<JsonObject> {
  if (route.plugin === undefined) return describeCore(route, components);
  try {
    return describePlugin(route, await route.plugin.describe(), components);
  } catch (error) {
    // The rest of the API stays described when one plugin does not start.
    const code = isKoraError(error) ? error.code : 'KORA_INTERNAL';
    return { ...describeCore(route, components), 'x-kora-unavailable': code };
  }
}

/** One operation of the OpenAPI document, derived from the route's codecs or from the plugin's schemas. */
export async function describeRoute(route: ApiRoute, components: SchemaComponents): Promise<JsonObject> {
  const parameters = [...pathParameters(route.path), ...queryParameters(route.query)];
  const parts = await describeParts(route, components);
  return { operationId: operationId(route), tags: [route.tag], parameters, ...parts };
}
