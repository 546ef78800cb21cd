import t from 'tap';
import { openLibrary } from '../support/open-library.ts';
import { expectAll, refuseAll } from '../support/table.ts';

const library = await openLibrary(t);

t.test('texts', async (t) => {
  expectAll(t, library, [
    ['text.template', { template: '{{a}}{{b.c}}{{b}}', values: { a: '{{b}}', b: { c: null } } }, '{{b}}{"c":null}'],
    ['text.template', { template: '{{x}}', values: {}, missing: 'empty' }, ''],
    [
      'text.count',
      { text: '' },
      { characters: 0, characters_without_spaces: 0, words: 0, sentences: 0, lines: 0, paragraphs: 0, bytes: 0 },
    ],
    [
      'text.count',
      { text: '😀 — ok?\r\n' },
      { characters: 9, characters_without_spaces: 5, words: 1, sentences: 1, lines: 1, paragraphs: 1, bytes: 14 },
    ],
    [
      'text.extract',
      { text: 'On 2026-01-31 it cost $1,234.50 (-5%), +7 or 1.2.3; x=3', kind: 'numbers' },
      [2026, 1, 31, 1234.5, -5, 7, 1.2, 3],
    ],
    ['text.extract', { text: 'a@b.co, A@B.CO; @x not@ok', kind: 'emails', unique: true }, ['a@b.co', 'A@B.CO']],
    [
      'text.extract',
      { text: '<https://x.org/a_(b)>, "http://y.org/?q=1#f"!', kind: 'urls' },
      ['https://x.org/a_(b)', 'http://y.org/?q=1#f'],
    ],
    [
      'text.extract',
      { text: '3/4/2026, 1.2.2026 and 5th May 2026 or Sept. 9 2026', kind: 'dates' },
      ['3/4/2026', '1.2.2026', '5th May 2026', 'Sept. 9 2026'],
    ],
    ['text.case', { text: "o'NEILL and élan", to: 'title' }, "O'neill And Élan"],
    ['text.case', { text: 'HELLO. YOU THERE', to: 'sentence' }, 'Hello. You there'],
    ['text.case', { text: 'parseHTTPServer2Name', to: 'kebab' }, 'parse-http-server-2-name'],
    ['text.case', { text: 'max retries', to: 'constant' }, 'MAX_RETRIES'],
    ['text.case', { text: 'max retries', to: 'pascal' }, 'MaxRetries'],
    ['text.lines', { text: 'b\r\na', actions: ['sort_descending', 'number'] }, '1. b\n2. a'],
    ['text.split', { text: '', separator: ',' }, ['']],
    ['text.slice', { text: '😀😀', start: -1 }, '😀'],
    ['text.join', { items: [], separator: ',' }, ''],
    ['text.trim', { text: '\u00a0a\u2003', side: 'both' }, 'a'],
    ['text.contains', { text: 'a.b', find: '.', where: 'end' }, false],
    ['regex.replace', { text: 'aaa', pattern: 'a', replacement: '[$0]', first_only: true }, '[a]aa'],
    ['regex.replace', { text: 'abc', pattern: '(x)?b', replacement: '<$1>' }, 'a<>c'],
    [
      'regex.find_all',
      { text: 'é1', pattern: '\\d|$' },
      [
        { text: '1', start: 1, end: 2, groups: [] },
        { text: '', start: 2, end: 2, groups: [] },
      ],
    ],
    ['regex.split', { text: 'a,b', pattern: ',?' }, ['a', 'b']],
    ['regex.test', { text: 'A\nb', pattern: '^B$', flags: 'im' }, true],
  ]);
  refuseAll(t, library, [
    ['text.template', { template: '{{a.b}}', values: { a: 1 } }, /^values has no "a.b"/],
    ['text.lines', { text: 'a', actions: ['sort'], locale: 'zz-zz' }, /^locale is no known locale: "zz-zz"/],
    ['text.lines', { text: 'a', actions: ['sort'], locale: '!' }, /^locale is no known locale/],
    [
      'regex.replace',
      { text: 'a', pattern: 'a', replacement: '$1' },
      /^replacement names \$1, but the pattern has 0 groups/,
    ],
  ]);
});

t.test('numbers, lists and decisions', async (t) => {
  expectAll(t, library, [
    ['number.convert_base', { digits: '-ZZ', from: 36, to: 10 }, '-1295'],
    ['number.convert_base', { digits: '0'.repeat(50), from: 2, to: 16 }, '0'],
    ['number.to_roman', { value: 3999 }, 'MMMCMXCIX'],
    ['number.to_roman', { value: 4 }, 'IV'],
    ['number.from_roman', { text: 'XC' }, 90],
    ['number.format', { value: 0 }, '0.00'],
    ['number.format', { value: -0.001 }, '0.00'],
    ['number.format', { value: 1e21, decimals: 0, group_separator: ' ' }, '1 000 000 000 000 000 000 000'],
    ['number.format', { value: 999.995 }, '1,000.00'],
    ['number.parse', { text: '1,234,567' }, 1234567],
    ['number.parse', { text: '.5' }, 0.5],
    ['number.parse', { text: '−3 %' }, -0.03],
    ['list.sort', { items: [3, '3', null, true, [1], { a: 1 }, -1] }, [null, true, -1, 3, '3', [1], { a: 1 }]],
    ['list.sort', { items: ['b', 'a', 'B'], order: 'descending' }, ['b', 'a', 'B']],
    ['list.slice', { items: [1, 2, 3], start: -2, end: -1 }, [2]],
    ['list.range', { start: 1, end: 0 }, []],
    ['list.range', { start: 0, end: 1, step: 0.25 }, [0, 0.25, 0.5, 0.75, 1]],
    ['list.chunk', { items: [], size: 3 }, []],
    ['list.min', { items: ['b', 2] }, 2],
    ['list.max', { items: ['b', 2] }, 'b'],
    ['logic.switch', { value: 1, cases: [] }, null],
    ['logic.switch', { value: { a: 1, b: 2 }, cases: [{ equals: { b: 2, a: 1 }, then: 'same' }] }, 'same'],
    ['logic.compare', { left: [1, { a: 2 }], test: 'contains', right: { a: 2 } }, true],
    ['logic.compare', { left: null, test: 'less_or_equal', right: null }, false],
    ['logic.compare', { left: 'a', test: 'not_in', right: 'abc' }, false],
    ['logic.compare', { left: 'abc', test: 'ends_with', right: 'bc' }, true],
    ['logic.all', { conditions: [] }, true],
    ['logic.any', { conditions: [] }, false],
  ]);
  refuseAll(t, library, [
    ['number.convert_base', { digits: '12', from: 2, to: 10 }, /^digits has "2", which is no digit in base 2/],
    ['number.from_roman', { text: 'IIII' }, /^text is no Roman numeral/],
    ['number.from_roman', { text: 'IC' }, /^text is no Roman numeral/],
    ['number.parse', { text: '1,23' }, /^text is no number with decimal separator "."/],
    ['number.parse', { text: '1.2.3' }, /^text is no number/],
    ['number.parse', { text: '%' }, /^text is no number/],
    ['list.range', { start: 0, end: 1, step: 0 }, /^step must not be 0/],
    ['list.sort', { items: [{ a: 1 }, {}], by: '/a' }, /^by leads to nothing in item 1/],
    ['list.sort', { items: ['a'], locale: 'xx-nowhere' }, /^locale is no known locale/],
  ]);
});
