import { isDeepStrictEqual } from 'node:util';
import { CONNECTOR_SPEC_VERSION, CONNECTOR_STATES, type Connector, type ConnectorSupports } from '@kora/contracts';
import { within } from '../../within.ts';
import type { ConnectorCheck } from '../connector-check.ts';

const OPTIONAL_METHODS: readonly (readonly [keyof ConnectorSupports, keyof Connector])[] = [
  ['token_counting', 'countTokens'],
  ['embeddings', 'embed'],
  ['pull', 'pull'],
  ['unload', 'unload'],
];

const never = () => new AbortController().signal;

/** What a connector says about itself, its runtime and its models. */
export const descriptionChecks: readonly ConnectorCheck[] = [
  {
    name: 'it implements this version of the contract and has the methods that it claims, and no others',
    async run(t, { connector }) {
      t.equal(connector.specVersion, CONNECTOR_SPEC_VERSION);
      t.ok(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(connector.id), 'its id can be written into a graph');
      for (const [claim, method] of OPTIONAL_METHODS) {
        t.equal(typeof connector[method] === 'function', connector.supports[claim], `${claim} goes with ${method}()`);
      }
    },
  },
  {
    name: 'its health has a known status and a sentence for a person',
    async run(t, { connector, limit_ms }) {
      const health = await within(limit_ms, 'health', connector.health(never()));
      t.ok(CONNECTOR_STATES.includes(health.status), `${health.status} is a known status`);
      t.ok(health.message.length > 0, 'the message is not empty');
      t.ok(isDeepStrictEqual(structuredClone(health), health), 'it can cross a process boundary');
    },
  },
  {
    name: 'its models are described under its own name, each once, the one under test among them',
    async run(t, { connector, modelId, limit_ms }) {
      const models = await within(limit_ms, 'models', connector.models(never()));
      const ids = models.map((model) => model.model_id);
      t.ok(ids.includes(modelId), `models() lists ${modelId}`);
      t.equal(new Set(ids).size, ids.length, 'no model is listed twice');
      t.ok(
        models.every((model) => model.connector === connector.id),
        'every model names its connector',
      );
      t.ok(isDeepStrictEqual(structuredClone(models), models), 'they can cross a process boundary');
    },
  },
  {
    name: 'what it remembers of its models is what it has just said of them, or nothing',
    when: ({ connector }) => connector.recentModels !== undefined,
    async run(t, { connector, limit_ms }) {
      const models = await within(limit_ms, 'models', connector.models(never()));
      const remembering = async () => connector.recentModels?.(never()) ?? null;
      const recent = await within(limit_ms, 'recentModels', remembering());
      t.ok(recent === null || isDeepStrictEqual(recent, models), 'no model is invented, lost or changed');
    },
  },
];
