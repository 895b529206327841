/** What Exchange adds to the address in a web server's log: version, error, access state. */
export interface SyncDetails {
  /** `14.1` is 141; `undefined` when it is not there. */
  readonly version: number | undefined;
  /** Words for errors, such as `DeviceNotProvisioned`. */
  readonly errors: readonly string[];
  /** `Blocked`, `Quarantined` …; empty when it is not there. */
  readonly state: string;
  /** Whether the policy is the reason of the state. */
  readonly byPolicy: boolean;
  /** The phone's request went on to another server. */
  readonly handedOn: boolean;
}

/** Reads `&Log=V141_Fc1_…_As:AllowedG_…_Error:DeviceNotProvisioned_`. */
export function readDetails(query: string, error: string): SyncDetails {
  const log = query.slice(Math.max(0, query.indexOf('Log=')));
  const version = /Log=V(\d{2,3})(?:_|$)/.exec(log)?.[1] ?? /[&?]ProtocolVersion=(\d{2,3})/i.exec(query)?.[1];
  const [, state = '', reason = ''] = /(?:^|[_&])As:(Allowed|Blocked|Quarantined|DeviceDiscovery)([A-Z]?)/.exec(log) ?? [];
  return {
    version: version === undefined ? undefined : Number(version.padEnd(3, '0')),
    errors: [...words(log), ...(error.match(/[A-Z][A-Za-z]{4,60}/g) ?? [])].slice(0, 8),
    state,
    byPolicy: reason === 'P',
    handedOn: /(?:^|_)PrxTo:/.test(log),
  };
}

function words(log: string): string[] {
  return Array.from(log.matchAll(/(?:^|[_&;])Er(?:r(?:or)?)?[:=]([A-Za-z]{4,60})/g), ([, word = '']) => word);
}
