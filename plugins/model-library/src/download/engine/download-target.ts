import type { CatalogEntry } from '@kora/contracts';
import { modelIdOf } from '../../catalog/model-library.ts';
import { downloadErrors } from '../errors.ts';
import { modelFileNameCodec } from '../journal/download-journal.ts';

/** Where the curated models lie, and most others. */
export const HUB = 'https://huggingface.co';
const SPLIT_PART = /-\d{5}-of-\d{5}\.gguf$/i;

/** What a download is called, and where it comes from. */
export interface DownloadTarget {
  readonly url: string;
  readonly source_url: string;
  readonly model_id: string;
  readonly file_name: string;
}

/** The address of the file where a user gave the address of its page, and the mirror's where there is one. */
export function fileAddress(address: string, mirror: string | null): URL {
  const url = new URL(address);
  if (url.origin !== HUB) return url;
  const path = url.pathname.replace(/^(\/[^/]+\/[^/]+)\/blob\//, '$1/resolve/');
  const base = mirror ?? HUB;
  return new URL(base.replace(/\/$/, '') + path + url.search);
}

/**
 * Names a download after its address, or as the user wants. Nothing that a server says is ever part of a name.
 * @throws KORA_DOWNLOAD_SPLIT_MODEL, KORA_DOWNLOAD_NAME_TAKEN for a name that no file may have
 */
export function downloadTarget(
  address: string,
  model_id: CatalogEntry['model_id'] | undefined,
  mirror: string | null,
): DownloadTarget {
  const url = fileAddress(address, mirror);
  const last = url.pathname.split('/').at(-1) ?? '';
  if (SPLIT_PART.test(last)) throw downloadErrors.KORA_DOWNLOAD_SPLIT_MODEL({ file_name: last.slice(0, 200) });
  const id = model_id ?? modelIdOf(last);
  const file_name = `${id.replaceAll(':', '-')}.gguf`;
  if (!modelFileNameCodec.is(file_name))
    throw downloadErrors.KORA_DOWNLOAD_NAME_TAKEN({ model_id: id, file_name, by: 'the operating system' });
  return { url: url.href, source_url: address, model_id: id, file_name };
}
