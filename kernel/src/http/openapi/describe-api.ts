import { API_VERSION, errorBodyCodec, type Json, type JsonObject } from '@kora/contracts';
import type { ApiRoute } from '../routes/api-route.ts';
import { describeRoute } from './describe-route.ts';
import { SchemaComponents } from './schema-components.ts';

/** `/runs/:run_id` in the notation of OpenAPI. */
export function templateOf(path: string): string {
  return path.replaceAll(/[:*]([A-Za-z0-9_]+)/g, '{$1}');
}

/** Where a request may come with its credential. The browser's session cookie is named after the port. */
const SECURITY_SCHEMES = {
  token: { type: 'http', scheme: 'bearer', description: 'The API token; kora token prints it.' },
};

/** The OpenAPI 3.1 document of the routes, with nothing in it that was written by hand about any one of them. */
export async function describeApi(routes: readonly ApiRoute[]): Promise<JsonObject> {
  const components = new SchemaComponents();
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) {
    const path = templateOf(route.path);
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: await describeRoute(route, components) };
  }
  const error = { 'application/json': { schema: components.codec(errorBodyCodec) } };
  return {
    openapi: '3.1.0',
    info: {
      title: 'KORA Studio local API',
      version: `${API_VERSION}.0`,
      description: 'Structured AI inference on this computer. Every error is { error_type, message, details.code }.',
    },
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    servers: [{ url: '/' }],
    security: [{ token: [] }],
    paths,
    components: {
      schemas: components.toJson(),
      responses: { Error: { description: 'A coded error.', content: error } },
      securitySchemes: SECURITY_SCHEMES,
    },
  };
}
