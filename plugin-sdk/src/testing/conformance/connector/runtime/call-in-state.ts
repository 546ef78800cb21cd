import type { ConnectorError } from '@kora/contracts';
import type { ConformanceTest } from '../../conformance-test.ts';
import { sayErrorIsWellFormed } from '../checks/fault-checks.ts';
import { type CollectedCall, collectCall, isGenerated } from '../collect-call.ts';
import { requestFor, type Subject } from '../connector-under-test.ts';
import { grammarProblems } from '../grammar-problems.ts';
import { PATIENCE_MS } from './patience.ts';

/** Makes a call in some state of the runtime, and judges how it went. */
export type CallInState = (t: ConformanceTest, subject: Subject) => Promise<void>;

function sayFailed(t: ConformanceTest, call: CollectedCall, kinds: readonly ConnectorError['kind'][]): void {
  t.equal(call.rejection, null, 'faults arrive as an event, not as a rejection');
  t.same(grammarProblems(call.events), []);
  const { kind, retryable } = call.error?.error ?? {};
  t.ok(kind !== undefined && kinds.includes(kind), `${kind} is one of ${kinds.join(', ')}`);
  t.equal(retryable, true, 'the same call may succeed later');
  sayErrorIsWellFormed(t, call.error?.error);
}

/** The call goes well. */
export const endsWell: CallInState = async (t, subject) => {
  const call = await collectCall(subject, requestFor(subject));
  t.equal(call.rejection, null, 'the iteration does not reject');
  t.same(grammarProblems(call.events), []);
  t.ok(call.end, `the call ends well, not as ${call.error?.error.code}`);
};

/** The call fails with an error event of one of these kinds, which may be tried again. */
export const failsAs =
  (...kinds: readonly ConnectorError['kind'][]): CallInState =>
  async (t, subject) =>
    sayFailed(t, await collectCall(subject, requestFor(subject)), kinds);

/** Text arrives, and then an error event that may be tried again; what came is never told as a whole answer. */
export const breaksOff: CallInState = async (t, subject) => {
  const call = await collectCall(subject, requestFor(subject));
  t.ok(call.events.some(isGenerated), 'some text came before');
  sayFailed(t, call, ['transport', 'crashed', 'protocol', 'not_running']);
};

/** The call waits until it is aborted, or goes well, or is told at once to come again with an error of one of these kinds. */
export const waitsOr =
  (...kinds: readonly ConnectorError['kind'][]): CallInState =>
  async (t, subject) => {
    const controller = new AbortController();
    const reason = new Error('conformance: enough waiting');
    const timer = setTimeout(() => controller.abort(reason), PATIENCE_MS);
    const call = await collectCall(subject, requestFor(subject), controller.signal);
    clearTimeout(timer);
    if (call.error !== undefined) sayFailed(t, call, kinds);
    else if (call.rejection !== null) t.equal(call.rejection.reason, reason, 'it rejects with the reason of the abort');
    else t.ok(call.end, 'it ends');
  };
