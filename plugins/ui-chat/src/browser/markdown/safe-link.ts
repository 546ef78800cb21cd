/** An address that a link of a model may lead to: absolute, https or mailto, without a user name. Null for any other. */
export function safeLink(address: string): string | null {
  const url = URL.parse(address);
  if (url === null || url.username !== '' || url.password !== '') return null;
  return url.protocol === 'https:' || url.protocol === 'mailto:' ? url.href : null;
}
