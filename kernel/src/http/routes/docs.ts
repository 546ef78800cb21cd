import type { JsonObject } from '@kora/contracts';
import { jsonAnswer } from '../answers/answer.ts';
import { EXPLORER_PAGE } from '../docs/explorer-page.ts';
import { EXPLORER_SCRIPT } from '../docs/explorer-script.ts';
import { EXPLORER_STYLE } from '../docs/explorer-style.ts';
import { type ApiRoute, coreRoute } from './api-route.ts';

function fileRoute(path: string, type: string, content: string, summary: string): ApiRoute {
  return coreRoute({
    method: 'GET',
    path,
    tag: 'developer',
    summary,
    answers: { 200: { description: summary, type } },
    handle: () => ({ kind: 'page', type: `${type}; charset=utf-8`, content }),
  });
}

/** `GET /openapi.json` and the explorer at `/docs`. */
export function docsRoutes(describe: () => Promise<JsonObject>): readonly ApiRoute[] {
  return [
    coreRoute({
      method: 'GET',
      path: '/openapi.json',
      tag: 'developer',
      summary: 'This description (OpenAPI 3.1). Asking for it activates the plugins that add routes.',
      answers: { 200: { description: 'The document.', type: 'application/json' } },
      handle: async () => jsonAnswer(await describe()),
    }),
    fileRoute('/docs', 'text/html', EXPLORER_PAGE, 'An explorer of this API.'),
    fileRoute('/docs/explorer.js', 'text/javascript', EXPLORER_SCRIPT, "The explorer's script."),
    fileRoute('/docs/explorer.css', 'text/css', EXPLORER_STYLE, "The explorer's style."),
  ];
}
