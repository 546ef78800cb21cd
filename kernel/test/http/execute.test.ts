import {
  executionResultCodec,
  modelDeltaCodec,
  runAcceptedCodec,
  runEventCodec,
  validationReportCodec,
} from '@kora/contracts';
import t from 'tap';
import { decodes, execution, graph, parseEvents, startHost, until } from './support/start-host.ts';

t.test('a run that succeeds is answered with its result', async (t) => {
  const { call, kernel } = await startHost(t);
  const answer = await call('POST', '/execute', execution());
  t.equal(answer.status, 200);
  t.equal(answer.headers.get('kora-run-id'), kernel.runs[0]?.run_id);
  const result = await answer.json();
  t.ok(decodes(executionResultCodec, result));
  t.match(result, { status: 'success', final_output: { answer: 42 } });
  t.equal(kernel.runs[0]?.cancelled, 0);
});

t.test('a run that fails has the status of its error, and still its whole result', async (t) => {
  const { call } = await startHost(t);
  const answer = await call('POST', '/execute', execution('breach'));
  t.equal(answer.status, 429);
  const result = await answer.json();
  t.ok(decodes(executionResultCodec, result));
  t.match(result, { status: 'failed', stop_reason: 'BUDGET_BREACH', error: { error_type: 'BUDGET_BREACH' } });
});

t.test('overload says when to come back', async (t) => {
  const { call } = await startHost(t);
  const answer = await call('POST', '/execute', execution('full'));
  t.equal(answer.status, 503);
  t.equal(answer.headers.get('retry-after'), '7');
  t.match(await answer.json(), { error_type: 'OVERLOADED' });
});

t.test('an unexpected fault is an incident: no stack outside, no words of the user in the log', async (t) => {
  const { call, logger } = await startHost(t);
  const answer = await call('POST', '/execute', execution('broken'));
  t.equal(answer.status, 500);
  const body = (await answer.json()) as { details: { incident: string } };
  t.match(body, { error_type: 'EXECUTION_FAILURE', details: { code: 'KORA_INTERNAL' } });
  t.notMatch(JSON.stringify(body), /memory-kernel|swordfish|TypeError/);
  const line = logger.lines.find(({ level }) => level === 'error');
  t.match(line?.fields, { incident: body.details.incident, route: '/execute', error: 'TypeError' });
  t.match(JSON.stringify(line), /memory-kernel/, 'the log has the place');
  t.notMatch(JSON.stringify(logger.lines), /swordfish/);
});

t.test('a client that goes away cancels its run', async (t) => {
  const { call, kernel, host } = await startHost(t);
  for (const stream of [false, true]) {
    const leave = new AbortController();
    const headers = { authorization: 'Bearer test-token-of-no-value', 'content-type': 'application/json' };
    const body = JSON.stringify(execution('long', { stream }));
    const request = fetch(`${host.url}/execute`, { method: 'POST', headers, body, signal: leave.signal });
    const before = kernel.runs.length;
    await until(() => kernel.runs.length > before);
    leave.abort();
    await t.rejects(request.then((answer) => answer.text()));
    const run = kernel.runs.at(-1);
    await until(() => run?.cancelled === 1);
    t.match(await run?.result, { status: 'cancelled' }, `stream: ${stream}`);
  }
  t.equal((await call('GET', '/health')).status, 200);
});

t.test('a detached run goes on without its client', async (t) => {
  const { call, kernel } = await startHost(t);
  const answer = await call('POST', '/execute', execution('long', { detach: true }));
  t.equal(answer.status, 202);
  const accepted = (await answer.json()) as { run_id: string; links: Record<string, string> };
  t.ok(decodes(runAcceptedCodec, accepted));
  t.equal(answer.headers.get('location'), accepted.links.run);
  for (const name of ['run', 'events', 'telemetry'])
    t.equal((await call('GET', accepted.links[name] ?? '')).status, 200, name);
  const streamed = await call('POST', '/execute', execution('long', { detach: true, stream: true }));
  await streamed.body?.cancel();
  await until(() => kernel.runs[1]?.followers === 1);
  t.same(
    kernel.runs.map(({ cancelled }) => cancelled),
    [0, 0],
  );
  t.equal((await call('POST', accepted.links.cancel ?? '')).status, 200);
  t.equal(kernel.runs[0]?.cancelled, 1);
});

t.test('a streamed run tells its events, the words of the model, and last its result', async (t) => {
  const { call, kernel } = await startHost(t);
  const answer = await call('POST', '/execute', execution('quick', { stream: true }));
  t.match(answer.headers.get('content-type'), /^text\/event-stream/);
  const events = parseEvents(await answer.text());
  t.same(
    events.map(({ event, id }) => [event, id]),
    [
      ['run.started', '0'],
      ['model.delta', undefined],
      ['run.completed', '1'],
      ['result', undefined],
    ],
  );
  t.ok(decodes(runEventCodec, events[0]?.data) && decodes(modelDeltaCodec, events[1]?.data));
  t.ok(decodes(executionResultCodec, events[3]?.data));
  t.equal(kernel.runs[0]?.cancelled, 0);
});

t.test('what is refused before a stream begins is an ordinary error', async (t) => {
  const { call } = await startHost(t);
  t.equal((await call('POST', '/execute', execution('full', { stream: true }))).status, 503);
});

t.test('validating an invalid graph is an answer, with paths into the graph', async (t) => {
  const { call, kernel } = await startHost(t);
  const validate = async (taskgraph: unknown) => {
    const answer = await call('POST', '/validate', { api_version: '1.0', taskgraph });
    t.equal(answer.status, 200);
    const report = (await answer.json()) as { valid: boolean; issues: { path: string }[] };
    t.ok(decodes(validationReportCodec, report));
    return report;
  };
  t.match(await validate(graph()), { valid: true, graph_hash: /^[0-9a-f]{64}$/, issues: [] });
  t.match(await validate({ ...graph(), root: 'b' }), { valid: false, issues: [{ code: 'MISSING_ROOT' }] });
  const wrong = await validate({ ...graph(), tasks: [{ ...graph().tasks[0], id: '../x' }] });
  t.match(wrong, { valid: false, graph_hash: null, issues: [{ path: '/tasks/0/id', code: 'BAD_FORMAT' }] });
  t.match(await validate('no graph'), { valid: false, issues: [{ path: '' }] });
  t.equal(kernel.runs.length, 0);
});
