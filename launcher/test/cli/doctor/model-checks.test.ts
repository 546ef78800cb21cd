import type { ModelDescriptor } from '@kora/contracts';
import t from 'tap';
import { modelChecks } from '../../../src/cli/doctor/model-checks.ts';

const model = (model_id: string, changes: Partial<ModelDescriptor> = {}): ModelDescriptor => ({
  model_id,
  connector: 'ollama',
  digest: null,
  quantization: null,
  context_tokens: null,
  size_bytes: null,
  required_vram_mb: null,
  loaded: false,
  remote: false,
  ...changes,
});

t.test('a few models are named, many are counted', async (t) => {
  const many = Array.from({ length: 7 }, (_, i) => model(`m${i}`));
  t.same(modelChecks(many), [{ check: 'models', verdict: 'ok', message: '7: m0, m1, m2, m3, m4 and 2 more.' }]);
});

t.test('what leaves this computer is told apart, and whether it may', async (t) => {
  const remote = { remote: true, remote_allowed: false };
  const allowed = { remote: true, remote_allowed: true };
  t.match(modelChecks([model('a-cloud', remote), model('b-cloud', allowed)]), [
    { check: 'models', verdict: 'hint', message: /^none;.*kora models search/ },
    { verdict: 'ok', message: /^1: b-cloud\. .*you have allowed/ },
    { verdict: 'hint', message: /^1: a-cloud\. .*refused until you add its host to `allowed_hosts`/ },
  ]);
});
