import { isRecord, type Json } from '../codec/json.ts';

function field(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Writes a value as CSV (RFC 4180) for a model to read. A list of objects becomes a header and a row each, its columns in
 * the order of first appearance; a list of lists becomes rows; anything else becomes a single field.
 */
export function formatCsv(value: Json): string {
  const items = Array.isArray(value) ? (value as readonly Json[]) : [value];
  const columns = [...new Set(items.flatMap((item) => (isRecord(item) ? Object.keys(item) : [])))];
  const header = columns.length > 0 ? [columns.map(field).join(',')] : [];
  const rows = items.map((item) => {
    if (isRecord(item)) return columns.map((column) => field(item[column] as Json | undefined)).join(',');
    return Array.isArray(item) ? item.map(field).join(',') : field(item as Json);
  });
  return [...header, ...rows].join('\n');
}
