import type { TextStep } from './chat-stream.ts';
import { MisplacedJson } from './misplaced-json.ts';
import { ThinkTags } from './think-tags.ts';

/** Sorts what a model wrote into thinking and answer, by all three ways in which LM Studio marks thinking. */
export class TextSteps {
  readonly #tags = new ThinkTags();
  readonly #json: MisplacedJson | null;

  /** @param wantsJson whether a schema was asked for, so that the answer is JSON. */
  constructor(wantsJson: boolean) {
    this.#json = wantsJson ? new MisplacedJson() : null;
  }

  *push(step: TextStep): Generator<TextStep> {
    for (const sorted of step.type === 'delta' ? this.#tags.push(step.text) : [step]) yield* this.#place(sorted);
  }

  /** What was held back; the answer is complete then. */
  *end(): Generator<TextStep> {
    for (const sorted of this.#tags.end()) yield* this.#place(sorted);
    if (this.#json !== null) yield* this.#json.end();
  }

  *#place(step: TextStep): Generator<TextStep> {
    if (this.#json === null) yield step;
    else yield* this.#json.push(step);
  }
}
