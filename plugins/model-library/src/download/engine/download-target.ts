import type { CatalogEntry } from '@kora/contracts';
import { modelIdOf } from '../../catalog/model-library.ts';
import { splitName } from '../../catalog/split-name.ts';
import { downloadErrors } from '../errors.ts';
import { MOST_PARTS, modelFileNameCodec } from '../journal/download-journal.ts';

/** Where the curated models lie, and most others. */
export const HUB = 'https://huggingface.co';

/** A file of a model: where it comes from and what it is called here. */
export interface TargetPart {
  readonly url: string;
  readonly file_name: string;
}

/** What a download is called, and where it comes from. */
export interface DownloadTarget {
  readonly source_url: string;
  readonly model_id: string;
  /** One file, or all parts of a split model in order. */
  readonly parts: readonly TargetPart[];
}

/** The address of the file where a user gave the address of its page, and the mirror's where there is one. */
export function fileAddress(address: string, mirror: string | null): URL {
  const url = new URL(address);
  if (url.origin !== HUB) return url;
  const path = url.pathname.replace(/^(\/[^/]+\/[^/]+)\/blob\//, '$1/resolve/');
  const base = mirror ?? HUB;
  return new URL(base.replace(/\/$/, '') + path + url.search);
}

/** Every part of the model whose one part lies at `url`, as URLs and as what stands behind the model's own name. */
function partsOf(url: URL): readonly { readonly url: string; readonly suffix: string }[] {
  const cut = url.pathname.lastIndexOf('/') + 1;
  const split = splitName(url.pathname.slice(cut));
  if (split === null) return [{ url: url.href, suffix: '.gguf' }];
  const { parts } = split;
  if (parts > MOST_PARTS) throw downloadErrors.KORA_DOWNLOAD_SPLIT_MODEL({ file_name: url.pathname.slice(cut), parts });
  return Array.from({ length: parts }, (_, index) => {
    const part = new URL(url);
    part.pathname = url.pathname.slice(0, cut) + split.nameOf(index + 1);
    return {
      url: part.href,
      suffix: split
        .nameOf(index + 1)
        .slice(split.stem.length)
        .toLowerCase(),
    };
  });
}

/**
 * Names a download after its address, or as the user wants. The address of any part of a split model stands for all of them.
 * Nothing that a server says is ever part of a name.
 * @throws KORA_DOWNLOAD_SPLIT_MODEL for too many parts, KORA_DOWNLOAD_NAME_TAKEN for a name that no file may have
 */
export function downloadTarget(
  address: string,
  model_id: CatalogEntry['model_id'] | undefined,
  mirror: string | null,
): DownloadTarget {
  const url = fileAddress(address, mirror);
  const id = model_id ?? modelIdOf(url.pathname.split('/').at(-1) ?? '');
  const stem = id.replaceAll(':', '-');
  const parts = partsOf(url).map((part) => ({ url: part.url, file_name: stem + part.suffix }));
  for (const { file_name } of parts)
    if (!modelFileNameCodec.is(file_name))
      throw downloadErrors.KORA_DOWNLOAD_NAME_TAKEN({ model_id: id, file_name, by: 'the operating system' });
  return { source_url: address, model_id: id, parts };
}
