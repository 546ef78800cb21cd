import { isRecord } from '@kora/contracts';
import { positive } from '@kora/plugin-sdk/http';

/** What `GET /props` tells. */
export interface ServerProps {
  /** Context of one slot; null for a router that has nothing loaded. */
  readonly context_tokens: number | null;
  /** Such as `llama.cpp b1-de3ff81`. */
  readonly version: string | null;
  readonly isRouter: boolean;
  /** Whether `GET /slots` tells who works. */
  readonly hasSlots: boolean;
}

/** Reads `GET /props`; whatever is missing is null. */
export function decodeProps(body: unknown): ServerProps {
  const props = isRecord(body) ? body : {};
  const settings = isRecord(props.default_generation_settings) ? props.default_generation_settings : {};
  const build = typeof props.build_info === 'string' ? props.build_info.slice(0, 64).toWellFormed() : null;
  return {
    context_tokens: positive(settings.n_ctx),
    version: build === null ? null : `llama.cpp ${build}`,
    isRouter: props.role === 'router',
    hasSlots: props.endpoint_slots === true,
  };
}
