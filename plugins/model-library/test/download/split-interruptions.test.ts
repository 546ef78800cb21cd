import t from 'tap';
import type { ModelFiles } from '../support/disasters.ts';
import { interruptAgainAndAgain } from '../support/interrupt-again-and-again.ts';
import { splitModel } from '../support/model-bytes.ts';

const PATIENCE_MS = 400_000;
const SIZES = [500_000, 600_000, 400_000];
const VERSIONS: readonly [ModelFiles, ModelFiles] = [splitModel('model', SIZES, 1), splitModel('model', SIZES, 2)];

// Half a minute on a quiet machine; each interruption costs a process or waits for one.
t.setTimeout(PATIENCE_MS);

t.test('100 random interruptions of a model in three files never mix two versions of them', async (t) => {
  t.setTimeout(PATIENCE_MS);
  await interruptAgainAndAgain(t, VERSIONS, 100);
});
