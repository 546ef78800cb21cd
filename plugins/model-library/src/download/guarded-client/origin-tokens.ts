import { readFile } from 'node:fs/promises';
import { downloadErrors } from '../errors.ts';

/** A bearer token by origin. Read anew for each request, so that a token that was replaced counts at once. */
export interface OriginTokens {
  /** @returns the header value for a URL of exactly that origin, null for every other. */
  authorization(url: URL): Promise<string | null>;
}

/** @throws KORA_DOWNLOAD_TOKEN_UNREADABLE from authorization; the token itself is never in a message. */
export function originTokens(tokens: readonly { readonly origin: string; readonly file: string }[]): OriginTokens {
  return {
    async authorization(url) {
      const entry = tokens.find(({ origin }) => origin === url.origin);
      if (entry === undefined) return null;
      const content = await readFile(entry.file, 'utf8').catch((cause: unknown) => {
        throw downloadErrors.KORA_DOWNLOAD_TOKEN_UNREADABLE({ origin: entry.origin, path: entry.file }, cause);
      });
      const token = content.trim();
      if (!/^[\x21-\x7e]{1,4096}$/.test(token))
        throw downloadErrors.KORA_DOWNLOAD_TOKEN_UNREADABLE({ origin: entry.origin, path: entry.file });
      return `Bearer ${token}`;
    },
  };
}
