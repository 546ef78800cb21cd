import t from 'tap';
import { DraftBox, NO_DRAFT } from '../src/browser/composer/draft-box.ts';
import { lastCode } from '../src/browser/message/last-code.ts';

/** What a browser gives, without one. */
function storage(): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    key: (index) => [...kept.keys()][index] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
  };
}
const FILE = { name: 'a.csv', media_type: 'text/csv', text: 'a\n1\n' };

t.test('a draft is kept by conversation, with its files; its words outlast a reload', async (t) => {
  const place = storage();
  const box = new DraftBox(place);
  box.write('one', { content: 'half a', attachments: [FILE] });
  box.write('', { content: 'new', attachments: [] });
  t.same(box.read('one'), { content: 'half a', attachments: [FILE] });
  t.same(box.read('two'), NO_DRAFT);
  const again = new DraftBox(place);
  t.same(again.read('one'), { content: 'half a', attachments: [] });
  again.write('one', NO_DRAFT);
  t.same(new DraftBox(place).read('one'), NO_DRAFT);
  t.same(new DraftBox(place).read(''), { content: 'new', attachments: [] });
});

t.test('a very long draft is held, and not stored; whatever else the page stores stays', async (t) => {
  const place = storage();
  place.setItem('other', 'x');
  const box = new DraftBox(place);
  box.write('one', { content: 'short', attachments: [] });
  box.write('one', { content: 'x'.repeat(30_000), attachments: [] });
  t.equal(box.read('one').content.length, 30_000);
  t.equal(place.length, 1, 'and no older words of it are left');
  box.write('two', { content: 'y', attachments: [] });
  box.clear();
  t.same([place.length, box.read('one'), place.getItem('other')], [1, NO_DRAFT, 'x']);
});

t.test('a browser that keeps nothing takes no word away', async (t) => {
  const full = {
    ...storage(),
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
  };
  const box = new DraftBox(full);
  box.write('one', { content: 'still here', attachments: [] });
  t.equal(box.read('one').content, 'still here');
});

t.test('the last code of a text, however it is fenced', async (t) => {
  t.equal(lastCode('a\n```js\nx\n```\nb\n~~~\ny\nz\n~~~\nc'), 'y\nz\n');
  t.equal(lastCode('````md\n```js\nx\n```\n````'), '```js\nx\n```\n', 'a longer fence holds shorter ones');
  t.equal(lastCode('no `code` here'), null);
  t.equal(lastCode('```\nnever closed'), null);
  t.equal(lastCode('```\r\nx\r\n```'.replaceAll('\r', '')), 'x\n');
});
