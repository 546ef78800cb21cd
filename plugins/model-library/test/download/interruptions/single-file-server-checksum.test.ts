import t from 'tap';
import { interruptAgainAndAgain } from '../../support/interrupt-again-and-again.ts';
import { SINGLE_FILE } from '../../support/model-versions.ts';

t.test(
  '50 random interruptions of a model whose server announces the checksum end well, and never in a wrong catalog',
  async (t) => {
    await interruptAgainAndAgain(t, { versions: SINGLE_FILE, checksum: 'server' }, 50);
  },
);
