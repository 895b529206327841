/** What the service and the reading thread say to each other. */
import type { Finding } from '../../diagnostics/finding.ts';

export type ToReader = { readonly kind: 'chunk'; readonly bytes: Uint8Array } | { readonly kind: 'end' };
export type FromReader =
  | { readonly kind: 'more' }
  | { readonly kind: 'found'; readonly finding: Finding }
  | { readonly kind: 'refused'; readonly says: string };
