const CALL = /t\.test\(\s*(?:'((?:\\.|[^'\\])*)'|"((?:\\.|[^"\\])*)"|`([^`]*)`)/g;

/** The titles of the tests in a source, those with a variable part as they are written. */
export function testTitles(source: string): readonly string[] {
  return [...source.matchAll(CALL)].map(([, single, double, template]) =>
    (single ?? double ?? template ?? '').replace(/\\(.)/g, '$1'),
  );
}
