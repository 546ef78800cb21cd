import { readFileSync } from 'node:fs';
import { decode, prepareGraph, taskGraphCodec } from '@kora/contracts';
import t from 'tap';

/** Hashes as version 0.1.0 of Studio computed them. A record names its graph by its hash, so they hold for ever. */
const HASHES = {
  'declared-fallback': '38689f8bc0bad385016b7c68c269b85358e7f08b45f578d9fdd5d99e8834113e',
  'extract-invoice': '8267db6113a91820f79ddd26b2072cbb7ec85014530d3439ca0c6d6c960694d6',
  'fan-out-join': 'c3a5d68a265202ef05c821bbb91e8589127dbc03355c8d6c12e1a5c943e19ac0',
  'guarded-model': 'aad65e045961f1754c63d821696c8df85eb9c297397cb69e7be0a02803f4fda0',
  'sales-by-region': '142d59053834b620e1a41e4b62237e77b03fd9b1ec76b8629fea3a769537f368',
  'sales-sentence': '6e330a642fd42770023daf8cc747d744586f9fdd5ebca697b2b422ab870f0aac',
} as const;

for (const [name, hash] of Object.entries(HASHES)) {
  t.test(`a later contract does not change the hash of ${name}`, async (t) => {
    const file = new URL(`../../../examples/graphs/${name}.json`, import.meta.url);
    const decoded = decode(taskGraphCodec, JSON.parse(readFileSync(file, 'utf8')));
    const prepared = decoded._tag === 'Right' ? prepareGraph(decoded.right) : decoded;
    t.match(prepared, { _tag: 'Right', right: { graph_hash: hash } });
  });
}
