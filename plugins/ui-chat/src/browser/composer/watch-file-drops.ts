/** What is told of files that somebody drags over the window. */
export interface FileDrops {
  hover(dragging: boolean): void;
  dropped(files: readonly File[]): void;
}

/**
 * Files land in the message wherever in the window they are let go; elsewhere the browser would leave the page for them.
 * @returns the way to stop.
 */
export function watchFileDrops({ hover, dropped }: FileDrops): () => void {
  const stop = new AbortController();
  const listen = (
    types: readonly ('dragenter' | 'dragover' | 'dragleave' | 'drop')[],
    take: (event: DragEvent) => void,
  ) => {
    const fits = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      take(event);
    };
    for (const type of types) addEventListener(type, fits, { signal: stop.signal });
  };
  listen(['dragenter', 'dragover', 'dragleave'], (event) =>
    hover(event.type !== 'dragleave' || event.relatedTarget !== null),
  );
  listen(['drop'], (event) => {
    hover(false);
    dropped([...(event.dataTransfer?.files ?? [])]);
  });
  return () => stop.abort();
}
