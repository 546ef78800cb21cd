import t from 'tap';
import { execute, graph, modelTask } from '../support/graphs.ts';
import { startStudio, withFolder } from '../support/studio.ts';
import { addTinyModel } from '../support/tiny-model.ts';

t.test('an answer of real llama.cpp is reused when the graph allows it, and such a run replays', (t) =>
  withFolder(async (folder) => {
    const studio = await startStudio(folder);
    await addTinyModel(studio, folder);
    const budget = { max_tokens: 2000, max_time_ms: 60_000, max_retries: 0 };
    const schema = { type: 'object', properties: { ok: { type: 'boolean' } }, required: ['ok'] };
    const allowed = { schema, budget, reuse: { max_age_s: 3600 } };
    const run = async (more = {}) => {
      const taskgraph = graph([modelTask('ask', { ...allowed, ...more })], { kora_version: '1.1.0' });
      const { body } = await studio.request('POST', '/execute', execute(taskgraph));
      t.equal(body.status, 'success', JSON.stringify(body.error));
      return body;
    };
    const first = await run();
    t.equal(first.telemetry.summary.model_invocation_count, 1);
    const second = await run();
    t.same(second.final_output, first.final_output);
    t.equal(second.telemetry.summary.model_invocation_count, 0);
    t.same(second.telemetry.tasks[0].reused_from, { run_id: first.execution_metadata.run_id, task_id: 'ask' });
    const parameters = { temperature: 0.7, seed: 8 };
    const other = await run({ input: { messages: [{ role: 'user', content: 'Say something.' }], parameters } });
    t.equal(other.telemetry.summary.model_invocation_count, 1, 'another seed is another question');
    for (const { execution_metadata } of [first, second, other]) {
      const { body } = await studio.request('POST', `/runs/${execution_metadata.run_id}/replay`);
      t.match(body, { identical: true, first_difference: null }, JSON.stringify(body.first_difference));
    }
    await studio.stop();
    const again = await startStudio(folder);
    const { body } = await again.request('POST', `/runs/${second.execution_metadata.run_id}/replay`);
    t.match(body, { identical: true }, 'also when nothing is kept in memory any more');
    await again.stop();
  }),
);
