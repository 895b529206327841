/** What a browser may do with the page. */
import type { Response } from 'restify';

/** Allows the page its own files and its nonce's styles, and frames only on the pages that the operator named. */
export function allowPage(response: Response, nonce: string | undefined, allowedOrigins: readonly string[]): void {
  const frames = allowedOrigins.length === 0 ? "'none'" : ["'self'", ...allowedOrigins.map((one) => new URL(one).origin)].join(' ');
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self'${nonce === undefined ? '' : ` 'nonce-${nonce}'`}`,
    "connect-src 'self' blob:",
    "img-src 'self' data: blob:",
    'worker-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${frames}`,
  ];
  response.setHeader('content-security-policy', policy.join('; '));
  // This header knows no list, and browsers that know the policy need it not.
  if (allowedOrigins.length > 0) response.removeHeader('x-frame-options');
  response.setHeader('cross-origin-opener-policy', 'same-origin');
  response.setHeader('permissions-policy', 'camera=(), microphone=(), geolocation=()');
}
