/** What a failed step of the test means. */
import { httpCause, type RcaCause } from './http-cause.ts';
import type { RcaRow } from './rca-row.ts';

type Rule = readonly [RegExp, (all: string) => RcaCause | undefined];

const untrusted: RcaCause = {
  cause: 'certificate-untrusted',
  certainty: 'documented',
  says: 'The certificate of the server does not lead to a root that is trusted. A private root must be installed on the phone.',
};
const chain: RcaCause = {
  cause: 'certificate-chain',
  certainty: 'documented',
  says: 'The server does not send a certificate that stands between its own and the root. The phone usually does not have it, so the server must send it.',
};
/** The test itself says "may": it saw a chain that it could not complete, and a root that it does not know looks the same. */
const chainPerhaps: RcaCause = {
  cause: 'certificate-chain',
  certainty: 'derived',
  says: 'The test could not follow the certificate of the server to a root. Usually the server does not send an intermediate certificate; or the root is one of a company and not trusted, which looks the same.',
};
const address: RcaCause = {
  cause: 'wrong-address',
  certainty: 'documented',
  says: 'The ExternalUrl of ActiveSync does not have the form https://NAME/Microsoft-Server-ActiveSync.',
};
export const search: RcaCause = {
  cause: 'autodiscover',
  certainty: 'documented',
  says: 'The search for the mail server (Autodiscover) gave no settings for phones.',
};
const header: RcaCause = {
  cause: 'proxy',
  certainty: 'documented',
  says: 'The answer to OPTIONS has no MS-Server-ActiveSync header. A proxy or a filter in front of Exchange takes it away or stops the request.',
};
const signIn: RcaCause = {
  cause: 'auth',
  certainty: 'documented',
  says: 'The ways to sign in to ActiveSync are not set as a phone needs them: Basic must be on, and anonymous must be off.',
};

const chainWords = /intermediate|PartialChain/i;

function chainCause(all: string): RcaCause {
  return /\bmay\b|PartialChain|could ?n[o']t be built/i.test(all) ? chainPerhaps : chain;
}

/** By the step first; the order matters. */
const byStep: readonly Rule[] = [
  [
    /FolderSync/i,
    (all) =>
      httpCause(all) ?? {
        cause: 'server-error',
        certainty: 'derived',
        says: 'The first command of the phone (FolderSync) failed. Usually something is wrong on the server.',
      },
  ],
  [/\bOPTIONS\b/i, (all) => (/MS-Server-ActiveSync|header/i.test(all) && !/\b401\b/.test(all) ? header : (httpCause(all) ?? optionsCause(all)))],
  [/ExternalUrl|ActiveSync URL .{0,300}valid/i, () => address],
  [/authentication methods?/i, (all) => (/anonymous|supported|integrated|\b401\b/i.test(all) ? signIn : (httpCause(all) ?? signIn))],
  [
    /client certificate|client-certificate|clientzertifikat|certificat client|certificado de cliente/i,
    () => ({
      cause: 'client-certificate',
      certainty: 'unverified',
      says: 'The server asks for a certificate from the phone. Usually client certificates must be set to "ignore" for ActiveSync.',
    }),
  ],
  [
    /certificate name|zertifikatname|nom du certificat|nombre del certificado/i,
    () => ({
      cause: 'certificate-name',
      certainty: 'documented',
      says: 'The name of the server does not stand on its certificate. A phone may show 80072F0D for this too.',
    }),
  ],
  [/intermediate/i, chainCause],
  [
    /certificate trust|certificate chains?|zertifikatkette|chaîne de certificats|cadena de certificados/i,
    (all) => (chainWords.test(all) ? chainCause(all) : untrusted),
  ],
  [
    /certificate date|expired|gültigkeitsdat|date du certificat|fecha del certificado/i,
    () => ({ cause: 'certificate-date', certainty: 'derived', says: 'The certificate of the server has expired, or it is not valid yet.' }),
  ],
  [/obtain the SSL certificate|SSL negotiation|remote certificate|SSL certificate/i, tlsCause],
  [
    /TCP[- ]?port|port (?:80|443)\b/i,
    () => ({
      cause: 'no-connection',
      certainty: 'documented',
      says: 'The server cannot be reached on its port. A firewall, the address or the server itself can be the reason.',
    }),
  ],
  [
    /host ?name .{0,200}DNS|resolve .{0,200}(?:host|DNS)|hostnamen?|nom d['’]hôte|nombre de host/i,
    () => ({ cause: 'server-name', certainty: 'documented', says: 'The name of the server is not in the public DNS.' }),
  ],
  [/\bSRV\b|_autodiscover/i, () => search],
  [/autodiscover/i, (all) => postCause(all)],
  [
    /provision|polic(?:y|ies)/i,
    (all) => httpCause(all) ?? { cause: 'policy', certainty: 'derived', says: 'Usually the policy and the phone of the test do not fit together.' },
  ],
];

/** The cause of a failed row; `undefined` when the row does not tell. */
export function rowCause(row: RcaRow): RcaCause | undefined {
  const all = `${row.step} ${row.result} ${row.details}`.slice(0, 8000);
  const rule = byStep.find(([step]) => step.test(row.step));
  return rule === undefined ? (httpCause(all) ?? resultCause(all)) : rule[1](all);
}

/** Where the step's words are of a language that is not known here, the details often have English ones. */
function resultCause(all: string): RcaCause | undefined {
  return byStep.find(([step]) => step.test(all))?.[1](all);
}

/** The row over the checks of a certificate fails when one of them does, and there was a connection then: only the check tells. */
function tlsCause(all: string): RcaCause | undefined {
  if (/expired|not yet valid/i.test(all))
    return { cause: 'certificate-date', certainty: 'derived', says: 'The certificate of the server has expired, or it is not valid yet.' };
  if (chainWords.test(all)) return chainCause(all);
  if (/untrusted ?root|trust/i.test(all)) return untrusted;
  if (/certificate validation checks/i.test(all)) return undefined;
  return {
    cause: 'no-connection',
    certainty: 'derived',
    says: 'No secure connection came about. Usually the server or something in front of it does not speak TLS on this port as expected.',
  };
}

function optionsCause(all: string): RcaCause {
  if (/protocol ?version|negotiat/i.test(all))
    return { cause: 'protocol', certainty: 'documented', says: 'The server offers no version of ActiveSync that the test knows.' };
  return header;
}

function postCause(all: string): RcaCause {
  const http = httpCause(all);
  return http === undefined || http.cause === 'wrong-address' || /provider/i.test(all) ? search : http;
}
