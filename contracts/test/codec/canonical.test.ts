import { canonicalJson, hashJson, type Json, sha256Hex } from '@kora/contracts';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import t from 'tap';

t.test('it writes what the reference implementation of RFC 8785 writes', async (t) => {
  fc.assert(
    fc.property(
      fc.jsonValue({ noUnicodeString: false }),
      (value) => canonicalJson(value as Json) === canonicalize(value),
    ),
    { numRuns: 1000 },
  );
  // Keys that JavaScript does not keep in the order in which they were written.
  const key = fc.oneof(fc.nat(12).map(String), fc.constantFrom('a', '1a', '01', '-1', '__proto__', 'b'));
  const awkward = fc.letrec((tie) => ({
    value: fc.oneof({ depthSize: 'small' }, fc.integer(), tie('list'), tie('object')),
    list: fc.array(tie('value'), { maxLength: 3 }),
    object: fc.dictionary(key, tie('value'), { maxKeys: 5 }),
  })).object;
  fc.assert(fc.property(awkward, (value) => canonicalJson(value as Json) === canonicalize(value)));
  t.equal(canonicalJson({ b: [1e21, 1e-7, -0], a: '\u20ac\n"' }), '{"a":"€\\n\\"","b":[1e+21,1e-7,0]}');
});

t.test('the order of keys does not change a hash', async (t) => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const reversed = Object.fromEntries(Object.entries(value).reverse());
      return hashJson(value) === hashJson(reversed);
    }),
  );
  t.equal(sha256Hex('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});
