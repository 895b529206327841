/** What can be wrong with certificates together: their order, what is missing, who stands at the end. */
import type { CertificateFacts } from './certificate-facts.ts';
import { type DistinguishedName, shownName } from './distinguished-name.ts';
import { type Flaw, flaw } from './flaws.ts';
import { type TrustedRoots, trustedAuthority } from './trusted-root.ts';

/** The way from the server's certificate up, as far as the certificates at hand go. */
export interface Path {
  /** Positions among the certificates as given; the server's own first. */
  readonly steps: readonly number[];
  /** Who issued the last one of the way. */
  readonly end: DistinguishedName;
  /** Whether the last one is its own issuer: a root, or a self-signed certificate. */
  readonly closed: boolean;
}

/** Follows the issuers from the first certificate on. */
export function pathOf(given: readonly CertificateFacts[]): Path {
  const steps = [0];
  for (let at = next(given, 0, steps); at !== -1; at = next(given, at, steps)) steps.push(at);
  const last = given[steps.at(-1) ?? 0] ?? given[0];
  if (last === undefined) throw new TypeError('a path needs a certificate');
  return { steps, end: last.issuer, closed: last.issuer.same === last.subject.same };
}

function next(given: readonly CertificateFacts[], at: number, taken: readonly number[]): number {
  const child = given[at];
  return child === undefined ? -1 : given.findIndex((one, other) => !taken.includes(other) && child.issuedBy(one));
}

/**
 * @param served whether these are all that the server sends, in its order.
 * @param roots without them, who stands at the end is not judged.
 */
export function chainFlaws(given: readonly CertificateFacts[], path: Path, served: boolean, roots: TrustedRoots): Flaw[] {
  const top = path.steps.at(-1) ?? 0;
  const unordered = served ? orderFlaws(path) : [];
  if (path.closed) return [...unordered, ...rootFlaws(path, top, roots)];
  const missing = served ? missingFlaws(path, top, roots) : [];
  return [...missing, ...unordered, ...issuerFlaws(given, path, top, roots)];
}

function rootFlaws(path: Path, top: number, roots: TrustedRoots): Flaw[] {
  const name = shownName(path.end);
  if (top === 0) {
    const says = `The certificate of ${name} is self-signed. The phone trusts it only when it is installed on the phone.`;
    return [flaw('certificate-untrusted', 'documented', says, 0)];
  }
  return roots === undefined || trustedAuthority(path.end, roots) !== undefined ? [] : [untrusted(name, top)];
}

/**
 * The server's certificate alone, from an authority that the phone knows: such authorities keep their roots off-line
 * and issue from certificates in between. From an authority nobody knows, it can as well be a root.
 */
function missingFlaws(path: Path, top: number, roots: TrustedRoots): Flaw[] {
  const name = shownName(path.end);
  if (top > 0 || looksLikeRoot(path.end)) return [];
  const known = trustedAuthority(path.end, roots) !== undefined;
  const says = known
    ? `The server does not send the certificate of its issuer, ${name}. The phone usually does not have it, so the server must send it.`
    : `The server does not send the certificate of its issuer, ${name}. Unless ${name} is a root that is on the phone, the server must usually send it.`;
  return [flaw('certificate-chain', 'derived', says, top)];
}

function orderFlaws(path: Path): Flaw[] {
  if (path.steps.every((step, at) => step > (path.steps[at - 1] ?? -1))) return [];
  const says = 'The server sends its certificates in the wrong order. Usually each one should stand before its issuer.';
  return [flaw('certificate-chain', 'unverified', says, path.steps[1] ?? 0)];
}

function issuerFlaws(given: readonly CertificateFacts[], path: Path, top: number, roots: TrustedRoots): Flaw[] {
  const known = path.steps.some((step) => trustedAuthority((given[step] ?? { issuer: path.end }).issuer, roots) !== undefined);
  return roots === undefined || known ? [] : [untrusted(shownName(path.end), top)];
}

function untrusted(name: string, at: number): Flaw {
  const says = `The certificates lead to ${name}. It is not among the authorities that the phone trusted when it came out, so its root must usually be installed on the phone.`;
  return flaw('certificate-untrusted', 'derived', says, at);
}

/** Authorities name their roots so: a habit, and no rule. */
function looksLikeRoot(name: DistinguishedName): boolean {
  return /\broot\b|\bprimary\b|\bstammzert/i.test(name.commonName ?? name.organisation ?? '');
}
