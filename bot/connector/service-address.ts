/** Which connector addresses the bot may answer to. */

import { LRUCache } from 'lru-cache';

/** Hosts that Teams keeps the files of a personal chat on. */
const fileHosts = ['.sharepoint.com', '.svc.ms'];
/** Hosts of the Bot Connector service: these, and the names below the ones that start with a dot. */
const connectorHosts = ['smba.trafficmanager.net', '.botframework.com', '.botframework.us', '.botframework.azure.us', '.botframework.azure.cn'];
const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Addresses judged before; there are few, and each comes with every activity. */
const judged = new LRUCache<string, boolean>({ max: 500 });

/** Whether replies may go to an address: the connector service's with an app id, this machine's without. */
export function isServiceAddress(address: string, hasApp: boolean): boolean {
  const name = `${hasApp} ${address}`;
  const verdict = judged.get(name) ?? isAmong(connectorHosts, address, hasApp);
  judged.set(name, verdict);
  return verdict;
}

/** Whether a file may be fetched from an address: where Teams keeps files with an app id, this machine without. */
export function isFileAddress(address: string, hasApp: boolean): boolean {
  return isAmong(fileHosts, address, hasApp);
}

function isAmong(hosts: readonly string[], address: string, hasApp: boolean): boolean {
  // A blank or a backslash reads differently once a path is put behind it.
  const url = /^[!-[\]-~]+$/.test(address) && URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || url.username !== '' || url.password !== '') return false;
  if (!hasApp) return /^https?:$/.test(url.protocol) && loopback.test(url.hostname);
  return (
    url.protocol === 'https:' &&
    (url.port === '' || url.port === '443') &&
    hosts.some((host) => (host.startsWith('.') ? isBelow(url.hostname, host) : url.hostname === host))
  );
}

/** Whether a name is made of whole labels in front of that end. */
function isBelow(name: string, end: string): boolean {
  return name.endsWith(end) && /^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(name.slice(0, -end.length));
}

/** Whether a request came from this machine itself, not through a proxy. */
export function isFromHere(remoteAddress: string | undefined, headers: Readonly<Record<string, unknown>>): boolean {
  const direct = !Object.keys(headers).some((name) => /^(x-forwarded-|x-real-ip$|forwarded$|via$)/.test(name));
  const host = String(headers['host'] ?? '').replace(/:\d+$/, '');
  return direct && loopback.test(host) && /^(127\.|::1$|::ffff:127\.)/.test(remoteAddress ?? '');
}

/** Whether keys may be fetched from an address: nobody must be able to change them on the way. */
export function isKeyAddress(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  return url?.protocol === 'https:' || (url?.protocol === 'http:' && loopback.test(url.hostname));
}
