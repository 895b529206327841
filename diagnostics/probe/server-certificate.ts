/** The check `server-certificate`: what a phone gets to see of a server's certificates. */
import { noteCertificate } from './certificate-rows.ts';
import { conclude, type Found } from './conclude.ts';
import { reach, secure } from './reach.ts';
import type { ProbeReport } from './report.ts';
import type { Look } from './rows.ts';
import type { End } from './take-step.ts';

/** @param host a name that may be checked. */
export async function checkServerCertificate(host: string, look: Look): Promise<ProbeReport> {
  const connected = await reach(look, { host }, 443);
  if (!connected.ok) return conclude('server-certificate', host, look, ended(connected));
  try {
    const secured = await secure(look, { host }, connected.value);
    if (!secured.ok) return conclude('server-certificate', host, look, ended(secured));
    const fine = `Nothing is wrong with the certificates of ${host} that can be seen from here.`;
    return conclude('server-certificate', host, look, { ...noteCertificate(look, host, secured.value), fine });
  } finally {
    connected.value.close();
  }
}

/** A way that ended before anything could be judged. */
export function ended({ causes, lack }: End): Found {
  return { causes, lacks: lack === undefined ? [] : [lack] };
}
