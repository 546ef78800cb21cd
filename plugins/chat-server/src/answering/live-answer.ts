import type {
  Answer,
  AnswerProgress,
  ChatEvent,
  ChatMessage,
  ChatSettings,
  ExecutionResult,
  ModelCall,
  PlanModel,
} from '@kora/contracts';
import {
  type Clock,
  type InstalledModels,
  isKoraError,
  type Logger,
  nextTurn,
  type Planning,
  type RunStarter,
  type StartedRun,
} from '@kora/plugin-sdk';
import {
  type AnswerState,
  afterEarlierRun,
  afterItem,
  beginAnswer,
  endAnswer,
  type KeptAnswer,
  withRun,
} from './answer-state.ts';
import { makePlan, type Planned, type Question, type RunnablePlan } from './make-plan.ts';
import { runModelPlanned } from './model-planned.ts';
import { tokensAvoided } from './tokens-avoided.ts';
import { wasRemote } from './was-remote.ts';

/** What every answer is made with. */
export interface AnswerTools {
  readonly planning: Planning;
  readonly runs: RunStarter;
  readonly models: InstalledModels;
  readonly clock: Clock;
  readonly log: Logger;
  /** Keeps how far an answer has come. */
  keep(message_id: string, content: string, answer: Answer): void;
  tell(event: ChatEvent): void;
}

/** Milliseconds between two times that a text is kept while it grows: what a crash may lose. */
const KEEP_EVERY_MS = 1_000;

const NOT_KEPT: Answer['notes'][number] = {
  code: 'not_kept',
  message: 'This answer could not be kept and is gone when the page is closed. Is the disk full?',
  details: {},
};

/** One answer, from planning to its end. It goes on whether or not anybody looks. */
export class LiveAnswer {
  readonly message_id: string;
  /** Resolves when the end is kept; never rejects. */
  readonly ended: Promise<void>;
  readonly #shown: ChatMessage;
  readonly #tools: AnswerTools;
  readonly #abort = new AbortController();
  readonly #began: number;
  #content = '';
  #answer: Answer;
  #run: StartedRun | null = null;
  #progress: AnswerProgress | null = null;
  #keptAt = 0;
  #leaving = false;
  #over = false;
  #remote: Pick<Answer, 'remote'> = {};

  /** @param ask reads what was asked, once whoever asked has heard that he was heard. */
  constructor(
    shown: ChatMessage,
    answer: Answer,
    ask: () => Promise<Question>,
    settings: ChatSettings,
    tools: AnswerTools,
  ) {
    this.message_id = shown.message_id;
    this.#shown = shown;
    this.#answer = answer;
    this.#tools = tools;
    this.#began = tools.clock.monotonic();
    this.ended = this.#make(ask, settings).catch((error: unknown) => this.#fail(error));
  }

  /** The message as it stands. */
  message(): ChatMessage {
    return { ...this.#shown, content: this.#content, answer: this.#answer };
  }

  /** What whoever begins to look must know: the message, and where its making stands. */
  catchUp(): readonly ChatEvent[] {
    const { message_id } = this;
    const message: ChatEvent = { type: 'message', message: this.message() };
    return this.#progress === null ? [message] : [message, { type: 'progress', message_id, progress: this.#progress }];
  }

  /** Asks the answer to end, in the model's runtime too. It has ended when {@link ended} resolves. */
  stop(): void {
    this.#abort.abort(new DOMException('the answer was stopped', 'AbortError'));
    this.#run?.cancel();
  }

  /** As {@link stop}, because Studio ends; what has come is kept as interrupted. */
  interrupt(): void {
    this.#leaving = true;
    this.stop();
  }

  async #make(ask: () => Promise<Question>, settings: ChatSettings): Promise<void> {
    // What was said may be a megabyte, and reading and planning it are turns of their own.
    await nextTurn();
    const question = await ask();
    this.#abort.signal.throwIfAborted();
    const planned = await makePlan(question, settings, this.#tools, this.#abort.signal);
    const { plan, request } = planned;
    const result = await (plan.kind === 'planning' ? this.#byModel(planned, question, settings) : this.#follow(plan));
    await nextTurn();
    const { content, answer } = endAnswer({ content: this.#content, answer: this.#answer }, result);
    // A model that did all of the work was sent everything, and what had no room could not have been sent.
    const isSpared = answer.state === 'complete' && answer.path !== 'model';
    const avoided = isSpared ? await this.#avoided(question, request.model, answer.tokens_in) : {};
    const asked = result.telemetry.tasks.flatMap(({ model }) => (model === null ? [] : [model]));
    const place = answer.model_calls > 0 ? await wasRemote(asked, this.#tools) : {};
    this.#take({ content, answer: { ...answer, ...avoided, ...place, duration_ms: this.#elapsed() } });
    this.#end();
  }

  #byModel({ plan, request, planner_id }: Planned, question: Question, settings: ChatSettings) {
    const { planning } = this.#tools;
    const { signal } = this.#abort;
    return runModelPlanned(plan, {
      plan: (runnable) => this.#follow(runnable, true),
      run: (runnable) => this.#follow(runnable),
      setAside: (result) => this.#take(afterEarlierRun({ content: this.#content, answer: this.#answer }, result)),
      decode: (answer) => planning.decode(planner_id, answer, request, signal),
      directly: async () => (await makePlan(question, { ...settings, mode: 'auto' }, this.#tools, signal)).plan,
    });
  }

  /** Runs a graph to its end, and shows how far it is. `earlier`: what it gives is not the answer, not even after a crash. */
  async #follow({ graph, notes }: RunnablePlan, earlier = false): Promise<ExecutionResult> {
    const { signal } = this.#abort;
    // What was said may be a megabyte; planning it and taking its graph in are two turns of the process.
    await nextTurn();
    signal.throwIfAborted();
    const run = await this.#tools.runs.start({ api_version: '1.0', taskgraph: graph });
    this.#run = run;
    if (signal.aborted) run.cancel();
    let asked: ModelCall | null = null;
    let state = beginAnswer(graph, { ...withRun(this.#answer, run.run_id, earlier), notes });
    this.#take(state);
    // From here on a crash leaves the way to what the run came to.
    this.#keep();
    this.#announce();
    for await (const item of run.follow(new AbortController().signal)) {
      const { state: next, restarted } = afterItem(state, item);
      this.#show(state, next, restarted);
      state = next;
      this.#take(state);
      if (item.event_type === 'model.invocation.started') asked = item.payload.model;
      else if (item.event_type === 'model.delta' && asked !== null) {
        // Nobody waits for it, and not before the first word: runtimes have something better to do until then.
        void this.#noteRemote(asked);
        asked = null;
      }
      this.#keepNowAndThen();
    }
    return run.result;
  }

  /** Keeps at once that a model elsewhere is asked: after a crash nobody could tell. */
  async #noteRemote(model: ModelCall): Promise<void> {
    const place = await wasRemote([model], this.#tools);
    if (place.remote !== true || this.#over) return;
    this.#remote = place;
    this.#take({ content: this.#content, answer: this.#answer });
    this.#keep();
  }

  /** A number in a badge is no reason to fail, nor to keep anybody waiting. */
  async #avoided(question: Question, model: PlanModel | null, tokens_in: number): Promise<Partial<Answer>> {
    const { models, log } = this.#tools;
    try {
      return await tokensAvoided(question, this.#answer.notes, model, tokens_in, models, AbortSignal.timeout(2_000));
    } catch (error) {
      log.warn('tokens were not counted', { reason: error instanceof Error ? error.message : String(error) });
      return {};
    }
  }

  #take({ content, answer }: KeptAnswer): void {
    this.#content = content;
    this.#answer = { ...answer, ...this.#remote };
  }

  /** Tells what changed, in as few words as possible. */
  #show(before: AnswerState, after: AnswerState, restarted: string | null): void {
    const { message_id } = this;
    const { tell } = this.#tools;
    this.#progress = after.progress;
    if (restarted !== null) {
      tell({ type: 'restart', message_id, reason: restarted });
      return;
    }
    const thought = after.answer.thinking.slice(before.answer.thinking.length);
    const said = after.content.slice(before.content.length);
    if (thought !== '') tell({ type: 'delta', message_id, kind: 'thinking', text: thought });
    if (said !== '') tell({ type: 'delta', message_id, kind: 'answer', text: said });
    if (after.progress !== before.progress) tell({ type: 'progress', message_id, progress: after.progress });
  }

  #fail(error: unknown): void {
    // Nobody would follow it any more.
    this.#run?.cancel();
    if (this.#abort.signal.aborted) {
      this.#answer = { ...this.#answer, state: 'cancelled', duration_ms: this.#elapsed() };
    } else {
      const known = isKoraError(error) ? error : null;
      const reason = error instanceof Error ? error.message : String(error);
      if (known === null) this.#tools.log.error('an answer could not be made', { reason });
      const body = known === null ? null : known.toBody();
      const message =
        'The answer could not be made because of a fault in Studio. The log names it; kora doctor says where it is.';
      const unknown = { error_type: 'EXECUTION_FAILURE', message, details: {} } as const;
      this.#answer = { ...this.#answer, state: 'failed', error: body ?? unknown, duration_ms: this.#elapsed() };
    }
    this.#end();
  }

  #end(): void {
    // Cancelled by somebody else than who asked: Studio ends, or another program cancelled the run.
    this.#over = true;
    const interrupted = this.#leaving || !this.#abort.signal.aborted;
    if (interrupted && this.#answer.state === 'cancelled') this.#answer = { ...this.#answer, state: 'interrupted' };
    if (!this.#keep()) this.#answer = { ...this.#answer, notes: [...this.#answer.notes, NOT_KEPT] };
    this.#announce();
  }

  /** @returns whether it is kept. A disk that is full must not end what is being said. */
  #keep(): boolean {
    this.#keptAt = this.#tools.clock.monotonic();
    try {
      this.#tools.keep(this.message_id, this.#content, this.#answer);
      return true;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#tools.log.error('an answer was not kept', { reason });
      return false;
    }
  }

  #announce(): void {
    this.#tools.tell({ type: 'message', message: this.message() });
  }

  #keepNowAndThen(): void {
    if (this.#tools.clock.monotonic() - this.#keptAt >= KEEP_EVERY_MS) this.#keep();
  }

  #elapsed(): number {
    return this.#tools.clock.monotonic() - this.#began;
  }
}
