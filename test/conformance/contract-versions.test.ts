import { decode, KORA_VERSION, taskGraphCodec } from '@kora/contracts';
import { isKoraError } from '@kora/plugin-sdk';
import fc from 'fast-check';
import t from 'tap';
import { assertProperty } from '../support/gates/assert-property.ts';
import type { Case } from '../support/gates/cases/case.ts';
import { OPERATIONS } from '../support/gates/cases/fixed.ts';
import { type Admission, checkContractVersion, type Declared } from '../support/gates/checks/contract-versions.ts';
import { openEngine } from '../support/gates/engine/open-engine.ts';
import { runCase } from '../support/gates/engine/run-case.ts';
import { gate, mutant } from '../support/gates/scenario.ts';

const engine = await openEngine(t.testdir());
t.teardown(() => engine.close());

/** The same graph, of another version. */
function versioned({ where, version, supported }: Declared): Case {
  const { graph } = OPERATIONS;
  const tasks = graph.tasks.map((task, index) => (where === 'task' && index === 1 ? { ...task, version } : task));
  const decoded = decode(taskGraphCodec, { ...graph, tasks, kora_version: where === 'graph' ? version : supported });
  if (decoded._tag === 'Left') throw new Error(JSON.stringify(decoded.left));
  return { ...OPERATIONS, graph: decoded.right };
}

async function admissionOf(given: Case): Promise<Admission> {
  try {
    return await runCase(engine, given);
  } catch (error) {
    if (!isKoraError(error)) throw error;
    return { refused: error.toBody() };
  }
}

const number = fc.integer({ min: 0, max: 999 });
const declared = (major: fc.Arbitrary<number>): fc.Arbitrary<Declared> =>
  fc
    .record({ where: fc.constantFrom('graph', 'task'), parts: fc.tuple(major, number), patch: fc.option(number) })
    .map(({ where, parts, patch }) => ({
      where,
      version: [...parts, ...(patch === null ? [] : [patch])].join('.'),
      supported: KORA_VERSION,
    }));
const check = (what: fc.Arbitrary<Declared>) =>
  assertProperty(what, async (version) => checkContractVersion(version, await admissionOf(versioned(version))), 30);

gate(t, ['version:graph:other-major', 'version:task:other-major'], 'another major version is refused by name', () =>
  check(declared(number.filter((major) => major !== 1))),
);

gate(t, ['version:minor:accepted', 'version:never:downgraded'], 'minor and patch versions run as what they are', () =>
  check(declared(fc.constant(1))),
);

mutant(t, ['version:graph:other-major'], 'a graph of another major is taken for the supported one', async () =>
  checkContractVersion({ where: 'graph', version: '2.0.0', supported: KORA_VERSION }, await admissionOf(OPERATIONS)),
);

mutant(t, ['version:task:other-major'], 'a task of another major is refused as something else', async () => {
  const refused = { error_type: 'VALIDATION_ERROR', details: { declared: '2.0.0', supported: KORA_VERSION } };
  return checkContractVersion({ where: 'task', version: '2.0.0', supported: KORA_VERSION }, { refused });
});

mutant(t, ['version:minor:accepted'], 'a later minor version is refused', async () => {
  const refusal = await admissionOf(versioned({ where: 'graph', version: '2.1.0', supported: KORA_VERSION }));
  return checkContractVersion({ where: 'graph', version: '1.1.0', supported: KORA_VERSION }, refusal);
});

mutant(t, ['version:never:downgraded'], 'a later minor version is downgraded in silence', async () =>
  checkContractVersion({ where: 'graph', version: '1.1.0', supported: KORA_VERSION }, await admissionOf(OPERATIONS)),
);
