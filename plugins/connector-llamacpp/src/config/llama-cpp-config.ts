import { decode, integer, type Json, Refined, strict, text } from '@kora/contracts';
import * as t from 'io-ts';
import { errors } from '../errors.ts';

const GPU_CHOICES = [false, 'auto', 'cuda', 'vulkan', 'metal'] as const;
/** Which backend the embedded runtime loads. */
export type GpuChoice = (typeof GPU_CHOICES)[number];

const gpuCodec = new Refined<GpuChoice>('Gpu', { enum: [...GPU_CHOICES] }, (value) =>
  GPU_CHOICES.some((choice) => choice === value) ? null : 'WRONG_TYPE: must be false, auto, cuda, vulkan or metal',
);
const flag = new Refined<boolean>('Flag', { type: 'boolean' }, (value) =>
  typeof value === 'boolean' ? null : 'WRONG_TYPE: must be true or false',
);

const configCodec = strict(
  'LlamaCppConfig',
  {},
  {
    server_url: text('ServerUrl', 2048, 1),
    server_api_key: text('ServerApiKey', 1024, 1),
    allowed_hosts: t.readonlyArray(text('AllowedHost', 253, 1)),
    threads: integer('Threads', 1, 256),
    gpu: gpuCodec,
    context_tokens: integer('ContextTokens', 256, 4_194_304),
    reuse_prompt: flag,
  },
);

/** The plugin's section of studio.json with every default filled in. */
export interface LlamaCppConfig {
  /** Base URL of a running llama-server, or null for embedded only. */
  readonly server_url: string | null;
  readonly server_api_key: string | null;
  /** Hosts beside this machine that prompts may go to, with or without port; their models stay marked as remote. */
  readonly allowed_hosts: readonly string[];
  /** CPU threads of the embedded runtime. One, because a second one made a tiny model 18 times slower on 2 cores. */
  readonly threads: number;
  readonly gpu: GpuChoice;
  /** Most tokens that prompt and answer may take together in the embedded runtime. */
  readonly context_tokens: number;
  /** Keep the evaluated prompt between calls: faster, but the last bits of a result may depend on what ran before. */
  readonly reuse_prompt: boolean;
}

/**
 * Decodes the plugin's section of studio.json; null means that there is none.
 * @throws KORA_LLAMACPP_BAD_CONFIG with every problem and its path.
 */
export function decodeConfig(value: Json): LlamaCppConfig {
  const decoded = decode(configCodec, value ?? {});
  if (decoded._tag === 'Left') {
    throw errors.KORA_LLAMACPP_BAD_CONFIG({
      problems: decoded.left.map((issue) => `${issue.path || '(whole)'} ${issue.message}`),
    });
  }
  const config = decoded.right;
  return {
    server_url: config.server_url ?? null,
    server_api_key: config.server_api_key ?? null,
    allowed_hosts: config.allowed_hosts ?? [],
    threads: config.threads ?? 1,
    gpu: config.gpu ?? false,
    context_tokens: config.context_tokens ?? 8192,
    reuse_prompt: config.reuse_prompt ?? false,
  };
}
