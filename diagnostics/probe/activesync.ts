/** The check `activesync`: what answers where phones sync, asked without a user. */
import type { Cause } from '../finding.ts';
import { noteCertificateBriefly } from './certificate-rows.ts';
import { conclude, type Found } from './conclude.ts';
import { judgeAnswer } from './judge-answer.ts';
import type { SecureConnection } from './network.ts';
import { reach, secure } from './reach.ts';
import type { ProbeReport } from './report.ts';
import { causeOf, type Look } from './rows.ts';
import { ended } from './server-certificate.ts';
import { take } from './take-step.ts';

const path = '/Microsoft-Server-ActiveSync';

/** @param host a name that may be checked. */
export async function checkActiveSync(host: string, look: Look): Promise<ProbeReport> {
  const connected = await reach(look, { host }, 443);
  if (!connected.ok) return conclude('activesync', host, look, ended(connected));
  try {
    const secured = await secure(look, { host }, connected.value);
    if (!secured.ok) return conclude('activesync', host, look, ended(secured));
    const certificate = noteCertificateBriefly(look, 'Certificate', host, secured.value);
    const answer = await ask(look, host, secured.value);
    // A phone looks at the certificate first, and goes no further when it does not like it.
    return conclude('activesync', host, look, { ...answer, causes: [...certificate.causes, ...answer.causes], tables: certificate.tables });
  } finally {
    connected.value.close();
  }
}

async function ask(look: Look, host: string, connection: SecureConnection): Promise<Found> {
  const step = 'ActiveSync (OPTIONS without a user)';
  const tried = await connection.request({ method: 'OPTIONS', path });
  const taken = take(look.rows, { step, host, passed: () => undefined }, tried);
  if (!taken.ok) return ended(taken);
  const judged = judgeAnswer(taken.value, look.book);
  const from = look.rows.add({ step, state: judged.state, milliseconds: tried.milliseconds, detail: judged.detail });
  const causes: readonly Cause[] = judged.cause === undefined ? [] : [causeOf(judged.cause, judged.certainty, judged.says, from)];
  return { causes, fine: judged.cause === undefined ? judged.says : undefined };
}
