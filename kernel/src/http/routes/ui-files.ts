import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Answer } from '../answers/answer.ts';
import { httpErrors } from '../errors.ts';
import type { KernelApi } from '../kernel-api.ts';
import { browserFileType } from '../page/file-types.ts';
import { addressVersion } from '../page/placed-panels.ts';
import { type ApiRequest, type ApiRoute, coreRoute } from './api-route.ts';

const compress = promisify(gzip);

/** The only folder of a plugin that browsers see; its code for Node lies beside it. */
const FOLDER = 'ui/';
/** Below this many bytes compression saves no packet. */
const WORTH_COMPRESSING = 1024;
const CACHED = 'private, max-age=31536000, immutable';

async function answerFile(api: KernelApi, { params, headers }: ApiRequest): Promise<Answer> {
  const { plugin_id = '', version = '', path = '' } = params;
  const kind = browserFileType(path);
  const panel = (await api.registry.panels()).find((each) => each.plugin_id === plugin_id);
  if (kind === null || !path.startsWith(FOLDER) || panel === undefined || addressVersion(panel) !== version)
    throw httpErrors.KORA_HTTP_NO_SUCH_FILE({});
  // Only names that the signed manifest lists lead anywhere, so there is no path to climb out by.
  const bytes = await api.registry.files(plugin_id).readBytes(path);
  const cached = { 'Cache-Control': CACHED, Vary: 'Accept-Encoding' };
  const zipped = kind.text && bytes.length >= WORTH_COMPRESSING && /\bgzip\b/.test(String(headers['accept-encoding']));
  if (!zipped) return { kind: 'file', type: kind.type, bytes, headers: cached };
  const smaller = await compress(bytes);
  return { kind: 'file', type: kind.type, bytes: smaller, headers: { ...cached, 'Content-Encoding': 'gzip' } };
}

/** `GET /plugin-files/:plugin_id/:version/*path`: what the signed manifest of a plugin with panels lists below `ui/`. */
export function pluginFilesRoute(api: KernelApi): ApiRoute {
  return coreRoute({
    method: 'GET',
    path: '/plugin-files/:plugin_id/:version/*path',
    tag: 'ui',
    summary:
      'A file of a panel, as it was signed. Addresses come from /panels and are valid for one build of the plugin.',
    answers: { 200: { description: 'The file.' } },
    handle: (request) => answerFile(api, request),
  });
}
