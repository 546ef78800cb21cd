import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import t from 'tap';
import { ALL_TRAPS } from '../support/traps/all-traps.ts';
import { CHECKLIST } from '../support/traps/checklist.ts';
import { FACTS } from '../support/traps/facts.ts';
import { guidePage } from '../support/traps/guide-page.ts';
import { testTitles } from '../support/traps/test-titles.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const GUIDE = 'docs/guides/connector-traps.md';
const read = (file: string) => readFile(resolve(ROOT, file), 'utf8');

/** The chapters of the study of the runtimes that speak of behaviour; chapter 5 is the checklist. */
const CHAPTERS = { 0: 5, 1: 13, 2: 12, 3: 7, 4: 9 };

t.test('the guide is what the tables say; test/scripts/write-traps.ts writes it', async (t) => {
  t.equal(await read(GUIDE), guidePage());
});

t.test('no row of the guide is empty, and none stands there twice', async (t) => {
  const rows = (await read(GUIDE)).split('\n').filter((line) => line.startsWith('| '));
  t.ok(rows.length > ALL_TRAPS.length + CHECKLIST.length + FACTS.length);
  for (const row of rows) t.notMatch(row, /\| *\|/, row);
  t.equal(new Set(ALL_TRAPS.map(({ trap }) => trap)).size, ALL_TRAPS.length);
});

t.test('every handling stands where the guide says, once, and every test has the title that it names', async (t) => {
  for (const { handled, test } of ALL_TRAPS) {
    t.equal((await read(handled.file)).split(handled.find).length, 2, `${handled.file} has ${handled.find}`);
    t.not(handled.find, handled.replace);
    t.ok(testTitles(await read(test.file)).includes(test.title), `${test.file} has ${test.title}`);
  }
  for (const { test } of CHECKLIST)
    t.ok(testTitles(await read(test.file)).includes(test.title), `${test.file} has ${test.title}`);
});

t.test('every chapter of the study is spoken of', async (t) => {
  const spoken = new Set([...ALL_TRAPS, ...FACTS].map(({ section }) => section));
  for (const [chapter, count] of Object.entries(CHAPTERS))
    for (let i = 1; i <= count; i += 1) t.ok(spoken.has(`${chapter}.${i}`), `${chapter}.${i}`);
});
