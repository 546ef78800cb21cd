import type { Computed } from '../graph/join-answers.ts';
import type { ContentPart } from './ask-model.ts';

/** What the model is asked when parts of the message were computed: the message, what is known already, and what is left. */
export function askRest(message: string, computed: Computed, rest: readonly string[]): readonly ContentPart[] {
  return [
    `${message}\n\nThese parts have been computed and are shown already; do not repeat them:\n`,
    { $from: computed.text.$from },
    `\n\nAnswer only the rest:\n${rest.map((item) => `- ${item}`).join('\n')}`,
  ];
}
