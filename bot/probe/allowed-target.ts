/** Whether what somebody wants to have checked may be checked. */
import { type ProbeKind } from '../../diagnostics/probe/report.ts';
import { domainOf, hostName } from './host-name.ts';

export type Allowed = { readonly ok: true; readonly target: string } | { readonly ok: false; readonly says: string };

const whatToType: Readonly<Record<ProbeKind, string>> = {
  'server-certificate': 'Type only the name of the mail server, such as mail.contoso.com.',
  autodiscover: 'Type only the part of the e-mail address after the @, such as contoso.com.',
  activesync: 'Type only the name of the mail server, such as mail.contoso.com.',
};

/** @param domains the listed ones. @returns the name to check, or a sentence for the person who asked. */
export function allowedTarget(kind: ProbeKind, text: string, domains: readonly string[]): Allowed {
  if (domains.length === 0)
    return { ok: false, says: 'Live checks are switched off here. The administrator of this bot can switch them on with PROBE_DOMAINS.' };
  const target = hostName(text.trim());
  if (target === undefined) return { ok: false, says: `This is not a name that can be checked. ${whatToType[kind]}` };
  if (domainOf(target, domains) === undefined) {
    return { ok: false, says: `Only names of the company can be checked here: ${listed(domains)}. Ask the administrator of this bot to add others.` };
  }
  return { ok: true, target };
}

const mostListed = 3;

function listed(domains: readonly string[]): string {
  return domains.slice(0, mostListed).join(', ') + (domains.length > mostListed ? ' …' : '');
}
