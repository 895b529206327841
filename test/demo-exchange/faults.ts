/** What can be wrong with the stand-in mail server. */

/** Name and meaning, in the order in which they are listed. */
const listed = [
  ['none', 'nothing is wrong'],
  ['wrong-name', 'the certificate is for another name'],
  ['expired', 'the certificate expired last month'],
  ['not-yet-valid', 'the certificate is valid from next month on'],
  ['missing-intermediate', 'the certificate in between is not sent'],
  ['sha512', 'the certificate is signed with SHA-512'],
  ['self-signed', 'the certificate is self-signed'],
  ['private-ca', 'the certificates come from the authority of the company itself'],
  ['redirect-loop', 'Autodiscover sends everybody round in a circle'],
  ['449', 'ActiveSync wants its policy accepted first (HTTP 449)'],
  ['142', 'ActiveSync wants its policy accepted first (status 142 inside the answer)'],
  ['403', 'something refuses every request (HTTP 403)'],
  ['404', 'nothing is known at the addresses of Exchange (HTTP 404)'],
  ['451', 'ActiveSync names another server (HTTP 451)'],
  ['500', 'Exchange fails (HTTP 500)'],
  ['503', 'Exchange is too busy (HTTP 503)'],
  ['401-none', 'the server asks for a sign-in and offers no way to do it'],
  ['401-ntlm', 'the server offers NTLM and Negotiate, but not Basic'],
  ['200-anonymous', 'the server answers without asking for a sign-in'],
  ['login-page', 'a proxy sends everybody to a page to sign in'],
  ['slow', 'the server answers one byte at a time'],
  ['huge', 'the answer never ends'],
  ['reset', 'connections are closed at once'],
  ['no-answer', 'connections are taken, and nothing ever comes'],
  ['refused', 'nothing listens'],
  ['no-name', 'DNS knows none of the names'],
  ['srv-only', 'only the service record in DNS leads to the server'],
] as const;

export type Fault = (typeof listed)[number][0];

export const faults: ReadonlyMap<Fault, string> = new Map(listed);

export function isFault(text: string): text is Fault {
  return listed.some(([name]) => name === text);
}
