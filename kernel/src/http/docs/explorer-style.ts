/** Style of the page at `/docs`. */
export const EXPLORER_STYLE = `:root {
  color-scheme: light dark;
  --line: color-mix(in srgb, CanvasText 20%, Canvas);
  --soft: color-mix(in srgb, CanvasText 6%, Canvas);
}
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; }
h2 { font-size: 1.1rem; margin-top: 2rem; text-transform: capitalize; }
details { border: 1px solid var(--line); border-radius: 6px; margin: 0.5rem 0; }
details details { border-style: dashed; margin: 0.5rem 0; }
summary { padding: 0.5rem 0.75rem; cursor: pointer; }
.inside { padding: 0 0.75rem 0.75rem; }
.method { display: inline-block; min-width: 4.5rem; font-weight: 600; }
code, pre, textarea, input { font-family: ui-monospace, monospace; font-size: 0.875rem; }
pre { background: var(--soft); padding: 0.75rem; border-radius: 6px; overflow: auto; max-height: 30rem; }
label { display: block; margin: 0.5rem 0; }
input, textarea { display: block; width: 100%; box-sizing: border-box; padding: 0.4rem; }
textarea { min-height: 10rem; }
button { font: inherit; padding: 0.3rem 1rem; margin: 0.5rem 0.5rem 0.5rem 0; }
`;
