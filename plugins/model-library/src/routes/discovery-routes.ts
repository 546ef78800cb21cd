import { catalogEntryCodec, jsonSchemaOf, ROUTES_SPEC_VERSION, type Route, type Routes } from '@kora/contracts';
import type { Logger } from '@kora/plugin-sdk';
import type { ModelLibrary } from '../catalog/model-library.ts';
import { type CuratedModel, curatedListCodec, rateCurated } from '../curated/curated-list.ts';
import type { GuardedClient } from '../download/index.ts';
import { hardwareProfileCodec, readHardware } from '../hardware/index.ts';
import { decodeImportRequest, importRequestCodec } from '../import/import-request.ts';
import { importableListCodec } from '../import/importable-model.ts';
import type { ModelImporter } from '../import/model-importer.ts';
import { searchModels } from '../search/search-models.ts';
import { searchAnswerCodec } from '../search/search-result.ts';
import { decodeModelQuery } from './model-query.ts';

/** What these routes ask. */
export interface Discovery {
  readonly library: ModelLibrary;
  readonly importer: ModelImporter;
  readonly curated: readonly CuratedModel[];
  readonly client: GuardedClient;
  readonly hub: string;
  readonly log: Logger;
}

function offerRoutes({ library, curated, client, hub }: Discovery): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/models/search',
      summary: 'Searches installed and curated models for q; with online=true also the hub.',
      request_schema: null,
      response_schema: jsonSchemaOf(searchAnswerCodec),
      handle: async ({ query }, signal) => {
        const { q, online } = decodeModelQuery(query);
        const places = { installed: await library.list(), curated, client, hub };
        return { status: 200, body: await searchModels(q, online, places, signal) };
      },
    },
    {
      method: 'GET',
      path: '/models/curated',
      summary: 'Lists the models that Studio recommends, each with how it would fit this computer.',
      request_schema: null,
      response_schema: jsonSchemaOf(curatedListCodec),
      handle: async () => {
        const checksums = new Set((await library.list()).map((entry) => entry.checksum));
        return { status: 200, body: { models: rateCurated(curated, await readHardware(), checksums) } };
      },
    },
    {
      method: 'GET',
      path: '/models/hardware',
      summary: 'Tells what this computer has: processor, memory, graphics cards.',
      request_schema: null,
      response_schema: jsonSchemaOf(hardwareProfileCodec),
      handle: async () => ({ status: 200, body: await readHardware() }),
    },
  ];
}

function importRoutes({ importer, log }: Discovery): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/models/importable',
      summary: 'Lists models that Ollama and LM Studio have on this computer.',
      request_schema: null,
      response_schema: jsonSchemaOf(importableListCodec),
      handle: async () => ({ status: 200, body: { models: await importer.list() } }),
    },
    {
      method: 'POST',
      path: '/models/import',
      summary: 'Registers one of them where it lies; 200 when it was registered already.',
      request_schema: jsonSchemaOf(importRequestCodec),
      response_schema: jsonSchemaOf(catalogEntryCodec),
      handle: async ({ body }, signal) => {
        const { entry, created } = await importer.import(decodeImportRequest(body), signal);
        if (created) log.info('model imported', { model_id: entry.model_id, size_bytes: entry.size_bytes });
        return { status: created ? 201 : 200, body: entry };
      },
    },
  ];
}

/** What could be installed: search, recommendations, this computer, and models of other programs. */
export function discoveryRoutes(discovery: Discovery): Routes {
  return {
    id: 'model-discovery',
    specVersion: ROUTES_SPEC_VERSION,
    routes: [...offerRoutes(discovery), ...importRoutes(discovery)],
  };
}
