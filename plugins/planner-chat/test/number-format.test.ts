import t from 'tap';
import { KNOWN_NUMBER_FORMATS } from '../src/message/known-number-formats.ts';
import { numberFormatByIntl, numberFormatOf } from '../src/message/number-format.ts';

t.test('the formats that are known without asking the runtime are those of the runtime', async (t) => {
  for (const [locale, format] of KNOWN_NUMBER_FORMATS) t.strictSame(format, numberFormatByIntl(locale), locale);
});

t.test('every other locale is asked of the runtime, and an unknown one is read as English', async (t) => {
  t.strictSame(numberFormatOf('de-CH'), numberFormatByIntl('de-CH'));
  t.equal(numberFormatOf('lt-LT').decimal, ',');
  t.strictSame(numberFormatOf('no such locale'), { decimal: '.', group: ',' });
});
