import { fileURLToPath } from 'node:url';
import t from 'tap';
import { citationsIn } from '../support/gates/citations.ts';
import { REQUIREMENTS } from '../support/gates/requirements.ts';

const { gates, mutants } = citationsIn(fileURLToPath(new URL('.', import.meta.url)));
const entries = Object.entries(REQUIREMENTS);
const held = entries.filter(([, what]) => typeof what === 'string').map(([id]) => id);
const waiting = entries.filter(([, what]) => typeof what !== 'string').map(([id]) => id);

t.test('every requirement has a gate, and a mutant that turns it red', async (t) => {
  for (const id of held) {
    t.ok(gates.has(id), `${id} is cited by a gate`);
    t.ok(mutants.has(id), `${id} is cited by a mutant`);
  }
});

t.test('only requirements are cited, and none that still waits', async (t) => {
  for (const id of new Set([...gates.keys(), ...mutants.keys()])) t.ok(held.includes(id), `${id} is a requirement`);
  for (const id of waiting) t.notOk(gates.has(id), `${id} no longer waits`);
});

t.test('ids name invariant, subject and claim, and each says something', async (t) => {
  for (const [id, what] of entries) {
    t.match(id, /^[a-z]+:[a-z-]+:[a-z-]+$/);
    t.match(typeof what === 'string' ? what : what.claim, /^[A-Z].{20,}\.$/, id);
  }
});
