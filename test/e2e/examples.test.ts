import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { execute } from '../support/graphs.ts';
import { kora, startStudio, withFolder } from '../support/studio.ts';
import { addTinyModel } from '../support/tiny-model.ts';

const file = (name: string) => fileURLToPath(new URL(`../../examples/graphs/${name}.json`, import.meta.url));
const read = async (name: string) => JSON.parse(await readFile(file(name), 'utf8'));

t.test('the examples that need no model run without one, in the process of the command itself', (t) =>
  withFolder(async (folder) => {
    const run = async (name: string, ...more: string[]) => {
      const { code, stdout, stderr } = await kora(['run', file(name), '--json', '--data-root', folder, ...more]);
      t.equal(code, 0, `${name}: ${stderr}`);
      const result = JSON.parse(stdout);
      t.match(
        result,
        { status: 'success', telemetry: { summary: { model_invocation_count: 0, total_tokens: 0 } } },
        name,
      );
      return result;
    };
    t.same((await run('sales-by-region')).final_output, [
      { region: 'North', total: 42.5, sales: 2 },
      { region: 'South', total: 42.5, sales: 2 },
      { region: 'East', total: 12.5, sales: 1 },
    ]);
    t.match((await run('fan-out-join')).final_output, {
      addresses: ['bo@example.org'],
      links: ['https://example.org/plan'],
    });
    const guarded = await run('guarded-model');
    t.match(guarded.final_output, { found: [42], estimated: null });
    t.equal(guarded.telemetry.summary.model_invocations_avoided, 1, 'the guard made the model unnecessary');
    const fallback = await run('declared-fallback');
    t.equal(fallback.final_output, 'Hello');
    t.same((await run('lines-of-text')).final_output, [
      { line: 0, words: 4 },
      { line: 1, words: 2 },
      { line: 2, words: 3 },
    ]);
    t.match(fallback.telemetry.tasks[0], { status: 'skipped', stop_reason: 'EXECUTION_FAILURE', error_code: /^KORA_/ });
  }),
);

t.test('the hybrid example generates with llama.cpp, the same over the CLI and over HTTP', (t) =>
  withFolder(async (folder) => {
    const studio = await startStudio(join(folder, 'root'));
    await addTinyModel(studio, folder);
    const overHttp = (await studio.request('POST', '/execute', execute(await read('sales-sentence')))).body;
    const { code, stdout, stderr } = await kora([
      'run',
      file('sales-sentence'),
      '--json',
      '--data-root',
      join(folder, 'root'),
    ]);
    t.equal(code, 0, stderr);
    const overCli = JSON.parse(stdout);
    for (const result of [overHttp, overCli]) {
      t.equal(result.status, 'success', JSON.stringify(result.error));
      t.same(result.final_output.totals, [
        { region: 'North', total: 42.5 },
        { region: 'South', total: 42.5 },
        { region: 'East', total: 12.5 },
      ]);
      const wording = result.telemetry.tasks.find((task: { task_id: string }) => task.task_id === 'wording');
      t.match(wording, {
        status: 'success',
        validation_status: 'pass',
        model: {
          connector: 'llamacpp',
          model_id: 'tiny',
          digest: /^sha256:[0-9a-f]{64}$/,
          seed: 1,
          structured_output: 'json_schema',
          tokens_source: 'counted',
        },
      });
      t.ok(
        wording.tokens_in > 10 && wording.tokens_out > 5,
        `${wording.tokens_in} tokens in, ${wording.tokens_out} out`,
      );
      t.ok(result.telemetry.summary.stage_ms.model_invocation > 0);
      t.equal(wording.attempts.at(-1).outcome, 'accepted');
      t.equal(result.telemetry.summary.model_invocation_count, wording.attempts.length, 'every call is accounted for');
      t.same(wording.stages.slice(-3), ['MODEL_INVOCATION', 'SCHEMA_VALIDATION', 'TASK_COMPLETED']);
    }
    t.equal(overCli.execution_metadata.graph_hash, overHttp.execution_metadata.graph_hash);
    const hashes = (result: { telemetry: { tasks: { task_type: string; task_id: string; output_hash: string }[] } }) =>
      result.telemetry.tasks
        .filter((task) => task.task_type === 'deterministic')
        .map((task) => `${task.task_id} ${task.output_hash}`);
    t.same(hashes(overCli), hashes(overHttp), 'the same deterministic outputs');
    t.equal(overCli.final_output.sentence, overHttp.final_output.sentence, 'the same seed, the same words');

    // Random weights write broken UTF-8, which has other lengths for a grammar than for a reader; names from a list have not.
    const named = (_: string, value: unknown) =>
      typeof value === 'object' && value !== null && 'maxLength' in value
        ? { enum: ['ACME Ltd', 'pen', 'ink'] }
        : value;
    const invoice = JSON.parse(JSON.stringify(await read('extract-invoice'), named));
    const extracted = (await studio.request('POST', '/execute', execute(invoice))).body;
    t.equal(extracted.status, 'success', JSON.stringify(extracted.error));
    t.match(extracted.final_output.invoice.currency, /^(EUR|USD|GBP)$/);
    t.equal(extracted.final_output.lines, extracted.final_output.invoice.lines.length);

    const { body: moods } = await studio.request('POST', '/execute', execute(await read('classify-comments')));
    t.equal(moods.status, 'success', JSON.stringify(moods.error));
    t.equal(moods.final_output.moods.length, 3);
    for (const mood of moods.final_output.moods) t.match(mood, /^(happy|neutral|unhappy)$/);
    t.equal(moods.telemetry.summary.model_invocation_count, 3, 'one call for each row');
    await studio.stop();
  }),
);
