/** The live checks by name. */
import type { FactBook } from '../../knowledge/library.ts';
import { checkActiveSync } from './activesync.ts';
import { checkAutodiscover } from './autodiscover.ts';
import type { Network } from './network.ts';
import type { ProbeKind, ProbeReport } from './report.ts';
import { Rows } from './rows.ts';
import { checkServerCertificate } from './server-certificate.ts';

export interface ProbeContext {
  readonly network: Network;
  readonly book: FactBook;
  /** Milliseconds since 1970: what the certificates' dates are judged by. */
  readonly now: number;
}

/**
 * Does one check. Sends neither a user nor a password, and does nothing but through the network that is handed in.
 * @param target a host, or for `autodiscover` a mail domain; lower-case ASCII.
 */
export function runProbe(kind: ProbeKind, target: string, context: ProbeContext): Promise<ProbeReport> {
  const look = { ...context, rows: new Rows() };
  switch (kind) {
    case 'server-certificate':
      return checkServerCertificate(target, look);
    case 'autodiscover':
      return checkAutodiscover(target, look);
    case 'activesync':
      return checkActiveSync(target, look);
  }
}
