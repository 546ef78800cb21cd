import {
  executeRequestCodec,
  healthReportCodec,
  type JsonObject,
  jsonSchemaOf,
  modelListCodec,
  pluginListCodec,
} from '@kora/contracts';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import t from 'tap';
import { SchemaComponents } from '../../src/http/openapi/schema-components.ts';
import { decodes, execution, graph, type Started, startHost } from './support/start-host.ts';

type Operation = {
  operationId: string;
  tags: string[];
  parameters: object[];
  responses: Record<string, unknown>;
  requestBody?: unknown;
};
type Document = {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, JsonObject> };
};

async function documentOf({ call }: Started): Promise<Document> {
  return (await (await call('GET', '/openapi.json')).json()) as Document;
}

function withPlugin(started: Started): Started {
  const node = { type: 'object', properties: { next: { $ref: '#/$defs/Node' } } };
  const request_schema = { $ref: '#/$defs/Node', $defs: { Node: node } };
  const response_schema = { type: 'array', items: { $ref: '#' } };
  const handle = async () => ({ status: 200, body: null });
  started.kernel.registry.add('POST', '/hello/:name/again', { handle, request_schema, response_schema });
  started.kernel.registry.add('GET', '/absent');
  return started;
}

t.test('the document is valid OpenAPI 3.1 and every schema in it compiles', async (t) => {
  const document = await documentOf(withPlugin(await startHost(t)));
  const verdict = await new Validator().validate({ ...document });
  t.ok(verdict.valid, JSON.stringify(verdict.errors));
  t.equal(document.openapi, '3.1.0');
  const ajv = new Ajv2020({ strict: false }).addSchema({ $id: 'api', components: document.components });
  for (const name of Object.keys(document.components.schemas)) {
    t.doesNotThrow(() => ajv.compile({ $ref: `api#/components/schemas/${name}` }), name);
  }
  const request = ajv.compile({ $ref: 'api#/components/schemas/ExecuteRequest' });
  t.ok(request(execution()), JSON.stringify(request.errors));
  t.notOk(request({ ...execution(), extra: 1 }), 'and they judge as the codecs do');
  const ids = Object.values(document.paths).flatMap((item) =>
    Object.values(item).map(({ operationId }) => operationId),
  );
  t.equal(new Set(ids).size, ids.length, 'operation ids are unique');
});

t.test('schemas are those of the codecs, not copies', async (t) => {
  const { components } = await documentOf(await startHost(t));
  const { $schema, $defs, ...schema } = jsonSchemaOf(executeRequestCodec);
  t.same(Object.keys(components.schemas.ExecuteRequest ?? {}), Object.keys(schema));
  t.same(components.schemas.ExecuteRequest?.required, schema.required);
});

t.test('what is described is mounted, and what is mounted is described', async (t) => {
  const started = withPlugin(await startHost(t));
  const { paths } = await documentOf(started);
  const concrete = (path: string) => path.replaceAll(/\{\w+\}/g, 'x');
  for (const [path, item] of Object.entries(paths)) {
    const methods = Object.keys(item).map((method) => method.toUpperCase());
    // The router itself says which methods it has at a path, in answer to one that nothing has.
    const answer = await started.call('PROPFIND', concrete(path));
    const mounted = (answer.headers.get('allow') ?? '').split(', ').filter((method) => method !== 'HEAD');
    t.same(mounted.sort(), methods.sort(), path);
  }
  const expected = ['/execute', '/validate', '/telemetry/{run_id}', '/runs', '/runs/{run_id}', '/runs/{run_id}/events'];
  const others = [
    '/runs/{run_id}/cancel',
    '/runs/{run_id}/replay',
    '/models',
    '/plugins',
    '/health',
    '/openapi.json',
    '/docs',
    '/hello/{name}/again',
  ];
  for (const path of [...expected, ...others]) t.ok(paths[path], path);
});

t.test('a plugin that does not start leaves the rest described', async (t) => {
  const { paths } = await documentOf(withPlugin(await startHost(t)));
  t.match(paths['/absent']?.get, { 'x-kora-unavailable': 'KORA_TEST_REFUSED', tags: ['hello-plugin'] });
  t.match(paths['/hello/{name}/again']?.post, { summary: 'Says hello at /hello/:name/again.' });
});

t.test('answers are what their schemas say', async (t) => {
  const { call, kernel } = await startHost(t);
  const codecs = { '/health': healthReportCodec, '/models': modelListCodec, '/plugins': pluginListCodec };
  for (const [path, codec] of Object.entries(codecs)) {
    t.ok(decodes(codec, await (await call('GET', path)).json()), path);
  }
  kernel.status = 'starting';
  const starting = await call('GET', '/health');
  t.same([starting.status, starting.headers.get('retry-after')], [503, '1']);
  t.match(await starting.json(), { status: 'starting', gpu_available: false });
  t.equal((await call('POST', '/validate', { api_version: '1.0', taskgraph: graph() })).status, 200);
});

t.test('references of a schema are moved to where the document has it; data that looks like one is not', async (t) => {
  const components = new SchemaComponents();
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $defs: { A: { items: { $ref: '#/$defs/A' } } },
    properties: {
      a: { $ref: '#/$defs/A' },
      self: { $ref: '#' },
      deep: { $ref: '#/properties/a' },
      $ref: { type: 'string' },
    },
    const: { $ref: '#/$defs/A' },
  };
  t.same(
    components.schema('p/x', () => schema),
    { $ref: '#/components/schemas/p_x' },
  );
  t.same(components.toJson(), {
    p_x: {
      properties: {
        a: { $ref: '#/components/schemas/p_x.A' },
        self: { $ref: '#/components/schemas/p_x' },
        deep: { $ref: '#/components/schemas/p_x/properties/a' },
        $ref: { type: 'string' },
      },
      const: { $ref: '#/$defs/A' },
    },
    'p_x.A': { items: { $ref: '#/components/schemas/p_x.A' } },
  });
});
