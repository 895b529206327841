/** What the stand-in answers over HTTP. */
import type { Fault } from './faults.ts';

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string | Buffer;
}

export interface Asked {
  readonly host: string;
  readonly path: string;
  readonly isSecure: boolean;
}

const autodiscoverPath = '/autodiscover/autodiscover.xml';
const syncPath = '/microsoft-server-activesync';
const settings = '<?xml version="1.0"?><Autodiscover><Response><Error><ErrorCode>600</ErrorCode></Error></Response></Autodiscover>';
/** FolderSync with the status 142 as WBXML. */
const notProvisioned = Buffer.from([3, 1, 0x6a, 0, 0, 7, 0x56, 0x4c, 3, 0x31, 0x34, 0x32, 0, 1, 1]);
const basic = 'Basic realm="mail.contoso.test"';
const signIn: Answer = { status: 401, headers: { 'WWW-Authenticate': ['Negotiate', 'NTLM', basic] } };
const anonymous = { 'MS-Server-ActiveSync': '14.1', 'MS-ASProtocolVersions': '2.0,2.1,2.5,12.0,12.1,14.0,14.1' };
const newServer = 'https://mail2.contoso.test/Microsoft-Server-ActiveSync';

export function answerTo(fault: Fault, asked: Asked): Answer {
  const path = asked.path.toLowerCase();
  if (path === syncPath && asked.isSecure) return syncAnswer(fault);
  if (path === autodiscoverPath) return autodiscoverAnswer(fault, asked);
  return { status: 404 };
}

function syncAnswer(fault: Fault): Answer {
  switch (fault) {
    case '449':
      return { status: 449 };
    case '142':
      return { status: 200, headers: { 'Content-Type': 'application/vnd.ms-sync.wbxml' }, body: notProvisioned };
    case '451':
      return { status: 451, headers: { 'X-MS-Location': newServer } };
    case '200-anonymous':
      return { status: 200, headers: anonymous };
    case 'login-page':
      return { status: 302, headers: { Location: 'https://sso.contoso.test/signin?from=activesync' } };
    default:
      return commonAnswer(fault);
  }
}

function autodiscoverAnswer(fault: Fault, { host, isSecure }: Asked): Answer {
  const to = (name: string): Answer => ({ status: 302, headers: { Location: `https://${name}${autodiscoverPath}` } });
  if (fault === 'redirect-loop') return host === 'contoso.test' || !isSecure ? to('autodiscover.contoso.test') : to('contoso.test');
  if (!isSecure) return to('autodiscover.contoso.test');
  // The web site of the company, which has nothing to do with its mail.
  if (host === 'contoso.test') return { status: 404 };
  return fault === '200-anonymous' ? { status: 200, headers: { 'Content-Type': 'text/xml' }, body: settings } : commonAnswer(fault);
}

function commonAnswer(fault: Fault): Answer {
  switch (fault) {
    case '403':
    case '404':
    case '500':
    case '503':
      return { status: Number(fault) };
    case '401-none':
      return { status: 401 };
    case '401-ntlm':
      return { status: 401, headers: { 'WWW-Authenticate': ['Negotiate', 'NTLM'] } };
    default:
      return signIn;
  }
}
