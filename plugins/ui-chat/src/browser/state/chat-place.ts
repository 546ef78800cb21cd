/** Which conversation an address names, and which message of it; empty for one that has not begun, null for no message. */
export interface ChatPlace {
  readonly id: string;
  readonly message_id: string | null;
}

/** Reads `<conversation>` or `<conversation>/<message>`. */
export function chatPlace(path: string): ChatPlace {
  const [id = '', message_id = ''] = path.split('/');
  return { id, message_id: message_id === '' ? null : message_id };
}
