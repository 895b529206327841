/**
 * Whether a post comes from the Bot Connector service, as the SDK checks it; and the bot's own token for posting back.
 * The SDK is loaded only with an application id: it takes half a second and many megabytes.
 */
import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { Refusal } from '../refusal.ts';
import type { Settings } from '../settings.ts';
import type { Bearer } from './connector-client.ts';

type App = NonNullable<Settings['app']>;

/** What the SDK's checks depend on. */
interface Presented {
  readonly authorization: string | undefined;
  readonly channelId: string;
  readonly serviceUrl: string;
}

export interface Authentication {
  /**
   * Accepts a post, or refuses it.
   * @throws Refusal 401 for a token that is missing or not valid; 503 when the keys to check it could not be fetched.
   */
  check(presented: Presented): Promise<void>;
  readonly bearer: Bearer;
}

/** The addresses and names of a cloud, as the Bot Framework documents them; `ChannelService` chooses. */
const clouds = {
  public: {
    ToChannelFromBotLoginUrl: 'https://login.microsoftonline.com/botframework.com',
    ToChannelFromBotOAuthScope: 'https://api.botframework.com',
    ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
    OAuthUrl: 'https://api.botframework.com',
    ToBotFromChannelOpenIdMetadataUrl: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
    ToBotFromEmulatorOpenIdMetadataUrl: 'https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration',
  },
  'https://botframework.azure.us': {
    ToChannelFromBotLoginUrl: 'https://login.microsoftonline.us/MicrosoftServices.onmicrosoft.us',
    ToChannelFromBotOAuthScope: 'https://api.botframework.us',
    ToBotFromChannelTokenIssuer: 'https://api.botframework.us',
    OAuthUrl: 'https://api.botframework.azure.us',
    ToBotFromChannelOpenIdMetadataUrl: 'https://login.botframework.azure.us/v1/.well-known/openidconfiguration',
    ToBotFromEmulatorOpenIdMetadataUrl: 'https://login.microsoftonline.us/cab8a31a-1906-4287-a0d8-4eef66b95f6e/v2.0/.well-known/openid-configuration',
  },
} as const;

/** Milliseconds for which a token that was checked need not be checked again. */
const trusted = 5 * 60_000;
/** Milliseconds until a check that waits for the service's keys is given up. */
const deadline = 8_000;
const claims = z.object({ iss: z.string(), exp: z.number() });
const unauthorized = z.looseObject({ statusCode: z.literal(401) });

/** Opens the SDK's authentication for an application. */
export async function openAuthentication(app: App, now: () => number): Promise<Authentication> {
  const { ConfigurationBotFrameworkAuthentication, ConfigurationServiceClientCredentialFactory } = await import('botbuilder');
  const cloud = clouds[app.channelService ?? 'public'];
  const factory = new ConfigurationServiceClientCredentialFactory(credentials(app));
  const metadata = app.openIdMetadata ?? cloud.ToBotFromChannelOpenIdMetadataUrl;
  const sdk = new ConfigurationBotFrameworkAuthentication(
    { ...cloud, ToBotFromChannelOpenIdMetadataUrl: metadata, CallerId: 'urn:botframework:azure' },
    factory,
  );
  const verdicts = new LRUCache<string, number>({ max: 1000 });
  const verify = async ({ authorization = '', channelId, serviceUrl }: Presented): Promise<number> => {
    const { claimsIdentity } = await inTime(sdk.authenticateRequest({ ...unspoken, channelId, serviceUrl }, authorization));
    const said = claims.parse(Object.fromEntries(claimsIdentity.claims.map(({ type, value }) => [type, value])));
    // The SDK would also take tokens of the Emulator, of skills and of a retired extension: nobody here sends those.
    if (said.iss !== cloud.ToBotFromChannelTokenIssuer) throw new Refusal(401, refused);
    return Math.min(said.exp * 1000, now() + trusted);
  };
  return {
    check: async (presented) => {
      if (presented.authorization === undefined) throw new Refusal(401, refused);
      const name = nameOf(presented);
      if ((verdicts.get(name) ?? 0) > now()) return;
      verdicts.set(name, await verify(presented).catch(explain));
    },
    bearer: async () => {
      const signer = await factory.createCredentials(app.id, cloud.ToChannelFromBotOAuthScope, cloud.ToChannelFromBotLoginUrl, true);
      return z
        .custom<{ getToken(): Promise<string> }>((value) => typeof value === 'object' && value !== null && 'getToken' in value)
        .parse(signer)
        .getToken();
    },
  };
}

/** The SDK looks at the channel and the address only; its type wants more. */
const unspoken = {
  type: 'message',
  text: '',
  callerId: '',
  localTimezone: '',
  from: { id: '', name: '' },
  recipient: { id: '', name: '' },
  conversation: { id: '', name: '', isGroup: false, conversationType: '' },
  label: '',
  listenFor: [],
  valueType: '',
};

const refused = 'The token is missing or not valid.';

/** Everything that the verdict depends on, in a few bytes; the token itself is not kept. */
function nameOf({ authorization = '', channelId, serviceUrl }: Presented): string {
  return createHash('sha256')
    .update(JSON.stringify([authorization, channelId, serviceUrl]))
    .digest('base64');
}

/** Refusals carry no reasons; what is no refusal is a failure to fetch the keys. */
function explain(error: unknown): never {
  if (error instanceof Refusal) throw error;
  const isRefusal =
    unauthorized.safeParse(error).success || (error instanceof Error && /^(JsonWebToken|TokenExpired|NotBefore|Zod)Error$|^SyntaxError$/.test(error.name));
  if (isRefusal) throw new Refusal(401, refused);
  throw new Refusal(503, 'The token cannot be checked at the moment. Try again.', { cause: error, retryAfter: 5000 });
}

function credentials(app: App): Record<string, string> {
  return {
    MicrosoftAppId: app.id,
    MicrosoftAppType: app.type,
    ...(app.password === undefined ? {} : { MicrosoftAppPassword: app.password }),
    ...(app.tenantId === undefined ? {} : { MicrosoftAppTenantId: app.tenantId }),
  };
}

async function inTime<Result>(work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('The keys of the Bot Connector service did not arrive in time.')), deadline);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
