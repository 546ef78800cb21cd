import { catalogEntryCodec, jsonSchemaOf, ROUTES_SPEC_VERSION, type Route, type Routes, strict } from '@kora/contracts';
import type { Logger } from '@kora/plugin-sdk';
import * as t from 'io-ts';
import type { ModelLibrary } from '../catalog/model-library.ts';
import { type CuratedList, curatedListCodec, rateCurated } from '../curated/curated-list.ts';
import type { CuratedModels } from '../curated/curated-models.ts';
import { type CuratedSource, refreshCurated } from '../curated/refresh-curated.ts';
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
  readonly curated: CuratedModels;
  readonly curatedSource: CuratedSource;
  readonly client: GuardedClient;
  readonly hub: string;
  readonly log: Logger;
}

/** Answer to `POST /models/curated/refresh`. `changed` is false when the present list is the newest one. */
export const refreshedListCodec = strict('RefreshedCuratedList', { changed: t.boolean, list: curatedListCodec });

async function ratedList({ library, curated }: Discovery): Promise<CuratedList> {
  const checksums = new Set((await library.list()).map((entry) => entry.checksum));
  const { issued_at, models } = await curated.current();
  return { issued_at, models: rateCurated(models, await readHardware(), checksums) };
}

function offerRoutes(discovery: Discovery): readonly Route[] {
  const { library, curated, curatedSource, client, hub, log } = discovery;
  return [
    {
      method: 'GET',
      path: '/models/search',
      summary: 'Searches installed and curated models for q; with online=true also the hub.',
      request_schema: null,
      response_schema: jsonSchemaOf(searchAnswerCodec),
      handle: async ({ query }, signal) => {
        const { q, online } = decodeModelQuery(query);
        const { models } = await curated.current();
        const places = { installed: await library.list(), curated: models, client, hub };
        return { status: 200, body: await searchModels(q, online, places, signal) };
      },
    },
    {
      method: 'GET',
      path: '/models/curated',
      summary: 'Lists the models that Studio recommends, each with how it would fit this computer.',
      request_schema: null,
      response_schema: jsonSchemaOf(curatedListCodec),
      handle: async () => ({ status: 200, body: await ratedList(discovery) }),
    },
    {
      method: 'POST',
      path: '/models/curated/refresh',
      summary: 'Fetches that list anew from where the settings say; a newer, sound one replaces it.',
      request_schema: null,
      response_schema: jsonSchemaOf(refreshedListCodec),
      handle: async (_request, signal) => {
        const changed = await refreshCurated(curated, curatedSource, signal);
        if (changed) log.info('the list of recommended models was refreshed', {});
        return { status: 200, body: { changed, list: await ratedList(discovery) } };
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
