import type { ChatEvent, ChatSettings, Conversation } from '@kora/contracts';
import { ApiError, messageOf } from '@kora/plugin-sdk/ui';
import type { ChatClient } from '../chat-client.ts';
import type { Draft } from '../composer/draft-box.ts';
import { ConversationStream } from '../stream/conversation-stream.ts';
import { type ChatAction, type ChatState, EMPTY_CHAT, openAnswer, reduce } from './chat-state.ts';
import { EventBatch } from './event-batch.ts';

/** What a session tells. */
export interface SessionListener {
  /** The state, or what is known of the conversation, is another. At most once for each drawn frame while an answer streams. */
  changed(): void;
  conversation(conversation: Conversation): void;
  failed(message: string): void;
}

/** How far back is read to come to a message: 5,000 of them. */
const LARGE_PAGE = 200;
const MOST_PAGES = 25;
const MOST_READS = 5;

const GONE = 'This conversation, or a part of it, is not there any more. Another window may have deleted it.';
const isMissing = (error: unknown) => error instanceof ApiError && error.status === 404;

/** One conversation while it is on screen: its state, its stream, and what people do in it. */
export class ChatSession {
  state: ChatState = EMPTY_CHAT;
  phase: 'loading' | 'ready' | 'failed' = 'loading';
  problem = '';
  /** It failed because there is no such conversation. */
  missing = false;
  readonly id: string;
  readonly #client: ChatClient;
  readonly #listener: SessionListener;
  readonly #batch = new EventBatch<ChatAction>((actions) => this.#apply(actions));
  #stream: ConversationStream | null = null;
  #opening: Promise<void> = Promise.resolve();
  #closed = false;
  /** Messages that were told of so far. */
  #told = 0;
  #older: Promise<boolean> | null = null;

  constructor(id: string, client: ChatClient, listener: SessionListener) {
    this.id = id;
    this.#client = client;
    this.#listener = listener;
  }

  /** Reads the newest page, then follows. */
  open(): Promise<void> {
    this.#opening = this.#open();
    return this.#opening;
  }

  async #open(): Promise<void> {
    this.phase = 'loading';
    try {
      this.#listener.conversation(await this.#client.conversation(this.id));
      this.#apply([{ type: 'page', page: await this.#client.messages(this.id) }]);
      this.phase = 'ready';
      this.#follow();
    } catch (error) {
      this.phase = 'failed';
      this.problem = messageOf(error);
      this.missing = isMissing(error);
      // What was read of it is gone, too.
      if (this.missing) this.state = EMPTY_CHAT;
    }
    if (!this.#closed) this.#listener.changed();
  }

  close(): void {
    this.#closed = true;
    this.#stream?.close();
    this.#batch.clear();
  }

  get answering(): boolean {
    return openAnswer(this.state) !== undefined;
  }

  /** Reads the page before what is known, unless that is going on. @returns whether there is more than before. */
  async older(limit?: number): Promise<boolean> {
    const { next_before } = this.state;
    if (next_before === null) return false;
    this.#older ??= this.#attempt(async () =>
      this.#apply([{ type: 'older', page: await this.#client.messages(this.id, next_before, limit) }]),
    );
    const read = await this.#older;
    this.#older = null;
    return read;
  }

  /** Reads back to a message. @returns false when it is not on the shown branch, or farther away than anybody would scroll. */
  async reach(message_id: string): Promise<boolean> {
    const known = () => this.state.messages.some((message) => message.message_id === message_id);
    for (let pages = MOST_PAGES; pages > 0 && !known(); pages--) if (!(await this.older(LARGE_PAGE))) break;
    return known();
  }

  /** @returns whether it was accepted. */
  send(draft: Draft): Promise<boolean> {
    return this.#attempt(async () => {
      await this.#attached();
      this.#apply([{ type: 'accepted', accepted: await this.#client.send(this.id, draft) }]);
    }, 'Not sent. ');
  }

  edit(message_id: string, content: string): Promise<boolean> {
    return this.#attempt(async () => {
      await this.#attached();
      const message = this.state.messages.find((each) => each.message_id === message_id);
      if (message !== undefined)
        this.#apply([{ type: 'accepted', accepted: await this.#client.edit(this.id, message, content) }]);
      await this.#reread();
    });
  }

  regenerate(message_id: string, model: ChatSettings['model'] = null): Promise<boolean> {
    return this.#attempt(async () => {
      await this.#attached();
      const accepted = await this.#client.regenerate(this.id, message_id, model);
      this.#apply([{ type: 'accepted', accepted }]);
    });
  }

  show(message_id: string): Promise<boolean> {
    return this.#attempt(async () => {
      await this.#client.show(this.id, message_id);
      await this.#reread();
    });
  }

  /** Stops the answer that is being made. @returns false when there is none. */
  stop(): boolean {
    const answer = openAnswer(this.state);
    if (answer === undefined) return false;
    void this.#attempt(() => this.#client.stop(this.id, answer.message_id));
    return true;
  }

  /** Answers are told of by the stream alone, and some take only milliseconds: nothing is asked before it listens. */
  async #attached(): Promise<void> {
    await this.#opening;
    await this.#stream?.attached;
  }

  /** @param effect what its failure means, before the reason. */
  async #attempt(work: () => Promise<unknown>, effect = ''): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      if (this.#closed) return false;
      const isGone = isMissing(error);
      this.#listener.failed(effect + (isGone ? GONE : messageOf(error)));
      if (isGone) void this.open();
      return false;
    }
  }

  /** A page that was on its way while something was told is older than that, and would hide it: it is read once more. */
  async #reread(): Promise<void> {
    for (let tries = MOST_READS; ; tries--) {
      const told = this.#told;
      const page = await this.#client.messages(this.id);
      if (told !== this.#told && tries > 1) continue;
      this.#apply([{ type: 'page', page }]);
      return;
    }
  }

  #follow(): void {
    if (this.#closed) return;
    this.#stream?.close();
    this.#stream = new ConversationStream(this.id, {
      event: (event: ChatEvent) => {
        if (event.type === 'conversation') this.#listener.conversation(event.conversation);
        else this.#batch.add(event);
      },
      // An answer that came to its end after the page was read is not told of any more.
      opened: (again) => {
        if (again || this.answering) void this.#attempt(() => this.#reread());
      },
      interrupted: () => this.#listener.changed(),
    });
  }

  #apply(actions: readonly ChatAction[]): void {
    if (this.#closed) return;
    const was = this.state.stale;
    this.#told += actions.filter(({ type }) => type === 'accepted' || type === 'message').length;
    this.state = actions.reduce(reduce, this.state);
    this.#listener.changed();
    if (this.state.stale && !was) void this.#attempt(() => this.#reread());
  }
}
