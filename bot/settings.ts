/** The environment, parsed once. Everything wrong with it is said at once. */
import { z } from 'zod';
import { missingForOidc, oidcEnvironment, oidcOf, type OidcSettings } from './agents/oidc-settings.ts';
import { isKeyAddress } from './connector/service-address.ts';
import { handoverEnvironment, handoverFaults, handoverSettings, type HandoverSettings } from './handover/handover-settings.ts';
import { limitEnvironment, limitSettings } from './limit-settings.ts';
import type { LimitSettings } from './limits.ts';
import { teamsEnvironment, type TeamsSettings, teamsSettings } from './teams/teams-settings.ts';
import { probeDomains, probePrivateNetworks, type ProbeSettings, probeStandIn, standInFault, standInPorts } from './probe/probe-settings.ts';

const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== ''),
  );
const optional = z.string().trim().min(1).optional();

const databaseUrls =
  'must be sqlite: and a file, such as sqlite:./data/stepwise.db, or the address of a PostgreSQL database, such as postgres://user:password@host:5432/stepwise (in a password, write %40 for @, %2F for / and so on)';

function isDatabaseUrl(text: string): boolean {
  if (text.startsWith('sqlite:')) return text.length > 'sqlite:'.length;
  const url = URL.parse(text);
  return url !== null && ['postgres:', 'postgresql:'].includes(url.protocol) && (url.host !== '' || url.searchParams.has('host')) && url.pathname.length > 1;
}

const webAddress = z.url({ protocol: /^https?$/, error: 'must be addresses such as https://intranet.contoso.com, separated by commas' });

const environment = z
  .object({
    PORT: z.coerce.number('must be a number').int().min(0).max(65_535).default(3978),
    HOST: optional,
    DATABASE_URL: z.string().trim().refine(isDatabaseUrl, databaseUrls).default('sqlite:./data/stepwise.db'),
    DATABASE_POOL: z.coerce.number('must be a number').int().min(1).max(500).default(10),
    KNOWLEDGE_DIR: z.string().trim().min(1).default('./knowledge'),
    HELPDESK_CONTACT: z.string().trim().min(1).max(120).default('your helpdesk'),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    MicrosoftAppId: z.uuid('must be the bot\u2019s application (client) id, a UUID').optional(),
    MicrosoftAppPassword: optional,
    MicrosoftAppType: z.enum(['MultiTenant', 'SingleTenant', 'UserAssignedMSI']).default('MultiTenant'),
    MicrosoftAppTenantId: z.uuid('must be the tenant\u2019s id, a UUID').optional(),
    DIRECT_LINE_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
    ChannelService: z.literal('https://botframework.azure.us', 'must be https://botframework.azure.us (the US government cloud), or not set').optional(),
    BotOpenIdMetadata: z.string().refine(isKeyAddress, 'must be an https:// address').optional(),
    AGENT_SIGN_IN: z.enum(['this-machine', 'anywhere', 'off', 'oidc']).default('this-machine'),
    OIDC_ISSUER: oidcEnvironment.OIDC_ISSUER,
    OIDC_CLIENT_ID: oidcEnvironment.OIDC_CLIENT_ID,
    OIDC_CLIENT_SECRET: oidcEnvironment.OIDC_CLIENT_SECRET,
    OIDC_ALLOW: oidcEnvironment.OIDC_ALLOW,
    AGENTS: list.pipe(z.array(z.uuid('must be Entra object ids (UUIDs), separated by commas'))),
    METRICS_TOKEN: z.string().min(32, 'must have at least 32 characters').optional(),
    RETENTION_DAYS: z.coerce.number('must be a number of days').int().min(1).max(3650).default(30),
    TRUSTED_PROXIES: z.coerce.number('must be a number').int().min(0).max(10).default(0),
    DRAIN_SECONDS: z.coerce.number('must be a number of seconds').int().min(0).max(300).default(0),
    ...limitEnvironment,
    ALLOWED_ORIGINS: list.pipe(z.array(webAddress)),
    PROBE_DOMAINS: probeDomains,
    PROBE_PRIVATE_NETWORKS: probePrivateNetworks,
    PROBE_STAND_IN: probeStandIn,
    ...teamsEnvironment,
    ...handoverEnvironment,
  })
  .superRefine((given, context) => {
    const fault = standInFault(given.PROBE_STAND_IN, given.PROBE_DOMAINS);
    if (fault !== undefined) context.addIssue({ code: 'custom', path: ['PROBE_STAND_IN'], message: fault });
    if (given.AGENT_SIGN_IN === 'oidc') {
      for (const name of missingForOidc(given)) context.addIssue({ code: 'custom', path: [name], message: 'is missing: AGENT_SIGN_IN=oidc needs it' });
    }
    for (const [name, message] of handoverFaults(given)) context.addIssue({ code: 'custom', path: [name], message });
    const needed = (name: 'MicrosoftAppPassword' | 'MicrosoftAppTenantId' | 'MicrosoftAppId', why: string) => {
      if (given[name] === undefined) context.addIssue({ code: 'custom', path: [name], message: `is missing: ${why}` });
    };
    if (given.MicrosoftAppId === undefined) {
      if (given.AGENT_TEAM !== undefined) needed('MicrosoftAppId', 'the bot asks for the members of AGENT_TEAM in its own name');
      if (given.MicrosoftAppPassword !== undefined) needed('MicrosoftAppId', 'MicrosoftAppPassword is set, so the bot has an application id too');
      return;
    }
    if (given.MicrosoftAppType !== 'UserAssignedMSI') needed('MicrosoftAppPassword', 'a bot with an application id signs in with its client secret');
    if (given.MicrosoftAppType !== 'MultiTenant') needed('MicrosoftAppTenantId', `${given.MicrosoftAppType} needs the tenant`);
  });

type Environment = z.output<typeof environment>;

/** The bot's registration. */
interface App {
  readonly id: string;
  readonly password?: string | undefined;
  readonly type: Environment['MicrosoftAppType'];
  readonly tenantId?: string | undefined;
  readonly channelService?: Environment['ChannelService'];
  /** Where the Bot Connector service publishes its keys, if not at the usual address. */
  readonly openIdMetadata?: string | undefined;
}

export interface Settings {
  readonly port: number;
  readonly host: string;
  /** `sqlite:` and a file, or the address of a PostgreSQL database; it may have a password in it. */
  readonly databaseUrl: string;
  /** Connections to PostgreSQL at a time. */
  readonly databasePool: number;
  readonly knowledgeFolder: string;
  readonly contact: string;
  readonly logLevel: Environment['LOG_LEVEL'];
  /** Absent: `/api/messages` serves this machine only. */
  readonly app?: App | undefined;
  /** The agents in Teams, by their Entra object ids, in small letters. */
  readonly agents: ReadonlySet<string>;
  /** Who may use the link that signs in to the insights. */
  readonly agentSignIn: Exclude<Environment['AGENT_SIGN_IN'], 'oidc'>;
  /** Where agents sign in beside that. */
  readonly oidc?: OidcSettings | undefined;
  /** Absent: only this machine may read the metrics. */
  readonly metricsToken?: string | undefined;
  readonly retentionDays: number;
  /** Proxies in front whose word about the client's address is believed. */
  readonly trustedProxies: number;
  /** Milliseconds at the end in which it still serves, but says that it is not ready. */
  readonly drainFor: number;
  readonly limits: LimitSettings;
  readonly directLineSecret?: string | undefined;
  readonly allowedOrigins: readonly string[];
  readonly probe: ProbeSettings;
  readonly teams: TeamsSettings;
  readonly handover: HandoverSettings;
}

/** Thrown for a wrong environment; the message lists each setting with what it must be. */
export class SettingsError extends Error {
  constructor(problems: readonly string[]) {
    super(`These settings are wrong. See .env.example for what each means.\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'SettingsError';
  }
}

/**
 * Parses the environment. An empty value counts as not set.
 * @throws SettingsError naming every wrong setting.
 */
export function parseSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''));
  const parsed = environment.safeParse(given);
  if (!parsed.success) throw new SettingsError(parsed.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}`));
  const { data } = parsed;
  const app =
    data.MicrosoftAppId === undefined
      ? undefined
      : {
          id: data.MicrosoftAppId,
          password: data.MicrosoftAppPassword,
          type: data.MicrosoftAppType,
          tenantId: data.MicrosoftAppTenantId,
          channelService: data.ChannelService,
          openIdMetadata: data.BotOpenIdMetadata,
        };
  return {
    port: data.PORT,
    host: data.HOST ?? (app === undefined ? '127.0.0.1' : '0.0.0.0'),
    databaseUrl: data.DATABASE_URL,
    databasePool: data.DATABASE_POOL,
    knowledgeFolder: data.KNOWLEDGE_DIR,
    contact: data.HELPDESK_CONTACT,
    logLevel: data.LOG_LEVEL,
    app,
    agents: new Set(data.AGENTS.map((id) => id.toLowerCase())),
    agentSignIn: data.AGENT_SIGN_IN === 'oidc' ? 'this-machine' : data.AGENT_SIGN_IN,
    oidc: data.AGENT_SIGN_IN === 'oidc' ? oidcOf(data) : undefined,
    metricsToken: data.METRICS_TOKEN,
    retentionDays: data.RETENTION_DAYS,
    trustedProxies: data.TRUSTED_PROXIES,
    drainFor: data.DRAIN_SECONDS * 1000,
    limits: limitSettings(data),
    directLineSecret: data.DIRECT_LINE_SECRET,
    allowedOrigins: data.ALLOWED_ORIGINS,
    probe: { domains: data.PROBE_DOMAINS, privateNetworks: data.PROBE_PRIVATE_NETWORKS, standIn: standInPorts(data.PROBE_STAND_IN) },
    teams: teamsSettings(data),
    handover: handoverSettings(data),
  };
}
