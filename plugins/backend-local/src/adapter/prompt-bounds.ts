import type { Connector, PlainMessage } from '@kora/contracts';
import type { ChosenModel } from './choose-model.ts';

/** No token is shorter than a byte; twice, for a template that escapes what it is given. */
const TOKENS_PER_BYTE = 2;
/** What a template may put around one message. */
const TOKENS_PER_MESSAGE = 64;

/** What decides how much of its own a template writes: the model, and whether a system prompt takes the place of its own. */
const shapeOf = ({ descriptor }: ChosenModel, messages: readonly PlainMessage[]) =>
  `${messages.some(({ role }) => role === 'system')} ${descriptor.digest} ${descriptor.model_id}`;

/**
 * How many tokens a prompt has at most, known without a count once the connector has counted another prompt of the same shape: all
 * that the template writes of its own was in that one. To count is a wait before the first token, and most prompts are far from
 * filling their context. Forgotten together with the connector.
 */
export class PromptBounds {
  readonly #counted = new WeakMap<Connector, Map<string, number>>();

  /** A bound, template included; null for a shape that has not been counted. */
  of(chosen: ChosenModel, messages: readonly PlainMessage[]): number | null {
    const least = this.#counted.get(chosen.connector)?.get(shapeOf(chosen, messages));
    if (least === undefined) return null;
    const own = messages.reduce((sum, { content }) => sum + Buffer.byteLength(content) * TOKENS_PER_BYTE, 0);
    return least + own + messages.length * TOKENS_PER_MESSAGE;
  }

  /** Takes note of an exact count. */
  learn(chosen: ChosenModel, messages: readonly PlainMessage[], tokens: number): void {
    const shape = shapeOf(chosen, messages);
    const known = this.#counted.get(chosen.connector) ?? new Map<string, number>();
    this.#counted.set(chosen.connector, known);
    known.set(shape, Math.min(tokens, known.get(shape) ?? tokens));
  }
}
