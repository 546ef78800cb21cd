import { fileURLToPath } from 'node:url';
import t from 'tap';
import { citationsIn } from '../support/gates/citations.ts';
import { REQUIREMENTS } from '../support/gates/requirements.ts';

const { gates, mutants } = citationsIn(fileURLToPath(new URL('.', import.meta.url)));
const entries = Object.entries(REQUIREMENTS);

t.test('every requirement has a gate, and a mutant that turns it red', async (t) => {
  for (const [id] of entries) {
    t.ok(gates.has(id), `${id} is cited by a gate`);
    t.ok(mutants.has(id), `${id} is cited by a mutant`);
  }
});

t.test('only requirements are cited', async (t) => {
  for (const id of new Set([...gates.keys(), ...mutants.keys()])) t.ok(id in REQUIREMENTS, `${id} is a requirement`);
});

t.test('ids name invariant, subject and claim, and each says something', async (t) => {
  for (const [id, claim] of entries) {
    t.match(id, /^[a-z]+:[a-z-]+:[a-z-]+$/);
    t.match(claim, /^[A-Z].{20,}\.$/, id);
  }
});
