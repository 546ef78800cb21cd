const TABLE: Readonly<Record<string, string>> = {
  length: 'm nm um mm cm dm km in ft yd mi nmi au ly',
  mass: 'kg ug mg g t gr oz lb st ton_us ton_uk oz_troy carat',
  temperature: 'kelvin celsius fahrenheit rankine',
  volume:
    'l ml cl dl hl cm3 m3 in3 ft3 yd3 tsp_us tbsp_us fl_oz_us cup_us pt_us qt_us gal_us fl_oz_uk pt_uk qt_uk gal_uk bbl_oil tsp_metric tbsp_metric cup_metric',
  area: 'm2 mm2 cm2 km2 a ha in2 ft2 yd2 mi2 acre',
  speed: 'm/s km/h km/s mph ft/s kn',
  time: 's ns us ms min h day week',
  data: 'byte bit kbit Mbit Gbit kB MB GB TB PB KiB MiB GiB TiB PiB',
  data_rate: 'bit/s kbit/s Mbit/s Gbit/s kB/s MB/s GB/s',
  energy: 'J kJ MJ GJ Wh kWh MWh cal kcal BTU eV',
  power: 'W mW kW MW GW hp_mechanical hp_metric',
  pressure: 'Pa hPa kPa MPa mbar bar atm torr mmHg psi',
  force: 'N kN kgf lbf dyn',
  angle: 'deg rad grad arcmin arcsec turn',
  frequency: 'Hz kHz MHz GHz rpm',
};

/** What each unit of `units.convert` that this planner knows by name measures. */
export const DIMENSIONS: ReadonlyMap<string, string> = new Map(
  Object.entries(TABLE).flatMap(([dimension, units]) => units.split(' ').map((unit) => [unit, dimension] as const)),
);

/** Whose size depends on the country: the unit for each. */
const BY_COUNTRY: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  fl_oz: { US: 'fl_oz_us', GB: 'fl_oz_uk' },
};

/** What nobody measures with: next to these, "nm" is no nautical mile. */
const SMALL: ReadonlySet<string> = new Set(['nm', 'um', 'mm', 'cm', 'in']);
const isOdd = (one: string, other: string) => one === 'nmi' && SMALL.has(other);

/**
 * The one pair of units of one dimension that two written units can mean.
 * @returns null when there is none, or more than one.
 */
export function pairOf(
  from: readonly string[],
  to: readonly string[],
  country: string,
): { readonly from: string; readonly to: string; readonly dimension: string } | null {
  const here = (unit: string) => (Object.hasOwn(BY_COUNTRY, unit) ? BY_COUNTRY[unit]?.[country] : unit);
  const pairs = from.flatMap((a) =>
    to.flatMap((b) => {
      const [first, second] = [here(a), here(b)];
      // A unit that is known only by country, without the country, could still be what is meant.
      const [left, right] = [DIMENSIONS.get(first ?? ''), DIMENSIONS.get(second ?? '')];
      if (left === undefined || left !== right || first === undefined || second === undefined) return [];
      return [{ from: first, to: second, dimension: left }];
    }),
  );
  const likely = pairs.length < 2 ? pairs : pairs.filter(({ from, to }) => !isOdd(from, to) && !isOdd(to, from));
  return likely.length === 1 ? (likely[0] ?? null) : null;
}
