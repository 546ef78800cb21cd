import { within } from '../../within.ts';
import { collectCall } from '../collect-call.ts';
import type { ConnectorCheck } from '../connector-check.ts';
import { requestFor } from '../connector-under-test.ts';
import { sayFailedWith } from './fault-checks.ts';

const never = () => new AbortController().signal;

/** Models on other machines. */
export const remoteChecks: readonly ConnectorCheck[] = [
  {
    name: 'only a model elsewhere can be allowed or not',
    async run(t, { connector, limit_ms }) {
      const models = await within(limit_ms, 'models', connector.models(never()));
      const isClear = models.every(({ remote, remote_allowed }) => remote || remote_allowed === undefined);
      t.ok(isClear, 'remote_allowed is said of remote models only');
    },
  },
  {
    name: 'a model elsewhere that nobody allowed is listed as remote',
    when: ({ refusedModelId }) => refusedModelId !== undefined,
    async run(t, { connector, refusedModelId, limit_ms }) {
      const models = await within(limit_ms, 'models', connector.models(never()));
      const model = models.find(({ model_id }) => model_id === refusedModelId);
      t.equal(model?.remote, true);
      t.ok(model?.remote_allowed !== true, 'and as not allowed');
    },
  },
  {
    name: 'a model elsewhere that nobody allowed is refused',
    when: ({ refusedModelId }) => refusedModelId !== undefined,
    async run(t, subject) {
      const { refusedModelId: model_id = '' } = subject;
      sayFailedWith(t, await collectCall(subject, requestFor(subject, { model_id })), 'refused');
    },
  },
];
