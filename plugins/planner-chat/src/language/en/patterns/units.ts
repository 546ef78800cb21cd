/** Patterns of conversions between units. */
export const unitPatterns: Readonly<Record<string, readonly string[]>> = {
  'units.convert_two': [
    '[what is|how much is|convert|change|turn|express|how long is|how tall is|how heavy is] {first:quantity} [and|,] {second:quantity} (in|to|into|as) {unit}',
    'how (many|much) {unit} (is|are|are in|is in|are there in|in) {first:quantity} [and|,] {second:quantity}',
  ],
  'units.convert': [
    '[what is|what are|how much is|how many is|convert|change|turn|express|calculate|how long is|how far is|how heavy is|how hot is|how tall is|how big is] {quantity} (in|to|into|in to|as|in terms of) [units of] {unit}',
    '{quantity} = (?|how many) {unit}',
    '{quantity} (is|equals|are) how (many|much) {unit}',
    'how (many|much) {unit} (is|are|are in|is in|are there in|in|make|make up|equal|equals|do|does) {quantity} [make|equal|have|contain]',
    'how (many|much) {unit} (does|do) {quantity} (have|contain|make|equal)',
  ],
};
