import { createHash } from 'node:crypto';

const RULES = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  // Text becomes HTML only through these two: Lit's templates, which are code, and the sanitiser of model text.
  "require-trusted-types-for 'script'",
  'trusted-types lit-html dompurify',
];

/**
 * Content security policy of the page: Studio's own files, and one inline script, the import map, named by its hash
 * (CSP 3, section 6.7.3). Nothing of another origin, no inline style, no frame.
 */
export function pagePolicy(importMap: string): string {
  const digest = createHash('sha256').update(importMap).digest('base64');
  return [`script-src 'self' 'sha256-${digest}'`, ...RULES].join('; ');
}
