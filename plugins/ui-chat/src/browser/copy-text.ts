const SHOWN_MS = 1_500;

/** Copies a text, and says so on the button for a moment. */
export async function copyText(text: string, button: HTMLElement): Promise<void> {
  const before = button.textContent;
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = 'Copied';
  } catch {
    button.textContent = 'Copying was not allowed';
  }
  setTimeout(() => {
    button.textContent = before;
  }, SHOWN_MS);
}
