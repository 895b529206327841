/** What a package needs of the settings; a package without it would be refused by Teams. */
import type { Settings } from '../settings.ts';

export interface Publication {
  readonly botId: string;
  readonly name: string;
  readonly publisher: string;
  readonly publicUrl: string;
  readonly websiteUrl: string;
  readonly privacyUrl: string;
  readonly termsUrl: string;
}

const placeholder = /^0{8}-|^([0-9a-f])\1{7}-\1{4}-/i;
/** Hosts that stand for somebody's own machine: they change, and belong to whoever comes next. */
const tunnels = ['ngrok.io', 'ngrok.app', 'ngrok-free.app', 'devtunnels.ms', 'loca.lt', 'trycloudflare.com', 'serveo.net'];
/** Names that Teams keeps for itself or for Microsoft’s products. */
const taken = /\b(teams|microsoft|office|outlook|skype|azure)\b|^(chat|help|files|calls|calendar|activity|apps|contacts)$/i;

/** Everything the package needs, or what is to be set, one sentence each. */
export function publicationOf({ app, teams }: Settings): Publication | readonly string[] {
  const { name, publisher, publicUrl, privacyUrl, termsUrl } = teams;
  const wrong = [...nameFaults(name), ...idFaults(app?.id), ...hostFaults(publicUrl)];
  if (publisher === undefined) wrong.push('TEAMS_PUBLISHER is missing: set it to who offers the bot, such as Contoso IT.');
  if (privacyUrl === undefined) wrong.push('TEAMS_PRIVACY_URL is missing: set it to an https:// page that says what is kept; PRIVACY.md can be its text.');
  if (termsUrl === undefined) wrong.push('TEAMS_TERMS_URL is missing: set it to an https:// page with your terms of use.');
  if (wrong.length > 0 || app === undefined || publicUrl === undefined || publisher === undefined || privacyUrl === undefined || termsUrl === undefined)
    return wrong;
  return { botId: app.id.toLowerCase(), name, publisher, publicUrl, websiteUrl: teams.websiteUrl ?? publicUrl, privacyUrl, termsUrl };
}

function nameFaults(name: string): string[] {
  return taken.test(name) ? [`TEAMS_APP_NAME is ${name}: choose a name without Microsoft's products and without words such as Chat or Help.`] : [];
}

function idFaults(id: string | undefined): string[] {
  if (id === undefined) return ['MicrosoftAppId is missing: set it to the application (client) id of the bot’s registration.'];
  return placeholder.test(id) ? [`MicrosoftAppId is ${id}, which stands for no bot: set it to the application (client) id of the bot’s registration.`] : [];
}

function hostFaults(publicUrl: string | undefined): string[] {
  if (publicUrl === undefined) return ['PUBLIC_URL is missing: set it to the https:// address at which people reach the bot.'];
  const { hostname } = new URL(publicUrl);
  if (!hostname.includes('.') || /^[\d.]+$|^\[|(^|\.)localhost$/.test(hostname)) return [`PUBLIC_URL is ${publicUrl}: set it to a name that is known outside.`];
  const tunnel = tunnels.find((host) => hostname === host || hostname.endsWith(`.${host}`));
  return tunnel === undefined ? [] : [`PUBLIC_URL leads through ${tunnel}: set it to a host of your own.`];
}
