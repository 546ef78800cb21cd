import { isRecord } from '@kora/contracts';
import { splitName } from '../catalog/split-name.ts';
import { downloadErrors, type GuardedClient, HUB } from '../download/index.ts';
import type { SearchResult } from './search-result.ts';

const REPOSITORIES = 20;
const FILES_PER_REPOSITORY = 8;
const LARGEST_ANSWER = 8 * 1024 * 1024;
const REPOSITORY = /^[A-Za-z0-9][\w.-]{0,95}\/[A-Za-z0-9][\w.-]{0,95}$/;
const FILE = /^[\w][\w.+-]{0,191}\.gguf$/i;

/** The first part stands for a split model; projectors of vision models are no models. */
function isModel(name: string): boolean {
  return FILE.test(name) && (splitName(name)?.part ?? 1) === 1 && !/(^|[-_.])mmproj/i.test(name);
}

async function readJson(body: AsyncIterable<Buffer>): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > LARGEST_ANSWER) return null;
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    return null;
  }
}

function licenseOf(tags: unknown): string | null {
  const tag = Array.isArray(tags) ? tags.find((each) => typeof each === 'string' && each.startsWith('license:')) : null;
  return typeof tag === 'string' ? tag.slice('license:'.length, 264) : null;
}

function* filesOf(model: unknown): Generator<SearchResult> {
  if (!isRecord(model) || typeof model.id !== 'string' || !REPOSITORY.test(model.id)) return;
  const siblings = Array.isArray(model.siblings) ? model.siblings : [];
  const names = siblings
    .map((file) => (isRecord(file) ? file.rfilename : null))
    .filter((name): name is string => typeof name === 'string' && isModel(name));
  for (const file of names.slice(0, FILES_PER_REPOSITORY)) {
    const url = `${HUB}/${model.id}/resolve/main/${file}`;
    const name = `${model.id}/${file}`;
    yield {
      source: 'hub',
      name,
      model_id: null,
      curated_id: null,
      url,
      size_bytes: null,
      license: licenseOf(model.tags),
    };
  }
}

/**
 * Asks the hub or its mirror (`GET /api/models`, huggingface.co/docs/hub/api) for GGUF repositories, and gives their files. What does not
 * look as documented is left out. URLs name the hub itself; a download finds the mirror by them.
 * @throws KORA_DOWNLOAD_SERVER_REFUSED and what the client throws
 */
export async function searchHub(query: string, hub: string, client: GuardedClient, signal: AbortSignal) {
  const url = new URL('/api/models', hub);
  url.search = new URLSearchParams({
    search: query,
    filter: 'gguf',
    limit: `${REPOSITORIES}`,
    full: 'true',
  }).toString();
  const answer = await client.get(url, { accept: 'application/json' }, signal);
  try {
    if (answer.status !== 200)
      throw downloadErrors.KORA_DOWNLOAD_SERVER_REFUSED({ host: answer.url.host, status: answer.status });
    const models = await readJson(answer.body);
    return (Array.isArray(models) ? models : []).slice(0, REPOSITORIES).flatMap((model) => [...filesOf(model)]);
  } finally {
    answer.body.on('error', () => undefined).destroy();
  }
}
