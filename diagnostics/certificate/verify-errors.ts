/** What OpenSSL could not verify, where the certificates themselves are not at hand. */
import { evidence } from '../evidence.ts';
import type { Cause, Finding } from '../finding.ts';
import { noFinding } from '../no-finding.ts';
import type { Handshake } from './read-handshake.ts';

type Told = Omit<Cause, 'evidence'>;

/** Numbers of X509_V_ERR, as `s_client` prints them. What OpenSSL trusts is not what the phone trusts. */
function toldBy(number: number): Told | undefined {
  switch (number) {
    case 9:
      return { cause: 'certificate-date', certainty: 'documented', says: 'The certificate of the server is not valid yet.' };
    case 10:
      return { cause: 'certificate-date', certainty: 'documented', says: 'A certificate of the server has expired.' };
    case 18:
      return {
        cause: 'certificate-untrusted',
        certainty: 'documented',
        says: 'The certificate of the server is self-signed. The phone trusts it only when it is installed on the phone.',
      };
    case 19:
      return {
        cause: 'certificate-untrusted',
        certainty: 'derived',
        says: 'The certificates lead to a root that the computer does not trust. Usually the phone does not trust it either.',
      };
    case 20:
    case 21:
      return {
        cause: 'certificate-chain',
        certainty: 'derived',
        says: 'The computer does not find the issuer of a certificate. Usually the server does not send all of the chain.',
      };
    case 62:
      return { cause: 'certificate-name', certainty: 'documented', says: 'The name of the server does not stand on its certificate.' };
  }
  return undefined;
}

/** @param wanted what would help, in words that complete "Get me ...". */
export function sayErrors({ errors }: Handshake, wanted: string): Finding {
  const causes = new Map<string, Cause>();
  for (const { line, text, number } of errors) {
    const told = toldBy(number);
    if (told !== undefined && !causes.has(told.cause)) causes.set(told.cause, { ...told, evidence: [evidence(line, text)] });
  }
  const [first] = causes.values();
  const verdict = first?.says ?? 'There is no certificate in this that I can read.';
  return { ...noFinding, kind: 'certificate', outcome: first === undefined ? 'unclear' : 'fault', verdict, causes: [...causes.values()], lacks: [wanted] };
}
