import t from 'tap';
import { interruptAgainAndAgain } from '../../support/interrupt-again-and-again.ts';
import { THREE_FILES } from '../../support/model-versions.ts';

t.test('50 random interruptions of a model in three files end in the one that the user demands', async (t) => {
  await interruptAgainAndAgain(t, { versions: THREE_FILES, checksum: 'user' }, 50);
});
