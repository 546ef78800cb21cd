import { decode, pattern, strict, text } from '@kora/contracts';
import { issueDetails, modelLibraryErrors } from '../errors.ts';

const queryCodec = strict(
  'ModelQuery',
  {},
  {
    q: text('SearchText', 200),
    context_tokens: pattern('ContextTokens', /^[1-9]\d{0,7}$/, 'a whole number of tokens'),
    online: pattern('Online', /^(true|false)$/, 'true or false'),
  },
);

/** What the query of a GET route may hold. */
export interface ModelQuery {
  readonly q: string;
  readonly context_tokens: number | undefined;
  readonly online: boolean;
}

/** @throws KORA_MODELS_BAD_QUERY with every issue */
export function decodeModelQuery(query: Readonly<Record<string, string>>): ModelQuery {
  const decoded = decode(queryCodec, { ...query });
  if (decoded._tag === 'Left') throw modelLibraryErrors.KORA_MODELS_BAD_QUERY({ issues: issueDetails(decoded.left) });
  const { q, context_tokens, online } = decoded.right;
  return {
    q: q ?? '',
    context_tokens: context_tokens === undefined ? undefined : Number(context_tokens),
    online: online === 'true',
  };
}
