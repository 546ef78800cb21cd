import { isKoraError } from '../../../errors/kora-error.ts';
import type { ConformanceTest } from '../conformance-test.ts';
import { within } from '../within.ts';
import { sayErrorIsWellFormed } from './checks/fault-checks.ts';
import { collectCall, isGenerated } from './collect-call.ts';
import { requestFor, type Subject } from './connector-under-test.ts';
import { grammarProblems } from './grammar-problems.ts';
import { answerOf, QUESTIONS, type Question } from './questions.ts';

/** When something is asked of a connector. */
export const LIFECYCLE_STATES = ['fresh', 'after a call', 'during a call', 'after dispose'] as const;
export type LifecycleState = (typeof LIFECYCLE_STATES)[number];

/** Something that is asked of a connector; `works` is whether it has to succeed in this state. */
interface Operation {
  readonly name: string;
  readonly applies: (subject: Subject) => boolean;
  run(t: ConformanceTest, subject: Subject, works: boolean): Promise<void>;
}

const never = () => new AbortController().signal;
const always = () => true;

function asOperation({ name, applies, ask }: Question): Operation {
  return {
    name,
    applies,
    async run(t, subject, works) {
      const answer = await within(subject.limit_ms, name, answerOf(ask(subject, never())));
      if ('value' in answer) t.ok(true, `${name} answers`);
      else
        t.ok(!works && isKoraError(answer.error), `${name} may only fail with a KoraError, and only when disposed of`);
    },
  };
}

/** What is asked in every state. */
export const OPERATIONS: readonly Operation[] = [
  {
    name: 'invoke',
    applies: always,
    async run(t, subject, works) {
      const call = await collectCall(subject, requestFor(subject));
      t.equal(call.rejection, null, 'the iteration does not reject');
      t.same(grammarProblems(call.events), []);
      if (works) t.ok(call.end, 'the call ends well');
      else sayErrorIsWellFormed(t, call.error?.error);
    },
  },
  {
    name: 'abort',
    applies: always,
    async run(t, subject, works) {
      const controller = new AbortController();
      const reason = new Error('conformance: lifecycle');
      const call = await collectCall(subject, requestFor(subject), controller.signal, (event) => {
        if (isGenerated(event)) controller.abort(reason);
      });
      if (!works) sayErrorIsWellFormed(t, call.error?.error);
      else t.ok(call.end?.finish_reason === 'aborted' || call.rejection?.reason === reason, 'the call is aborted');
    },
  },
  ...QUESTIONS.map(asOperation),
];

/** Brings a fresh connector into a state, runs an operation there, and sees that what went on meanwhile ended properly. */
export async function runIn(
  state: LifecycleState,
  operation: Operation,
  t: ConformanceTest,
  subject: Subject,
): Promise<void> {
  if (state === 'after a call') await collectCall(subject, requestFor(subject));
  if (state === 'after dispose') {
    await within(subject.limit_ms, 'dispose', disposeTwice(subject));
    return operation.run(t, subject, false);
  }
  if (state !== 'during a call') return operation.run(t, subject, true);

  const begun = Promise.withResolvers<void>();
  const other = collectCall(subject, requestFor(subject), never(), () => begun.resolve());
  await Promise.race([begun.promise, other]);
  await operation.run(t, subject, true);
  const { events, rejection } = await other;
  t.equal(rejection, null, 'the call that was going on does not reject');
  t.same(grammarProblems(events), [], 'the call that was going on ends properly');
}

async function disposeTwice({ connector }: Subject): Promise<void> {
  await connector.dispose?.();
  await connector.dispose?.();
}
