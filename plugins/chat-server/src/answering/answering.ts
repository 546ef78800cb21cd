import { randomInt } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { ChatEvent, ChatMessage, ChatSettings, MessageAccepted, SendMessage } from '@kora/contracts';
import { conversationErrors } from '../errors.ts';
import type { ConversationStore } from '../store/conversation-store.ts';
import type { MessageStore } from '../store/message-store.ts';
import { inTransaction } from '../store/open-database.ts';
import { LOST_ANSWER } from '../store/rows.ts';
import { type SettingsStore, withChange } from '../store/settings-store.ts';
import type { Broadcast } from './broadcast.ts';
import { type AnswerTools, LiveAnswer } from './live-answer.ts';
import type { Question } from './make-plan.ts';
import { titleOf } from './title-of.ts';

/** Messages before a question that a planner is shown; what it leaves out of them, it says. */
const MOST_HISTORY = 1_000;

/** What answering stands on. */
export interface AnsweringParts {
  readonly database: DatabaseSync;
  readonly conversations: ConversationStore;
  readonly messages: MessageStore;
  readonly settings: SettingsStore;
  readonly broadcast: Broadcast;
  readonly live: Map<string, LiveAnswer>;
  readonly tools: Omit<AnswerTools, 'keep' | 'tell'>;
}

/** Where a message was written, which its plan may depend on. */
type Place = Pick<SendMessage, 'locale' | 'time_zone'>;

/** Takes messages and makes their answers, one at a time in each conversation. */
export class Answering {
  readonly #parts: AnsweringParts;
  #closing = false;
  #prepared = false;

  constructor(parts: AnsweringParts) {
    this.#parts = parts;
  }

  /**
   * Whoever looks at conversations is about to say something, so what answers is loaded meanwhile, once. What goes wrong with it is told
   * when it is needed.
   */
  prepare(): void {
    if (this.#prepared) return;
    this.#prepared = true;
    const { planning, runs } = this.#parts.tools;
    void Promise.allSettled([planning.prepare(), runs.prepare()]);
  }

  /** Keeps a message, and begins its answer. @throws KORA_CHAT_ANSWERING, KORA_CHAT_CLOSED, KORA_CHAT_*_NOT_FOUND */
  send(conversation_id: string, message: SendMessage): MessageAccepted {
    const { database, conversations, messages } = this.#parts;
    this.#assertFree(conversation_id);
    const parent_id = this.#parentOf(conversation_id, message);
    const { content, attachments = [] } = message;
    const ids = inTransaction(database, () => {
      const user = messages.add({ conversation_id, parent_id, role: 'user', content, answer: null, attachments });
      const first = attachments[0]?.name ?? '';
      conversations.suggestTitle(conversation_id, titleOf(content.trim() === '' ? first : content));
      return { user, answer: this.#addAnswer(conversation_id, user) };
    });
    return this.#begin(conversation_id, ids.user, ids.answer, message);
  }

  /**
   * Makes another answer beside one. It is a fresh one: nothing is reused, and without a seed of the user's own the model gets a
   * new one, which the graph records. `model` is asked this once; null for that of the settings.
   */
  regenerate(
    conversation_id: string,
    message_id: string,
    place: Place,
    model: ChatSettings['model'] = null,
  ): MessageAccepted {
    const { database, messages } = this.#parts;
    this.#assertFree(conversation_id);
    const { role, parent_id } = messages.get(conversation_id, message_id);
    if (role !== 'assistant' || parent_id === null)
      throw conversationErrors.KORA_CHAT_WRONG_ROLE({ conversation_id, message_id, expected: 'assistant' });
    const answer = inTransaction(database, () => this.#addAnswer(conversation_id, parent_id));
    return this.#begin(conversation_id, parent_id, answer, place, { model });
  }

  /** Stops an answer, and waits until the model's runtime has confirmed it. @throws KORA_CHAT_NOT_ANSWERING */
  async stop(conversation_id: string, message_id: string): Promise<ChatMessage> {
    const live = this.#parts.live.get(conversation_id);
    const message = this.#parts.messages.get(conversation_id, message_id);
    if (live?.message_id !== message.message_id)
      throw conversationErrors.KORA_CHAT_NOT_ANSWERING({ conversation_id, message_id });
    live.stop();
    await live.ended;
    return this.#parts.messages.get(conversation_id, message_id);
  }

  /** Everything that happens in a conversation, beginning with how it is and the answer that is being made. */
  events(conversation_id: string, signal: AbortSignal): AsyncIterable<ChatEvent> {
    const { conversations, live, broadcast } = this.#parts;
    conversations.get(conversation_id);
    const first = (): readonly ChatEvent[] => {
      const conversation = conversations.find(conversation_id);
      const known: readonly ChatEvent[] = conversation === null ? [] : [{ type: 'conversation', conversation }];
      return [...known, ...(live.get(conversation_id)?.catchUp() ?? [])];
    };
    return broadcast.listen(conversation_id, first, signal);
  }

  /** Tells listeners that a conversation has another name, other settings, or another branch. */
  announce(conversation_id: string): void {
    const conversation = this.#parts.conversations.get(conversation_id);
    this.#parts.broadcast.tell(conversation_id, { type: 'conversation', conversation });
  }

  /** Stops what is being made in a conversation (or in all) and waits for it, so that it can be deleted. */
  async settle(conversation_id?: string): Promise<void> {
    const { live } = this.#parts;
    const one = conversation_id === undefined ? [...live.values()] : [live.get(conversation_id)];
    await Promise.all(
      one.map((answer) => {
        answer?.stop();
        return answer?.ended;
      }),
    );
    this.#parts.broadcast.end(conversation_id);
  }

  /** Ends everything because Studio ends: what has come of answers is kept as interrupted. */
  async close(): Promise<void> {
    this.#closing = true;
    const live = [...this.#parts.live.values()];
    for (const answer of live) answer.interrupt();
    await Promise.all(live.map(({ ended }) => ended));
    this.#parts.broadcast.end();
  }

  #assertFree(conversation_id: string): void {
    if (this.#closing) throw conversationErrors.KORA_CHAT_CLOSED({});
    this.#parts.conversations.get(conversation_id);
    if (this.#parts.live.has(conversation_id)) throw conversationErrors.KORA_CHAT_ANSWERING({ conversation_id });
  }

  /** The message that a new one follows: beside the edited one, below the named one, or at the end of what is shown. */
  #parentOf(conversation_id: string, { edits, parent_id }: SendMessage): string | null {
    const { messages, conversations } = this.#parts;
    if (edits !== undefined) {
      const edited = messages.get(conversation_id, edits);
      if (edited.role !== 'user')
        throw conversationErrors.KORA_CHAT_WRONG_ROLE({ conversation_id, message_id: edits, expected: 'user' });
      return edited.parent_id;
    }
    if (parent_id === undefined) return conversations.shownLeaf(conversation_id);
    return parent_id === null ? null : messages.get(conversation_id, parent_id).message_id;
  }

  #addAnswer(conversation_id: string, parent_id: string): string {
    const { messages, conversations } = this.#parts;
    const answer = { ...LOST_ANSWER, state: 'planning' } as const;
    const id = messages.add({ conversation_id, parent_id, role: 'assistant', content: '', answer });
    conversations.show(conversation_id, id);
    conversations.touch(conversation_id);
    return id;
  }

  /** @param again what another answer is made with; absent for the first one. */
  #begin(
    conversation_id: string,
    user_id: string,
    answer_id: string,
    place: Place,
    again?: Pick<ChatSettings, 'model'>,
  ): MessageAccepted {
    const fresh = again !== undefined;
    const { conversations, messages, settings, broadcast, live, tools } = this.#parts;
    const conversation = conversations.get(conversation_id);
    const settled = withChange(settings.read(), conversation.settings);
    const chosen = again?.model == null ? settled : { ...settled, model: again.model };
    const user = messages.get(conversation_id, user_id);
    const shown = messages.get(conversation_id, answer_id);
    const seed = chosen.parameters.seed ?? (fresh ? { seed: randomInt(4_294_967_294) } : {});
    const question = async (): Promise<Question> => ({
      message: user.content,
      history: await this.#history(conversation_id, user),
      attachments: messages.attachmentsOf(user_id),
      ...{ locale: place.locale, time_zone: place.time_zone },
      now: tools.clock.now().toISOString(),
      system_prompt: chosen.system_prompt,
      budget: chosen.budget,
      parameters: typeof seed === 'number' ? chosen.parameters : { ...chosen.parameters, ...seed },
      reuse: chosen.reuse && !fresh,
    });
    const answer = new LiveAnswer(shown, { ...LOST_ANSWER, state: 'planning' }, question, chosen, {
      ...tools,
      keep: (id, content, kept) => messages.update(id, content, kept),
      tell: (event) => broadcast.tell(conversation_id, event),
    });
    live.set(conversation_id, answer);
    broadcast.tell(conversation_id, { type: 'message', message: user });
    broadcast.tell(conversation_id, { type: 'message', message: answer.message() });
    this.announce(conversation_id);
    answer.ended.then(() => {
      live.delete(conversation_id);
      if (!this.#closing) this.announce(conversation_id);
    });
    return { user, answer: answer.message() };
  }

  async #history(conversation_id: string, { parent_id }: ChatMessage): Promise<Question['history']> {
    const before = await this.#parts.messages.texts(conversation_id, parent_id, MOST_HISTORY);
    return before.filter(({ content }) => content !== '').map(({ role, content }) => ({ role, content }));
  }
}
