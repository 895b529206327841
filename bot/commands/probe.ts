/** `stepwise probe`: a live check in the terminal, under the same rules as in a conversation. */
import { pino } from 'pino';
import { probeAsText, probeKinds } from '../../diagnostics/probe/report.ts';
import type { Desk } from '../../dialogs/desk.ts';
import type { ProbeSettings } from '../probe/probe-settings.ts';
import { createProber } from '../probe/prober.ts';

const usage = `Usage: npm run stepwise -- probe CHECK NAME

  server-certificate NAME   the certificates of a mail server, such as mail.contoso.com
  autodiscover NAME         how a phone finds the server of a mail domain, such as contoso.com
  activesync NAME           what answers where phones sync

Only names in PROBE_DOMAINS are checked.`;

/** Prints what was found; 0 when nothing is wrong, 1 when something is or it cannot be told, 2 for wrong usage. */
export async function runProbeCommand([check, name, ...rest]: readonly string[], settings: ProbeSettings, { library }: Pick<Desk, 'library'>): Promise<number> {
  const kind = probeKinds.find((one) => one === check);
  if (kind === undefined || name === undefined || rest.length > 0) {
    console.error(kind === undefined && check !== undefined ? `There is no check "${check}".\n${usage}` : usage);
    return 2;
  }
  const prober = createProber({ settings, log: pino({ level: 'silent' }), now: Date.now, book: () => library.book });
  const allowed = prober.allowed(kind, name);
  if (!allowed.ok) {
    console.error(allowed.says);
    return 2;
  }
  const report = await prober.run(kind, allowed.target, 'this terminal', new AbortController().signal);
  console.log(probeAsText(report));
  return report.outcome === 'fine' ? 0 : 1;
}
