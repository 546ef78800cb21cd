import { CONNECTOR_STATES, type ConnectorHealth, isRecord } from '@kora/contracts';
import { isKoraError } from '../../../../errors/kora-error.ts';
import type { ConformanceTest } from '../../conformance-test.ts';
import { within } from '../../within.ts';
import type { Subject } from '../connector-under-test.ts';
import { answerOf, type Question } from '../questions.ts';
import { PATIENCE_MS } from './patience.ts';

/** Asks a question in some state of the runtime, and judges the answer. */
export type QuestionInState = (t: ConformanceTest, subject: Subject, question: Question) => Promise<void>;

const never = () => new AbortController().signal;

function ask(subject: Subject, question: Question, signal: AbortSignal) {
  return within(subject.limit_ms, question.name, answerOf(question.ask(subject, signal)));
}

/** It is answered. */
export const answers: QuestionInState = async (t, subject, question) => {
  const answer = await ask(subject, question, never());
  t.ok('value' in answer, 'error' in answer ? `it answers, instead of ${answer.error}` : 'it answers');
};

/** It fails with an error that has a code and a next step. */
export const fails: QuestionInState = async (t, subject, question) => {
  const answer = await ask(subject, question, never());
  t.ok('error' in answer && isKoraError(answer.error), `${question.name} fails with a KoraError`);
};

/** It is answered from what is known, or fails as it should. */
export const answersOrFails: QuestionInState = async (t, subject, question) => {
  const answer = await ask(subject, question, never());
  t.ok('value' in answer || isKoraError(answer.error), `${question.name} answers, or fails with a KoraError`);
};

/** Like `answersOrFails`, or it waits for the runtime until it is aborted. */
export const waits: QuestionInState = async (t, subject, question) => {
  const controller = new AbortController();
  const reason = new Error('conformance: enough waiting');
  const timer = setTimeout(() => controller.abort(reason), PATIENCE_MS);
  const answer = await ask(subject, question, controller.signal);
  clearTimeout(timer);
  const isProper = 'value' in answer || isKoraError(answer.error) || answer.error === reason;
  t.ok(isProper, `${question.name} answers, fails with a KoraError, or rejects with the reason of the abort`);
};

/** Health never rejects: it says in which state the runtime is, one of these, with a sentence for a person. */
export const healthIs =
  (...statuses: readonly ConnectorHealth['status'][]): QuestionInState =>
  async (t, subject, question) => {
    const answer = await ask(subject, question, never());
    const health = 'value' in answer && isRecord(answer.value) ? answer.value : {};
    t.ok(
      statuses.some((status) => status === health.status),
      `health is ${health.status}, of ${statuses.join(', ')}`,
    );
    t.ok(typeof health.message === 'string' && health.message.length > 0, 'and says so in a sentence');
  };

/** Anything but that nothing runs, or that it has failed. */
export const healthIsAlive: QuestionInState = healthIs(
  ...CONNECTOR_STATES.filter((status) => status !== 'not_running' && status !== 'failed'),
);
