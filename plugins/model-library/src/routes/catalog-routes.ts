import { catalogCodec, catalogEntryCodec, jsonSchemaOf, ROUTES_SPEC_VERSION, type Routes } from '@kora/contracts';
import type { Logger } from '@kora/plugin-sdk';
import type { ModelLibrary } from '../catalog/model-library.ts';
import { decodeRegisterRequest, registerRequestCodec } from '../catalog/register-request.ts';

/** `GET` and `POST /models/catalog`, `DELETE /models/catalog/:model_id`. */
export function catalogRoutes(library: ModelLibrary, log: Logger): Routes {
  return {
    id: 'model-library',
    specVersion: ROUTES_SPEC_VERSION,
    routes: [
      {
        method: 'GET',
        path: '/models/catalog',
        summary: 'Lists the installed models.',
        request_schema: null,
        response_schema: jsonSchemaOf(catalogCodec),
        handle: async () => ({ status: 200, body: { version: '1.0', models: await library.list() } }),
      },
      {
        method: 'POST',
        path: '/models/catalog',
        summary: 'Registers a GGUF file of this computer where it lies; 200 when it was registered already.',
        request_schema: jsonSchemaOf(registerRequestCodec),
        response_schema: jsonSchemaOf(catalogEntryCodec),
        handle: async ({ body }, signal) => {
          const { entry, created } = await library.register(decodeRegisterRequest(body), signal);
          if (created) log.info('model registered', { model_id: entry.model_id, size_bytes: entry.size_bytes });
          return { status: created ? 201 : 200, body: entry };
        },
      },
      {
        method: 'DELETE',
        path: '/models/catalog/:model_id',
        summary: 'Takes a model out of the catalog. Its files stay where they are.',
        request_schema: null,
        response_schema: null,
        handle: async ({ params }) => {
          const model_id = params.model_id ?? '';
          await library.remove(model_id);
          log.info('model removed from the catalog', { model_id });
          return { status: 200, body: { removed: model_id } };
        },
      },
    ],
  };
}
