import { decode, integer, type Json, pattern, strict, text } from '@kora/contracts';
import * as t from 'io-ts';
import { errors } from '../errors.ts';

/** Where LM Studio is unless it was told otherwise. */
export const DEFAULT_URL = 'http://127.0.0.1:1234';

const configCodec = strict(
  'LmStudioConfig',
  {},
  {
    base_url: text('BaseUrl', 2048, 1),
    // A character that no header may hold would come back inside the words of an error.
    api_token: pattern('ApiToken', /^[\x21-\x7e]{1,1024}$/, '1 to 1024 printable characters without spaces'),
    allowed_hosts: t.readonlyArray(text('AllowedHost', 253, 1)),
    context_tokens: integer('ContextTokens', 256, 4_194_304),
    idle_seconds: integer('IdleSeconds', 1, 604_800),
  },
);

/** The plugin's section of studio.json with every default filled in. */
export interface LmStudioConfig {
  /** Null looks for LM Studio on this computer. */
  readonly base_url: string | null;
  /** API token of LM Studio, a secret: it goes into one header and nowhere else. */
  readonly api_token: string | null;
  /** Hosts beside this machine, and LM Link devices by identifier, that prompts may be sent to. */
  readonly allowed_hosts: readonly string[];
  /** Context with which models are loaded that are not loaded yet. Null leaves it to LM Studio, often 4096. */
  readonly context_tokens: number | null;
  /** Seconds without use after which a model that LM Studio loaded on demand goes again. Null leaves it to LM Studio. */
  readonly idle_seconds: number | null;
}

/**
 * Decodes the plugin's section of studio.json; null means that there is none.
 * @throws KORA_LMSTUDIO_BAD_CONFIG with every problem and its path, and never with a value.
 */
export function decodeConfig(value: Json): LmStudioConfig {
  const decoded = decode(configCodec, value ?? {});
  if (decoded._tag === 'Left') {
    throw errors.KORA_LMSTUDIO_BAD_CONFIG({
      problems: decoded.left.map((issue) => `${issue.path || '(whole)'} ${issue.message}`),
    });
  }
  const config = decoded.right;
  return {
    // A token is for the server that it was made for, and not for whoever says that he is LM Studio.
    base_url: config.base_url ?? (config.api_token === undefined ? null : DEFAULT_URL),
    api_token: config.api_token ?? null,
    allowed_hosts: (config.allowed_hosts ?? []).map((host) => host.toLowerCase()),
    context_tokens: config.context_tokens ?? null,
    idle_seconds: config.idle_seconds ?? null,
  };
}
