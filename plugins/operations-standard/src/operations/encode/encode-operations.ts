import type { Operation } from '../../operation/define-operation.ts';
import { base64 } from './base64.ts';
import { base64url } from './base64url.ts';
import { hex } from './hex.ts';
import { html } from './html.ts';
import { morse } from './morse.ts';
import { rot13 } from './rot13.ts';
import { url } from './url.ts';

/** The operations whose names begin with `encode.`. */
export const encodeOperations: readonly Operation[] = [base64, base64url, hex, html, morse, rot13, url];
