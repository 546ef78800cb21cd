import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import t from 'tap';
import { collect, never, only, requestTo, textOf } from '../support/calls.ts';
import { embeddedBench } from '../support/embedded-bench.ts';
import { waitUntilGone } from '../support/processes.ts';

const bench = await embeddedBench();
t.teardown(() => bench.remove());

/** A process of its own that starts a long generation and tells the pid of its llama.cpp process. */
async function startParent(mode: 'generating' | 'idle'): Promise<{ parent: ChildProcess; childPid: number }> {
  const program = new URL('../support/parent-program.ts', import.meta.url);
  const parent = fork(program, [bench.folder, mode], { execArgv: ['--conditions=kora-source'] });
  const [childPid] = await once(parent, 'message');
  return { parent, childPid: Number(childPid) };
}

t.test('the child dies with its parent, however that ends', async (t) => {
  const killed = await startParent('generating');
  killed.parent.kill('SIGKILL');
  await waitUntilGone(killed.childPid);
  t.pass('killed in the middle of a generation');
  const ended = await startParent('idle');
  const [code] = await once(ended.parent, 'exit');
  t.equal(code, 0, 'an idle child does not keep its parent from ending');
  await waitUntilGone(ended.childPid);
});

t.test('a machine without a fitting binary is told so, and the health remembers', async (t) => {
  const { connector } = bench.start({ gpu: 'cuda' });
  t.teardown(() => connector.dispose());
  const { error } = only(await collect(connector.invoke(requestTo('tiny'), never())), 'error');
  t.match(error, { kind: 'not_running', code: 'KORA_LLAMACPP_NO_BINARY', retryable: false, details: { gpu: 'cuda' } });
  t.match(await connector.health(never()), { status: 'failed', message: /Set gpu to false/ });
});

t.test('a program that is missing or speaks nonsense costs the call, not the process', async (t) => {
  const { connector, log } = bench.start({}, [], 'nonsense.js');
  t.teardown(() => connector.dispose());
  const { error } = only(await collect(connector.invoke(requestTo('tiny'), never())), 'error');
  t.match(error, { kind: 'crashed', retryable: true });
  t.ok(log.lines.some(({ message }) => message.includes('something unknown')));
  const missing = bench.start({}, [], 'missing.js');
  t.match(only(await collect(missing.connector.invoke(requestTo('tiny'), never())), 'error').error, {
    kind: 'crashed',
    details: { exit: 'exit code 1' },
  });
});

t.test('a child that does not obey an abort is killed, and the abort is what the caller gets', async (t) => {
  const { connector } = bench.start({}, [], 'deaf.js');
  t.teardown(() => connector.dispose());
  const reason = new Error('not wanted');
  await t.rejects(collect(connector.invoke(requestTo('tiny'), AbortSignal.any([abortAfter(50, reason)]))), reason);
});

t.test('thinks again from the start for every call, unless told to reuse the prompt', async (t) => {
  const { connector } = bench.start({ reuse_prompt: true });
  t.teardown(() => connector.dispose());
  const request = requestTo('tiny', { parameters: { temperature: 0 } });
  const first = await collect(connector.invoke(request, never()));
  const second = await collect(connector.invoke(request, never()));
  t.equal(textOf(second), textOf(first));
  t.same(only(second, 'end').usage, only(first, 'end').usage, 'usage counts the whole prompt either way');
});

function abortAfter(milliseconds: number, reason: Error): AbortSignal {
  const controller = new AbortController();
  setTimeout(() => controller.abort(reason), milliseconds);
  return controller.signal;
}
