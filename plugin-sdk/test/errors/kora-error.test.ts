import { decode, errorBodyCodec } from '@kora/contracts';
import { defineErrors, isKoraError, KoraError } from '@kora/plugin-sdk';
import t from 'tap';

const errors = defineErrors({
  KORA_SAMPLE_LOST: {
    type: 'NOT_FOUND',
    message: (details: { readonly name: string }) => `${details.name} is lost. Look for it.`,
  },
});

t.test('a declared error says its sentence, and goes over the wire without stack or cause', async (t) => {
  const cause = new Error('secret cause');
  const error = errors.KORA_SAMPLE_LOST({ name: 'The key' }, cause);
  t.ok(error instanceof KoraError);
  t.equal(error.cause, cause);
  t.same(error.toBody(), {
    error_type: 'NOT_FOUND',
    message: 'The key is lost. Look for it.',
    details: { code: 'KORA_SAMPLE_LOST', name: 'The key' },
  });
  t.notOk('cause' in errors.KORA_SAMPLE_LOST({ name: 'x' }), 'an error without cause has none');
});

t.test('whatever somebody else said is in it, an error goes over the wire as one that can be read back', async (t) => {
  const half = '😀'.charAt(0);
  const long = new KoraError('KORA_SAMPLE_LOST', 'NOT_FOUND', `${half}${'x'.repeat(20_000)}`, {
    reason: `cut in ${half}`,
    issues: [{ [half]: null, path: half }],
  });
  const body = long.toBody();
  t.equal(decode(errorBodyCodec, JSON.parse(JSON.stringify(body)))._tag, 'Right');
  t.match(body.details, { reason: 'cut in \ufffd', issues: [{ path: '\ufffd' }] });
});

t.test(
  'a reason that ends with a full stop leaves one full stop in the sentence that it stands in, and paths are left alone',
  async (t) => {
    const { KORA_SAMPLE_LOST: lost } = defineErrors({
      KORA_SAMPLE_LOST: {
        type: 'NOT_FOUND',
        message: ({ name }: { readonly name: string }) => `It is lost, for ${name}. Look in ../else ..`,
      },
    });
    t.equal(
      lost({ name: 'the door (no. 3) is open.' }).message,
      'It is lost, for the door (no. 3) is open. Look in ../else ..',
    );
    t.equal(lost({ name: 'a reason...' }).message, 'It is lost, for a reason.... Look in ../else ..');
  },
);

t.test('errors of another copy of the SDK are recognised, and look-alikes are not', async (t) => {
  const foreign = Object.assign(new Error('m'), {
    name: 'KoraError',
    code: 'KORA_X_Y',
    error_type: 'TIMEOUT',
    details: {},
  });
  t.ok(isKoraError(foreign));
  t.ok(isKoraError(errors.KORA_SAMPLE_LOST({ name: 'x' })));
  for (const other of [new Error('m'), { ...foreign, name: 'KoraError' }, null, 'KoraError'])
    t.notOk(isKoraError(other));
});
