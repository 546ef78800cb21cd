import type { ChildReply } from './child-protocol.ts';

/** One request to the child process: what it answers, and when it is over. */
export class LlamaCall {
  readonly modelId: string;
  /** Ends after the last reply; errors when the child died. Cancelling it only stops the reading. */
  readonly replies: ReadableStream<ChildReply>;
  /** Resolves when the child has answered or died, whether or not anyone reads the replies. */
  readonly settled: Promise<void>;
  readonly #settle: () => void;
  #controller: ReadableStreamDefaultController<ChildReply> | undefined;

  constructor(modelId: string) {
    this.modelId = modelId;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.settled = promise;
    this.#settle = resolve;
    this.replies = new ReadableStream<ChildReply>({
      start: (controller) => {
        this.#controller = controller;
      },
      cancel: () => {
        this.#controller = undefined;
      },
    });
  }

  push(reply: ChildReply): void {
    this.#controller?.enqueue(reply);
  }

  finish(): void {
    this.#controller?.close();
    this.#controller = undefined;
    this.#settle();
  }

  fail(error: Error): void {
    this.#controller?.error(error);
    this.#controller = undefined;
    this.#settle();
  }
}
