import t from 'tap';
import { interruptAgainAndAgain } from '../../support/interrupt-again-and-again.ts';
import { SINGLE_FILE } from '../../support/model-versions.ts';

t.test(
  '50 random interruptions of a model whose checksum the user knows end in that model, and never in a wrong catalog',
  async (t) => {
    await interruptAgainAndAgain(t, { versions: SINGLE_FILE, checksum: 'user' }, 50);
  },
);
