import type { ConformanceTest } from '../conformance-test.ts';
import { abortChecks } from './checks/abort-checks.ts';
import { callChecks } from './checks/call-checks.ts';
import { capabilityChecks } from './checks/capability-checks.ts';
import { descriptionChecks } from './checks/description-checks.ts';
import { faultChecks } from './checks/fault-checks.ts';
import { remoteChecks } from './checks/remote-checks.ts';
import type { ConnectorConformanceOptions, Subject } from './connector-under-test.ts';
import { LIFECYCLE_STATES, type LifecycleState, OPERATIONS, runIn } from './lifecycle.ts';
import { RUNTIME_STATES, runRuntimeState } from './runtime/runtime-states.ts';

const CHECKS = [
  ...descriptionChecks,
  ...callChecks,
  ...capabilityChecks,
  ...faultChecks,
  ...remoteChecks,
  ...abortChecks,
];
const PROMPT = 'Tell a long story about a lighthouse.';

/**
 * Tests that a connector keeps the contract, clause by clause. What it claims to support selects the clauses; none can be
 * overridden, and what does not apply is not run, so that nothing counts as passed that was not tried. Every operation is
 * also tried on a connector that is fresh, that has served a call, that is serving one, and that was disposed of; and, where
 * the test can bring the runtime there, with a runtime in every state that a user meets.
 */
export async function connectorConformance(t: ConformanceTest, options: ConnectorConformanceOptions): Promise<void> {
  await t.test('a connector keeps the contract', (t) =>
    withSubject(options, async (subject) => {
      for (const check of CHECKS) {
        if ((await check.when?.(subject)) ?? true) await t.test(check.name, (t) => check.run(t, subject));
      }
    }),
  );
  for (const state of LIFECYCLE_STATES) {
    await t.test(`a connector keeps the contract ${state}`, (t) => runState(t, state, options));
  }
  for (const state of RUNTIME_STATES) {
    await withSubject(options, async (subject) => {
      if (subject.become === undefined) return;
      await t.test(`a connector keeps the contract with ${state.name}`, (t) => runRuntimeState(t, state, subject));
    });
  }
}

async function runState(t: ConformanceTest, state: LifecycleState, options: ConnectorConformanceOptions) {
  // Only a fresh connector is used up by one operation; in the other states they can share one.
  if (state === 'fresh') {
    for (const operation of OPERATIONS) {
      await withSubject(options, async (subject) => {
        if (operation.applies(subject)) await t.test(operation.name, (t) => runIn(state, operation, t, subject));
      });
    }
    return;
  }
  await withSubject(options, async (subject) => {
    if (state === 'after dispose' && subject.connector.dispose === undefined) return;
    for (const operation of OPERATIONS) {
      if (operation.applies(subject)) await t.test(operation.name, (t) => runIn(state, operation, t, subject));
    }
  });
}

async function withSubject(options: ConnectorConformanceOptions, use: (subject: Subject) => Promise<void>) {
  const { connector, modelId, embeddingModelId = modelId, refusedModelId, become, dispose } = await options.create();
  try {
    const { prompt = PROMPT, limit_ms = 30_000 } = options;
    await use({ connector, modelId, embeddingModelId, refusedModelId, become, prompt, limit_ms });
  } finally {
    await dispose();
  }
}
