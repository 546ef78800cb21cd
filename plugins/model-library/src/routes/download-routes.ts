import { jsonSchemaOf, ROUTES_SPEC_VERSION, type Route, type Routes } from '@kora/contracts';
import type { CuratedModels } from '../curated/curated-models.ts';
import { orderOf, previewAnswerCodec, previewWithFit, startAnswerCodec, withFit } from '../curated/order-download.ts';
import {
  type Download,
  type DownloadManager,
  decodeStartRequest,
  downloadListCodec,
  downloadStatusCodec,
  startRequestCodec,
  watchDownload,
} from '../download/index.ts';
import { readHardware } from '../hardware/index.ts';

const BASE = '/models/downloads';

function listRoutes(manager: DownloadManager, curated: CuratedModels, mirror: string | null): readonly Route[] {
  return [
    {
      method: 'POST',
      path: BASE,
      summary:
        'Starts a download by url or curated_id; 200 when it was started already. fit says whether it will run here.',
      request_schema: jsonSchemaOf(startRequestCodec),
      response_schema: jsonSchemaOf(startAnswerCodec),
      handle: async ({ body }, signal) => {
        const { models } = await curated.current();
        const order = orderOf(decodeStartRequest(body), models, mirror);
        const { download, created } = await manager.start(order, signal);
        const answer = withFit(download.status(), await readHardware(), models);
        return { status: created ? 201 : 200, body: answer };
      },
    },
    {
      method: 'POST',
      path: `${BASE}/preview`,
      summary:
        'Asks what such a download would bring, whether there is room and whether it will run here; begins nothing.',
      request_schema: jsonSchemaOf(startRequestCodec),
      response_schema: jsonSchemaOf(previewAnswerCodec),
      handle: async ({ body }, signal) => {
        const { models } = await curated.current();
        const preview = await manager.preview(orderOf(decodeStartRequest(body), models, mirror), signal);
        return { status: 200, body: previewWithFit(preview, await readHardware(), models) };
      },
    },
    {
      method: 'GET',
      path: BASE,
      summary: 'Lists downloads: those that run, those that can be resumed, and the latest that ended.',
      request_schema: null,
      response_schema: jsonSchemaOf(downloadListCodec),
      handle: async () => {
        const downloads = await manager.list();
        return { status: 200, body: { downloads: downloads.map((download) => download.status()) } };
      },
    },
    {
      method: 'GET',
      path: `${BASE}/:id`,
      summary: 'Tells where a download stands.',
      request_schema: null,
      response_schema: jsonSchemaOf(downloadStatusCodec),
      handle: async ({ params }) => ({ status: 200, body: (await manager.get(params.id ?? '')).status() }),
    },
    {
      method: 'GET',
      path: `${BASE}/:id/events`,
      summary:
        'Follows a download: events named progress, notice, and its states, until it is completed, failed or cancelled.',
      request_schema: null,
      response_schema: null,
      handle: async ({ params }, signal) => {
        const download = await manager.get(params.id ?? '');
        return { status: 200, events: watchDownload(download, signal) };
      },
    },
  ];
}

function action(name: string, summary: string, act: (id: string, signal: AbortSignal) => Promise<Download>): Route {
  return {
    method: 'POST',
    path: `${BASE}/:id/${name}`,
    summary,
    request_schema: null,
    response_schema: jsonSchemaOf(downloadStatusCodec),
    handle: async ({ params }, signal) => ({ status: 200, body: (await act(params.id ?? '', signal)).status() }),
  };
}

/** Everything about downloads. */
export function downloadRoutes(manager: DownloadManager, curated: CuratedModels, mirror: string | null): Routes {
  return {
    id: 'model-downloads',
    specVersion: ROUTES_SPEC_VERSION,
    routes: [
      ...listRoutes(manager, curated, mirror),
      action('pause', 'Stops a download and keeps what it has.', (id) => manager.pause(id)),
      action('resume', 'Goes on with a download that is paused, interrupted or failed.', (id, signal) =>
        manager.resume(id, signal),
      ),
      action('cancel', 'Stops a download and deletes what it has.', (id) => manager.cancel(id)),
    ],
  };
}
