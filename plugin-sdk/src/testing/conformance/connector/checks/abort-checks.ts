import { getEventListeners } from 'node:events';
import type { ConformanceTest } from '../../conformance-test.ts';
import { within } from '../../within.ts';
import { type CollectedCall, collectCall, isGenerated } from '../collect-call.ts';
import type { ConnectorCheck } from '../connector-check.ts';
import { requestFor, type Subject } from '../connector-under-test.ts';
import { grammarProblems } from '../grammar-problems.ts';
import { answerOf, QUESTIONS } from '../questions.ts';

// What may still be on its way through sockets and pipes when a call is aborted. The answer is longer than this.
const EVENTS_IN_FLIGHT = 8;

const reasonOf = (text: string) => new Error(`conformance: ${text}`);

/** What aborting does before, during and after a call. */
export const abortChecks: readonly ConnectorCheck[] = [
  {
    name: 'a call whose signal is already aborted generates nothing',
    async run(t, subject) {
      const reason = reasonOf('before');
      const call = await collectCall(subject, requestFor(subject), AbortSignal.abort(reason));
      t.equal(call.events.filter(isGenerated).length, 0);
      sayAborted(t, call, reason);
    },
  },
  {
    name: 'an abort during a call ends the generation',
    async run(t, subject) {
      const reason = reasonOf('during');
      const { call, generatedAfter } = await abortDuring(subject, reason);
      t.ok(generatedAfter <= EVENTS_IN_FLIGHT, `${generatedAfter} pieces of text came after the abort`);
      sayAborted(t, call, reason);
    },
  },
  {
    name: 'an abort after a call changes nothing, and the next call works',
    async run(t, subject) {
      const controller = new AbortController();
      t.ok((await collectCall(subject, requestFor(subject), controller.signal)).end);
      controller.abort(reasonOf('after'));
      t.ok((await collectCall(subject, requestFor(subject))).end);
    },
  },
  {
    name: 'an aborted call leaves the connector able to serve the next one',
    async run(t, subject) {
      await abortDuring(subject, reasonOf('during'));
      t.ok((await collectCall(subject, requestFor(subject))).end);
    },
  },
  {
    name: 'questions with an aborted signal reject with its reason',
    async run(t, subject) {
      const reason = reasonOf('question');
      for (const { name, ask } of QUESTIONS.filter(({ applies }) => applies(subject))) {
        const answer = await within(subject.limit_ms, name, answerOf(ask(subject, AbortSignal.abort(reason))));
        t.equal('error' in answer ? answer.error : 'answered', reason, `${name} rejects with the reason`);
      }
    },
  },
  {
    name: 'no listener stays on the signal',
    async run(t, subject) {
      const { signal } = new AbortController();
      await collectCall(subject, requestFor(subject), signal);
      await collectCall(subject, requestFor(subject, { model_id: 'no-such-model-4711' }), signal);
      for (const { name, ask } of QUESTIONS.filter(({ applies }) => applies(subject)))
        await within(subject.limit_ms, name, ask(subject, signal));
      t.equal(getEventListeners(signal, 'abort').length, 0);
    },
  },
];

async function abortDuring(subject: Subject, reason: Error) {
  const controller = new AbortController();
  let generatedAfter = 0;
  const call = await collectCall(subject, requestFor(subject), controller.signal, (event) => {
    if (!isGenerated(event)) return;
    if (controller.signal.aborted) generatedAfter += 1;
    else controller.abort(reason);
  });
  return { call, generatedAfter };
}

function sayAborted(t: ConformanceTest, call: CollectedCall, reason: Error): void {
  if (call.rejection !== null) t.equal(call.rejection.reason, reason, 'the iteration rejects with the reason');
  else {
    t.equal(call.end?.finish_reason, 'aborted', 'the iteration ends as aborted');
    t.same(grammarProblems(call.events), []);
  }
}
