import type { ErrorBody } from '@kora/contracts';
import { formatCount, formatDuration, runtimeName } from '@kora/plugin-sdk/ui';

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const ended = (text: string) => (/[.!?…]$/.test(text) ? text : `${text}.`);

/** Details of an error by name; whoever asks for one that is not there ends the attempt to say it in other words. */
class Facts {
  readonly #details: ErrorBody['details'];
  /** Something that was asked for is not there. */
  incomplete = false;

  constructor(details: ErrorBody['details']) {
    this.#details = details;
  }

  text(name: string): string {
    const value = this.#details[name];
    this.incomplete ||= typeof value !== 'string' || value === '';
    return typeof value === 'string' ? value : '';
  }

  number(name: string): number {
    const value = this.#details[name];
    this.incomplete ||= typeof value !== 'number';
    return typeof value === 'number' ? value : 0;
  }

  get runtime(): string {
    return runtimeName(this.text('connector'));
  }

  get model(): string {
    return this.text('model');
  }
}

function unavailable(facts: Facts): string {
  const wanted = facts.text('wanted').replace(/ of (\w+)$/, (_, id: string) => ` of ${runtimeName(id)}`);
  const who = wanted === 'a model' ? 'No model can answer' : `${capital(wanted)} cannot answer`;
  return `${who}: ${ended(facts.text('reason'))}`;
}

const noRoom = (facts: Facts) =>
  facts.text('by') === 'context'
    ? `The context of ${facts.model} is full, and the answer is not complete.`
    : 'The tokens that one answer may take are used up, and it is not complete.';

/** Errors of graphs in the words of a conversation: whoever writes a message has no task, no field and no command in mind. */
const WORDS: Readonly<Record<string, (facts: Facts) => string>> = {
  KORA_MODEL_UNAVAILABLE: unavailable,
  KORA_MODEL_CONNECTOR_RESTING: (facts) =>
    `${facts.runtime} failed ${formatCount(facts.number('failures'), 'time')} in a row and is not asked for another ${formatDuration(facts.number('retry_in_ms'))}. Its own log may say why.`,
  KORA_MODEL_REMOTE_REFUSED: (facts) =>
    `${facts.model} of ${facts.runtime} runs elsewhere: what you say would leave this computer, and its host is not allowed.`,
  KORA_MODEL_CONTEXT_OVERFLOW: (facts) =>
    `This takes ${formatCount(facts.number('tokens_in'), 'token')}, and ${facts.model} has room for ${facts.number('context_tokens').toLocaleString('en')}. Nothing was cut off, and nothing was sent.`,
  KORA_MODEL_FAILED: (facts) => ended(facts.text('reason')),
  KORA_MODEL_EMPTY: (facts) => `${facts.model} answered with nothing. Saying it differently may help.`,
  KORA_MODEL_TRUNCATED: noRoom,
  KORA_MODEL_JSON_CUT: noRoom,
  KORA_MODEL_THINKING_OVERRUN: (facts) => `${facts.model} was still thinking when its room for an answer was used up.`,
  KORA_MODEL_STREAM_CUT: (facts) =>
    `${facts.runtime} ended the answer before it was complete. Its own log may say why.`,
  KORA_MODEL_NOT_JSON: (facts) => `${facts.model} answered with text that is no JSON, which was asked of it.`,
  KORA_MODEL_SCHEMA_VIOLATION: (facts) => `The answer of ${facts.model} does not have the form that was asked of it.`,
  KORA_TASK_TIMEOUT: (facts) =>
    `It was not done after ${formatDuration(facts.number('max_time_ms'))}, which is all that one answer may take.`,
};

/** What an error says to whoever talks; null where its own words are as good, or what these would be made of is missing. */
export function plainWords({ details }: ErrorBody): string | null {
  const { code } = details;
  if (typeof code !== 'string' || !Object.hasOwn(WORDS, code)) return null;
  const facts = new Facts(details);
  const said = WORDS[code]?.(facts) ?? null;
  return facts.incomplete ? null : said;
}
