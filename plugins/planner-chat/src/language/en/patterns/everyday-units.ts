const LITRES = '(l|liters|litres|liter|litre) (/|per) 100 (km|kilometers|kilometres)';
const MILES = '(mpg|miles per gallon)';
const CONVERT =
  '[what is|how much is|how many is|convert|change|turn|express|how long is|how far is|how tall is|write]';

/** More patterns of units, in the words of every day. */
export const everydayUnitPatterns: Readonly<Record<string, readonly string[]>> = {
  'units.convert': ['{quantity} [is|in|,|:] how (many|much) {unit}', '{unit} in {quantity}'],
  'units.convert_two': [
    `${CONVERT} {first:quantity} {rest:integer} (in|to|into) {unit}`,
    `${CONVERT} {height} (in|to|into|as) {unit}`,
  ],
  'units.convert_both': [
    `${CONVERT} {quantity} (in|to|into|as) {unit}`,
    'how (many|much) {unit} (is|are|are in|is in|are there in|in|make) {quantity}',
  ],
  'units.fuel': [`${CONVERT} {number} ${MILES} (in|to|into|as) ${LITRES}`],
  'units.split': [
    `${CONVERT} {quantity} (in|to|into|as) {first:unit} [,] (and|&) {second:unit}`,
    `${CONVERT} {quantity} (in|to|into|as) {first:unit} [,] {second:unit} [,] [and|&] {third:unit}`,
  ],
  'units.tell_time': ['how long (is|are) {duration}'],
  'units.time_sum': [
    '<what> {first:duration} (plus|+) {second:duration}',
    '<what> {first:duration} {minus:back} {second:duration}',
    'add {first:duration} (and|to|plus) {second:duration}',
  ],
};
