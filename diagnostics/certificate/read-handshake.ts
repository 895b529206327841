/** What `openssl s_client` tells beside the certificates: for which host, how many were sent, what it could not verify. */

export interface Handshake {
  /** The host that was asked for; the last one named wins, since SNI comes after the address. */
  readonly hostname: string | undefined;
  /** Lines of the chain that the server sent, by position; empty when this is no output of `s_client`. */
  readonly sent: readonly { readonly line: number; readonly text: string }[];
  /** Numbers of OpenSSL's verify errors, with their lines. */
  readonly errors: readonly { readonly line: number; readonly text: string; readonly number: number }[];
}

const connect = /-connect[ =]{1,4}"?([\w.-]{1,253}):\d{1,5}/;
const serverName =
  /(?:-servername|-verify_hostname)[ =]{1,4}"?([\w.-]{1,253})|^\s{0,8}(?:SNI|server ?name|host ?name|host)\s{0,4}[:=]\s{0,4}([\w.-]{1,253})\s{0,8}$/i;
const sentLine = /^\s{0,4}\d{1,2} s:\s?/;
const verifyError = /verify error:num=(\d{1,3}):|verif(?:y return|ication) (?:code|error): ?(\d{1,3})?/i;

export function readHandshake(lines: readonly string[]): Handshake {
  let hostname: string | undefined;
  const numbered = lines.map((text, at) => ({ line: at + 1, text: text.slice(0, 4000) }));
  for (const { text } of numbered) {
    const named = serverName.exec(text);
    hostname = named?.[1] ?? named?.[2] ?? hostname ?? hostOf(connect.exec(text)?.[1]);
  }
  return {
    hostname,
    sent: numbered.filter(({ text }) => sentLine.test(text)),
    errors: numbered.flatMap((one) => {
      const number = Number(verifyError.exec(one.text)?.slice(1).find(Boolean) ?? '0');
      return number > 0 ? [{ ...one, number }] : [];
    }),
  };
}

/** An address is no name that a certificate could be compared with. */
function hostOf(host: string | undefined): string | undefined {
  return host === undefined || /^[\d.]+$/.test(host) ? undefined : host;
}
