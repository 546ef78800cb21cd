import { decode, integer, type Json, oneOf, Refined, strict, text } from '@kora/contracts';
import * as t from 'io-ts';
import { errors } from '../errors.ts';

const MAX_SECONDS = 31_536_000;

/** Ollama's own forms: a Go duration such as `5m`, or seconds; -1 keeps a model for ever, 0 unloads it at once. */
const keepAliveCodec = new Refined<string | number>('KeepAlive', { type: ['string', 'integer'] }, (value) => {
  const isSeconds = Number.isInteger(value) && Number(value) >= -1 && Number(value) <= MAX_SECONDS;
  const isDuration = typeof value === 'string' && /^-?(?:\d{1,6}(?:ms|s|m|h))+$/.test(value);
  return isSeconds || isDuration ? null : 'BAD_FORMAT: must be seconds from -1, or a duration such as "5m"';
});

const configCodec = strict(
  'OllamaConfig',
  {},
  {
    base_url: text('BaseUrl', 2048, 1),
    allowed_hosts: t.readonlyArray(text('AllowedHost', 253, 1)),
    num_ctx: integer('NumCtx', 256, 4_194_304),
    keep_alive: keepAliveCodec,
    thinking: oneOf('Thinking', ['auto', 'off']),
  },
);

/** The plugin's section of studio.json with every default filled in. */
export interface OllamaConfig {
  /** In any form that OLLAMA_HOST takes; null looks for Ollama on this computer. */
  readonly base_url: string | null;
  /** Hosts beyond this machine that the user lets prompts go to: of `base_url`, or behind Ollama's cloud models. */
  readonly allowed_hosts: readonly string[];
  /** Tokens that prompt and answer may take together; null takes the default of `chooseContext`. */
  readonly num_ctx: number | null;
  /** How long Ollama keeps a model after a call; null leaves it to Ollama. */
  readonly keep_alive: string | number | null;
  /** Whether a model that can think may do so where it does no harm, see `chooseThinking`. */
  readonly thinking: 'auto' | 'off';
}

/**
 * Decodes the plugin's section of studio.json; null means that there is none.
 * @throws KORA_OLLAMA_BAD_CONFIG with every problem and its path.
 */
export function decodeConfig(value: Json): OllamaConfig {
  const decoded = decode(configCodec, value ?? {});
  if (decoded._tag === 'Left') {
    throw errors.KORA_OLLAMA_BAD_CONFIG({
      problems: decoded.left.map((issue) => `${issue.path || '(whole)'} ${issue.message}`),
    });
  }
  const config = decoded.right;
  return {
    base_url: config.base_url ?? null,
    allowed_hosts: (config.allowed_hosts ?? []).map((host) => host.toLowerCase()),
    num_ctx: config.num_ctx ?? null,
    keep_alive: config.keep_alive ?? null,
    thinking: config.thinking ?? 'auto',
  };
}
