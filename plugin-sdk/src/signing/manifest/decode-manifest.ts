import { decode, type Issue, manifestCodec, type PluginManifest } from '@kora/contracts';
import { type Either, flatMap, left, right } from 'fp-ts/lib/Either.js';
import { parseJsonBytes } from '../files/parse-json-bytes.ts';
import { entryIssues } from './entry-issues.ts';

/** Decodes the bytes of a `plugin.json`. Says nothing about whether they are to be believed: see verifyPlugin. */
export function decodeManifest(bytes: Uint8Array): Either<readonly Issue[], PluginManifest> {
  const decoded = flatMap((json: unknown) => decode(manifestCodec, json))(parseJsonBytes(bytes));
  return flatMap((manifest: PluginManifest) => {
    const issues = entryIssues(manifest);
    return issues.length === 0 ? right(manifest) : left(issues);
  })(decoded);
}
