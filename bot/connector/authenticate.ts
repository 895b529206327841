/**
 * Whether a post comes from the Bot Connector service; and the bot's own token for posting back.
 * Tokens are checked for what the SDK checks, and never less strictly. The SDK itself would fetch keys once for every
 * stranger's token without a time limit, forget the ones it has after a day, and print to standard error.
 */
import { createHash } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader, errors, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { z } from 'zod';
import { Refusal } from '../refusal.ts';
import type { Settings } from '../settings.ts';
import type { Bearer } from './connector-client.ts';
import { type SigningKey, SigningKeys } from './signing-keys.ts';

type App = NonNullable<Settings['app']>;

/** What a verdict depends on. */
interface Presented {
  readonly authorization: string;
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
    issuer: 'https://api.botframework.com',
    metadata: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
    loginUrl: 'https://login.microsoftonline.com/botframework.com',
    scope: 'https://api.botframework.com',
  },
  'https://botframework.azure.us': {
    issuer: 'https://api.botframework.us',
    metadata: 'https://login.botframework.azure.us/v1/.well-known/openidconfiguration',
    loginUrl: 'https://login.microsoftonline.us/MicrosoftServices.onmicrosoft.us',
    scope: 'https://api.botframework.us',
  },
} as const;
type Cloud = (typeof clouds)[keyof typeof clouds];

/** Milliseconds for which a token that was checked need not be checked again. */
const trusted = 5 * 60_000;
/** Seconds that the clocks of the service and of this machine may differ by. */
const clockTolerance = 300;
/** Milliseconds for the sign-in service to give the bot a token. */
const deadline = 8_000;
const algorithms = ['RS256', 'RS384', 'RS512'];
const refused = 'The token is missing or not valid.';
const header = z.object({ kid: z.string().min(1) });

/** Opens the authentication of an application. */
export async function openAuthentication(app: App, now: () => number, log: Logger): Promise<Authentication> {
  const cloud = clouds[app.channelService ?? 'public'];
  const { issuer } = cloud;
  const keys = new SigningKeys(app.openIdMetadata ?? cloud.metadata, now, log);
  const claims = z.object({ iss: z.literal(issuer), aud: z.literal(app.id), exp: z.number(), serviceurl: z.string() });
  const verdicts = new LRUCache<string, number>({ max: 1000 });

  /** The time until which the verdict holds. What the token says of itself is read first: nobody else's is worth a key. */
  const verify = async ({ authorization, channelId, serviceUrl }: Presented): Promise<number> => {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(authorization)?.[1] ?? '';
    const { exp, serviceurl } = claims.parse(decodeJwt(token));
    const signing = await findKey(keys, header.parse(decodeProtectedHeader(token)).kid);
    if (signing === undefined || serviceurl !== serviceUrl) throw new Refusal(401, refused);
    await jwtVerify(token, signing.key, { algorithms, issuer, audience: app.id, clockTolerance, currentDate: new Date(now()) });
    const { endorsements } = signing;
    if (endorsements.length > 0 && !endorsements.includes(channelId)) throw new Refusal(401, refused);
    return Math.min(exp * 1000, now() + trusted);
  };
  return {
    check: async (presented) => {
      const name = nameOf(presented);
      if ((verdicts.get(name) ?? 0) > now()) return;
      verdicts.set(name, await verify(presented).catch(explain));
    },
    bearer: await openBearer(app, cloud),
  };
}

async function findKey(keys: SigningKeys, id: string): Promise<SigningKey | undefined> {
  try {
    return await keys.find(id);
  } catch (cause) {
    throw new Refusal(503, 'The token cannot be checked at the moment. Try again.', { cause, retryAfter: 5000 });
  }
}

/** The bot's own token, as the SDK gets it. */
async function openBearer(app: App, cloud: Cloud): Promise<Bearer> {
  const { ConfigurationServiceClientCredentialFactory } = await import('botbuilder');
  const factory = new ConfigurationServiceClientCredentialFactory(credentials(app));
  return async () => {
    const signer = await factory.createCredentials(app.id, cloud.scope, cloud.loginUrl, true);
    return inTime(signerOf.parse(signer).getToken());
  };
}

const signerOf = z.custom<{ getToken(): Promise<string> }>((value) => typeof value === 'object' && value !== null && 'getToken' in value);

/** The SDK waits for the sign-in service for ever. */
async function inTime<Result>(work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('The sign-in service gave no token in time.')), deadline);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Everything that the verdict depends on, in a few bytes; the token itself is not kept. */
function nameOf({ authorization, channelId, serviceUrl }: Presented): string {
  return createHash('sha256')
    .update(JSON.stringify([authorization, channelId, serviceUrl]))
    .digest('base64');
}

/** Refusals carry no reasons. */
function explain(error: unknown): never {
  if (error instanceof errors.JOSEError || error instanceof z.ZodError || error instanceof TypeError) throw new Refusal(401, refused);
  throw error;
}

function credentials(app: App): Record<string, string> {
  return {
    MicrosoftAppId: app.id,
    MicrosoftAppType: app.type,
    ...(app.password === undefined ? {} : { MicrosoftAppPassword: app.password }),
    ...(app.tenantId === undefined ? {} : { MicrosoftAppTenantId: app.tenantId }),
  };
}
