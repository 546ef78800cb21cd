import { catalogCodec, catalogEntryCodec, jsonSchemaOf, ROUTES_SPEC_VERSION, type Routes } from '@kora/contracts';
import type { Logger } from '@kora/plugin-sdk';
import { describeModel, modelDetailsCodec } from '../catalog/describe-model.ts';
import type { ModelLibrary } from '../catalog/model-library.ts';
import { decodeRegisterRequest, registerRequestCodec } from '../catalog/register-request.ts';
import { verifyModel } from '../catalog/verify-model.ts';
import type { CuratedModels } from '../curated/curated-models.ts';
import { readHardware } from '../hardware/index.ts';
import type { FileHasher } from '../hashing/file-hash.ts';
import { decodeModelQuery } from './model-query.ts';

/** What these routes ask. */
export interface CatalogServices {
  readonly library: ModelLibrary;
  readonly hasher: FileHasher;
  readonly curated: CuratedModels;
  readonly log: Logger;
}

/** `/models/catalog` and below it. */
export function catalogRoutes({ library, hasher, curated, log }: CatalogServices): Routes {
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
        method: 'GET',
        path: '/models/catalog/:model_id',
        summary: 'Describes an installed model: its file, and the memory that context_tokens of context take.',
        request_schema: null,
        response_schema: jsonSchemaOf(modelDetailsCodec),
        handle: async ({ params, query }) => {
          const { context_tokens } = decodeModelQuery(query);
          const entry = await library.get(params.model_id ?? '');
          const { models } = await curated.current();
          return { status: 200, body: await describeModel(entry, context_tokens, await readHardware(), models) };
        },
      },
      {
        method: 'POST',
        path: '/models/catalog/:model_id/verify',
        summary: 'Reads every byte of an installed model again: events named progress, and a last one named verdict.',
        request_schema: null,
        response_schema: null,
        handle: async ({ params }, signal) => {
          const entry = await library.get(params.model_id ?? '');
          return { status: 200, events: verifyModel(entry, hasher, signal) };
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
