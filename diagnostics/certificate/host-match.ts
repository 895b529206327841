/** Whether a certificate is for a host. */

/** Whether one of the names, which may start with `*.`, is the host. A star stands for exactly one part of a name. */
export function matchesHost(hosts: readonly string[], host: string): boolean {
  const wanted = asAscii(host);
  const dot = wanted.indexOf('.');
  const parent = dot > 0 && !isAddress(wanted) ? `*${wanted.slice(dot)}` : undefined;
  return hosts.some((one) => {
    const name = one.toLowerCase().replace(/\.$/, '');
    return name === wanted || name === parent;
  });
}

/** A host name in the form that certificates have: lower case, letters of other scripts as `xn--…`. */
function asAscii(host: string): string {
  const plain = host.trim().toLowerCase().replace(/\.$/, '');
  return URL.canParse(`https://${plain}/`) ? new URL(`https://${plain}/`).hostname : plain;
}

function isAddress(host: string): boolean {
  return /^[\d.]+$/.test(host) || host.includes(':');
}
