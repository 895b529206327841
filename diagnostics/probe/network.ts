/** What a live check may use of the network. It is handed in, with every limit already on it. */

/** The two ports that phones use to find and reach a mail server. */
export type Port = 443 | 80;

/** Why something did not come about. */
export type Trouble =
  /** DNS has no such name, or no record of that kind. */
  | 'no-record'
  | 'no-dns-answer'
  | 'refused'
  | 'no-answer'
  | 'cut-off'
  | 'unreachable'
  /** It answers, but not with TLS. */
  | 'no-tls'
  /** It answers, but not with HTTP. */
  | 'no-http'
  /** Not a name that may be looked into. */
  | 'name-not-allowed'
  /** An address inside a company's network. */
  | 'private-address'
  /** An address that is never looked into: this machine, its neighbours, a cloud's own services … */
  | 'forbidden-address'
  | 'too-many-connections'
  /** The time for the whole check is up. */
  | 'out-of-time';

export type Tried<Value> = { readonly milliseconds: number } & (
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly trouble: Trouble }
);

/** One SRV record. */
export interface ServiceRecord {
  readonly host: string;
  /** 0 to 65,535; the lowest is asked first. */
  readonly priority: number;
  readonly weight: number;
  readonly port: number;
}

/** A request without body and without credentials. */
export interface ProbeRequest {
  readonly method: 'GET' | 'OPTIONS';
  /** With the slash it begins with. */
  readonly path: string;
}

export interface ProbeAnswer {
  readonly status: number;
  /** By lower-case name; a header that came several times has several values. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  /** The first 64 KB. */
  readonly body: Uint8Array;
  /** Whether the answer was longer, or did not end in time. */
  readonly cut: boolean;
}

export interface Connection {
  /** The address that answered. */
  readonly address: string;
  /** Asks once; the connection is of no use afterwards. */
  request(request: ProbeRequest): Promise<Tried<ProbeAnswer>>;
  /** A TLS handshake on it, under the name it was opened for. Any certificate is taken: to judge it is the check's work. */
  secure(): Promise<Tried<SecureConnection>>;
  close(): void;
}

export interface SecureConnection {
  /** `TLSv1.2` … */
  readonly protocol: string;
  /** As the server sends them, its own first; DER. */
  readonly chain: readonly Uint8Array[];
  request(request: ProbeRequest): Promise<Tried<ProbeAnswer>>;
}

export interface Network {
  /** The addresses of a name, IPv4 first; one name is looked up once in a check. */
  addresses(host: string): Promise<Tried<readonly string[]>>;
  /** The SRV records `_autodiscover._tcp` of a domain. */
  autodiscoverServices(domain: string): Promise<Tried<readonly ServiceRecord[]>>;
  /** TCP to one of the addresses that `addresses` found before. */
  connect(host: string, port: Port): Promise<Tried<Connection>>;
}
