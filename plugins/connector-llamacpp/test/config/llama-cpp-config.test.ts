import t from 'tap';
import { decodeConfig } from '../../src/config/llama-cpp-config.ts';

t.test('one thread, no GPU and no kept prompt unless configured', async (t) => {
  t.match(decodeConfig(null), { threads: 1, gpu: false, reuse_prompt: false, allowed_hosts: [], server_url: null });
});
