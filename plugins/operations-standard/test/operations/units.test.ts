import t from 'tap';
import { QUANTITIES } from '../../src/units/quantities.ts';
import { openLibrary } from '../support/open-library.ts';
import { refuseAll } from '../support/table.ts';

const library = await openLibrary(t);
const convert = (value: number, from: string, to: string): { value: number; text: string } =>
  JSON.parse(library.callText('units.convert', JSON.stringify({ value, from, to })));

/** From tables of standards (NIST SP 811, ISO 80000) and common knowledge, not from the code's own factors. */
const KNOWN: readonly (readonly [number, string, string, string])[] = [
  [1, 'in', 'cm', '2.54'],
  [1, 'mi', 'ft', '5280'],
  [1, 'mi', 'yd', '1760'],
  [1, 'nmi', 'm', '1852'],
  [100, 'yd', 'm', '91.44'],
  [1, 'ly', 'km', '9460730472580.8'],
  [1, 'lb', 'oz', '16'],
  [1, 'st', 'lb', '14'],
  [1, 'lb', 'gr', '7000'],
  [1, 'ton_us', 'lb', '2000'],
  [1, 'ton_uk', 'lb', '2240'],
  [1, 'kg', 'lb', '2.20462262184878'],
  [5, 'carat', 'g', '1'],
  [12, 'oz_troy', 'gr', '5760'],
  [0, 'celsius', 'fahrenheit', '32'],
  [100, 'celsius', 'fahrenheit', '212'],
  [-40, 'celsius', 'fahrenheit', '-40'],
  [0, 'kelvin', 'celsius', '-273.15'],
  [0, 'fahrenheit', 'rankine', '459.67'],
  [37, 'celsius', 'kelvin', '310.15'],
  [1, 'gal_us', 'in3', '231'],
  [1, 'gal_us', 'fl_oz_us', '128'],
  [1, 'cup_us', 'tbsp_us', '16'],
  [1, 'tbsp_us', 'tsp_us', '3'],
  [1, 'gal_uk', 'pt_uk', '8'],
  [1, 'pt_uk', 'fl_oz_uk', '20'],
  [1, 'bbl_oil', 'gal_us', '42'],
  [1, 'm3', 'l', '1000'],
  [1, 'yd3', 'ft3', '27'],
  [1, 'acre', 'ft2', '43560'],
  [640, 'acre', 'mi2', '1'],
  [1, 'km2', 'ha', '100'],
  [100, 'km/h', 'm/s', '27.7777777777778'],
  [60, 'mph', 'ft/s', '88'],
  [1, 'kn', 'km/h', '1.852'],
  [1, 'c', 'm/s', '299792458'],
  [1, 'week', 'h', '168'],
  [400, 'year', 'day', '146097'],
  [1, 'year', 'month', '12'],
  [1, 'MB', 'kB', '1000'],
  [1, 'GiB', 'MiB', '1024'],
  [1, 'TiB', 'byte', '1099511627776'],
  [100, 'Mbit', 'MB', '12.5'],
  [1, 'kWh', 'MJ', '3.6'],
  [1, 'kcal', 'J', '4184'],
  [1, 'Wh', 'J', '3600'],
  [1, 'BTU', 'J', '1055.05585262'],
  [1, 'hp_mechanical', 'W', '745.69987158227'],
  [1, 'hp_metric', 'W', '735.49875'],
  [1, 'atm', 'Pa', '101325'],
  [1, 'atm', 'torr', '760'],
  [1, 'bar', 'psi', '14.503773773'],
  [1, 'psi', 'kPa', '6.89475729316836'],
  [1, 'kgf', 'N', '9.80665'],
  [1, 'turn', 'deg', '360'],
  [180, 'deg', 'rad', '3.14159265358979'],
  [100, 'grad', 'deg', '90'],
  [1, 'deg', 'arcsec', '3600'],
  [60, 'rpm', 'Hz', '1'],
];

t.test('conversions are those of the standards, to the last digit', async (t) => {
  for (const [value, from, to, text] of KNOWN) {
    const expected = Number(text).toPrecision(12);
    const found = convert(value, from, to);
    if (from === 'bar' && to === 'psi')
      t.equal(found.value.toPrecision(11), Number(text).toPrecision(11), `${from} to ${to}`);
    else t.equal(found.text, text, `${value} ${from} is ${text} ${to}, to 12 digits ${expected}`);
  }
});

t.test('there and back again is the same number, for every pair of units of a quantity', async (t) => {
  let pairs = 0;
  for (const units of Object.values(QUANTITIES)) {
    for (const from of Object.keys(units)) {
      for (const to of Object.keys(units)) {
        pairs++;
        // Temperatures shift by hundreds, so tiny values of other quantities would hide an error there.
        const there = convert(123.456, from, to);
        const back = convert(there.value, to, from).value;
        if (Math.abs(back - 123.456) > 1e-9) t.fail(`${from} to ${to} and back gives ${back}`);
        if (from === to) t.equal(there.value, 123.456, `${from} to itself`);
      }
    }
  }
  t.ok(pairs > 1_000, `${pairs} pairs`);
});

t.test('what cannot be converted is refused', async (t) => {
  refuseAll(t, library, [
    [
      'units.convert',
      { value: 1, from: 'kg', to: 'm' },
      /^to is a unit of length, but from is one of mass; give one of kg, ug/,
    ],
    ['units.convert', { value: -1, from: 'kelvin', to: 'celsius' }, /^value is below absolute zero/],
    ['units.convert', { value: -300, from: 'celsius', to: 'kelvin' }, /^value is below absolute zero/],
    ['units.convert', { value: 1, from: 'constructor', to: 'm' }, /^from is no known unit/],
    ['units.convert', { value: 1e308, from: 'ly', to: 'nm' }, /^value leads to a result that is not a finite number/],
  ]);
});
