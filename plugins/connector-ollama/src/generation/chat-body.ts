import type { JsonObject, ModelRequest } from '@kora/contracts';
import type { OllamaConfig } from '../config/ollama-config.ts';
import { FIXED_SAMPLING, type Sampling } from './sampling.ts';

/** What was decided about a call before it is made. */
export interface ChatPlan {
  /** Name under which Ollama lists the model. */
  readonly name: string;
  readonly num_ctx: number;
  readonly sampling: Sampling;
  readonly think: boolean | 'low' | 'medium' | undefined;
  /** The lowered schema, or null for free text. */
  readonly format: JsonObject | null;
}

/**
 * The body of `POST /api/chat`: exactly these fields. `truncate` and `shift` are off, so that Ollama says what does not fit
 * instead of dropping it; like `num_ctx` they are always sent, because changing them loads the model again.
 */
export function chatBody(request: ModelRequest, plan: ChatPlan, config: OllamaConfig): JsonObject {
  const { temperature, top_p, seed, stop } = plan.sampling;
  return {
    model: plan.name,
    messages: request.messages.map(({ role, content }) => ({ role, content })),
    stream: true,
    truncate: false,
    shift: false,
    ...(plan.format === null ? {} : { format: plan.format }),
    ...(plan.think === undefined ? {} : { think: plan.think }),
    ...(config.keep_alive === null ? {} : { keep_alive: config.keep_alive }),
    options: {
      num_ctx: plan.num_ctx,
      num_predict: request.max_tokens,
      temperature,
      top_p,
      ...FIXED_SAMPLING,
      seed,
      // An empty list would put the model's own stop sequences out of force (ollama/ollama#3629).
      ...(stop.length === 0 ? {} : { stop }),
    },
  };
}
