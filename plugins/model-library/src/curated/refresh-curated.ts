import { createPublicKey, verify } from 'node:crypto';
import { isKoraError } from '@kora/plugin-sdk';
import { downloadErrors, type GuardedClient, requireNetwork } from '../download/index.ts';
import { modelLibraryErrors } from '../errors.ts';
import { type CuratedFile, decodeCuratedFile, isNewer } from './curated-file.ts';
import type { CuratedModels } from './curated-models.ts';

const LARGEST_LIST = 1024 * 1024;
const LARGEST_SIGNATURE = 256;

/** Where lists come from. */
export interface CuratedSource {
  readonly client: GuardedClient;
  /** Null: nowhere. */
  readonly url: string | null;
  /** Ed25519 public key, base64url, that must have signed a list (`<url>.sig`, base64); null: https is enough. */
  readonly key: string | null;
}

async function fetchBytes(client: GuardedClient, url: URL, most: number, signal: AbortSignal): Promise<Buffer> {
  const answer = await client.get(url, { accept: 'application/json' }, signal);
  try {
    const { status } = answer;
    if (status !== 200) throw downloadErrors.KORA_DOWNLOAD_SERVER_REFUSED({ host: answer.url.host, status });
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of answer.body) {
      bytes += chunk.length;
      if (bytes > most)
        throw modelLibraryErrors.KORA_CURATED_REFUSED({ host: url.host, reason: `it has more than ${most} bytes` });
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } finally {
    answer.body.on('error', () => undefined).destroy();
  }
}

function isSigned(content: Buffer, signature: Buffer, x: string): boolean {
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  return verify(null, content, key, Buffer.from(signature.toString('latin1').trim(), 'base64'));
}

async function fetchList({ client, key }: CuratedSource, url: URL, signal: AbortSignal): Promise<CuratedFile> {
  const refused = (reason: string) => modelLibraryErrors.KORA_CURATED_REFUSED({ host: url.host, reason });
  const content = await fetchBytes(client, url, LARGEST_LIST, signal);
  if (key !== null) {
    const beside = new URL(url);
    beside.pathname += '.sig';
    if (!isSigned(content, await fetchBytes(client, beside, LARGEST_SIGNATURE, signal), key))
      throw refused('its signature does not hold');
  }
  const list = decodeCuratedFile(content.toString('utf8'));
  if (typeof list === 'string') throw refused(list);
  return list;
}

/**
 * Fetches the list of recommended models anew, at the user's request and never otherwise. It replaces the present one only when it is
 * signed as configured, understood as a whole, and newer.
 * @returns whether there was a newer one
 * @throws KORA_CURATED_NO_SOURCE, KORA_CURATED_REFUSED, KORA_DOWNLOAD_OFFLINE, what the client throws
 */
export async function refreshCurated(
  curated: CuratedModels,
  source: CuratedSource,
  signal: AbortSignal,
): Promise<boolean> {
  if (source.url === null) throw modelLibraryErrors.KORA_CURATED_NO_SOURCE({});
  const url = new URL(source.url);
  requireNetwork(url);
  let list: CuratedFile;
  try {
    list = await fetchList(source, url, signal);
  } catch (error) {
    if (signal.aborted || isKoraError(error)) throw error;
    throw downloadErrors.KORA_DOWNLOAD_OFFLINE({ host: url.host }, error);
  }
  const present = await curated.current();
  if (Date.parse(list.issued_at) === Date.parse(present.issued_at)) return false;
  if (!isNewer(list, present))
    throw modelLibraryErrors.KORA_CURATED_REFUSED({
      host: url.host,
      reason: `it is of ${list.issued_at}, and the present one of ${present.issued_at}`,
    });
  await curated.replace(list);
  return true;
}
