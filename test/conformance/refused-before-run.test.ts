import { globSync } from 'node:fs';
import type { ExecutionBackend } from '@kora/contracts';
import { decode, taskGraphCodec } from '@kora/contracts';
import { isKoraError } from '@kora/plugin-sdk';
import t from 'tap';
import { assertProperty } from '../support/gates/assert-property.ts';
import type { Case } from '../support/gates/cases/case.ts';
import { ANYTHING, caseArbitrary } from '../support/gates/cases/case-arbitrary.ts';
import { OPERATIONS } from '../support/gates/cases/fixed.ts';
import { SPOILERS, type Spoiler } from '../support/gates/cases/spoilers.ts';
import { type Attempted, checkRefusedBeforeRun } from '../support/gates/checks/refused-before-run.ts';
import { openEngine } from '../support/gates/engine/open-engine.ts';
import { type Interference, runCase } from '../support/gates/engine/run-case.ts';
import { gate, mutant } from '../support/gates/scenario.ts';

const engine = await openEngine(t.testdir());
t.teardown(() => engine.close());

const logs = () => globSync('**/*.jsonl', { cwd: engine.logs }).length;

async function attempt(given: Case, interference: Interference = {}): Promise<Attempted> {
  const before = logs();
  try {
    await runCase(engine, given, interference);
    return { error: null, new_logs: logs() - before };
  } catch (error) {
    if (!isKoraError(error)) throw error;
    return { error: error.toBody(), new_logs: logs() - before };
  }
}

function spoiled(given: Case, { spoil }: Spoiler): Case {
  const decoded = decode(taskGraphCodec, spoil(JSON.parse(JSON.stringify(given.graph))));
  if (decoded._tag === 'Left') throw new Error(`not even a task graph: ${JSON.stringify(decoded.left)}`);
  return { ...given, graph: decoded.right };
}

gate(
  t,
  [
    'graph:cycle:rejected',
    'graph:dependency:rejected',
    'graph:reference:rejected',
    'graph:identity:rejected',
    'graph:contract:rejected',
    'graph:operation:rejected',
    'graph:schema:rejected',
  ],
  'whatever is wrong somewhere in a graph is found before anything runs',
  async () => {
    for (const spoiler of SPOILERS) {
      await assertProperty(
        caseArbitrary({ ...ANYTHING, cancels: false }),
        async (given) => checkRefusedBeforeRun(spoiler, await attempt(spoiled(given, spoiler))),
        5,
      );
    }
  },
);

mutant(
  t,
  [
    'graph:cycle:rejected',
    'graph:dependency:rejected',
    'graph:reference:rejected',
    'graph:identity:rejected',
    'graph:contract:rejected',
  ],
  'a graph runs in spite of what is wrong with it',
  async () => {
    const ran = await attempt(OPERATIONS);
    return SPOILERS.flatMap((spoiler) => checkRefusedBeforeRun(spoiler, ran));
  },
);

mutant(t, ['graph:operation:rejected', 'graph:schema:rejected'], 'a backend finds nothing wrong', async () => {
  const blind = (real: ExecutionBackend): ExecutionBackend => ({
    id: real.id,
    specVersion: real.specVersion,
    validate: async () => [],
    execute: (graph, context) => real.execute(graph, context),
    health: (signal) => real.health(signal),
    capabilities: () => real.capabilities(),
  });
  const found: string[] = [];
  for (const spoiler of SPOILERS.filter(({ id }) => /operation|schema/.test(id)))
    found.push(...checkRefusedBeforeRun(spoiler, await attempt(spoiled(OPERATIONS, spoiler), { backend: blind })));
  return found;
});
