/** The settings of the hand-over, read strictly. */
import { z } from 'zod';
import { isTimeZone, type OfficeHours, parseOfficeHours } from '../../dialogs/handover/office-hours.ts';

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;
/** Bytes of a secret, as Standard Webhooks has it. */
const fewestBytes = 24;
const mostBytes = 64;

function isWebhookUrl(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || url.username !== '' || url.password !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && loopback.test(url.hostname));
}

function isSecret(text: string): boolean {
  const bytes = /^whsec_[A-Za-z0-9+/]+={0,2}$/.test(text) ? secretBytes(text).length : 0;
  return bytes >= fewestBytes && bytes <= mostBytes;
}

function secretBytes(text: string): Uint8Array {
  return Buffer.from(text.slice('whsec_'.length), 'base64');
}

const whole = (name: string) => z.coerce.number(`must be a number of ${name}`).int();

/** Parts of the environment. */
export const handoverEnvironment = {
  HELPDESK_CHANNEL: z
    .string()
    .trim()
    .regex(/^19:[\w.@-]{5,200}$/, 'must be the id of a channel\u2019s conversation, such as 19:0123abcd@thread.tacv2 (from the link to the channel)')
    .optional(),
  HANDOVER_WEBHOOK_URL: z
    .string()
    .trim()
    .refine(isWebhookUrl, 'must be an https:// address without a user and a password; http:// only on this machine')
    .optional(),
  HANDOVER_WEBHOOK_SECRET: z
    .string()
    .trim()
    .refine(isSecret, "must be whsec_ and 24 to 64 bytes in Base64; make one with: node -p \"'whsec_' + crypto.randomBytes(32).toString('base64')\"")
    .optional(),
  HANDOVER_ALARM_MINUTES: whole('minutes').min(1).max(10_080).default(10),
  FOLLOW_UP_HOURS: whole('hours').min(0).max(720).default(24),
  OFFICE_HOURS: z
    .string()
    .trim()
    .refine((text) => parseOfficeHours(text) !== undefined, 'must be such as: Mon-Fri 08:00-17:00, Sat 09:00-12:00')
    .optional(),
  OFFICE_TIME_ZONE: z.string().trim().refine(isTimeZone, 'must be a time zone such as Europe/Berlin').optional(),
  EXPECTED_WAIT: z.string().trim().min(1).max(80).optional(),
};
const parsed = z.object(handoverEnvironment);
type HandoverEnvironment = z.output<typeof parsed>;

export interface HandoverSettings {
  /** The conversation id of the helpdesk's channel in Teams. */
  readonly channel?: string | undefined;
  readonly webhook?: { readonly url: string; readonly secret: Uint8Array } | undefined;
  /** Milliseconds after which a delivery that waits is an alarm. */
  readonly alarmAfter: number;
  /** Milliseconds; 0: never. */
  readonly followUpAfter: number;
  readonly hours?: OfficeHours | undefined;
  readonly wait?: string | undefined;
}

/** What is missing beside what is given, as setting and reason. */
export function handoverFaults(given: HandoverEnvironment): [name: keyof HandoverEnvironment, message: string][] {
  const faults: [keyof HandoverEnvironment, string][] = [];
  const { HANDOVER_WEBHOOK_URL: url, HANDOVER_WEBHOOK_SECRET: secret, OFFICE_HOURS: hours, OFFICE_TIME_ZONE: zone } = given;
  if (url !== undefined && secret === undefined)
    faults.push(['HANDOVER_WEBHOOK_SECRET', 'is missing: whoever gets the cases must be able to tell that they are from us']);
  if (url === undefined && secret !== undefined) faults.push(['HANDOVER_WEBHOOK_URL', 'is missing: HANDOVER_WEBHOOK_SECRET is set']);
  if (hours !== undefined && zone === undefined) faults.push(['OFFICE_TIME_ZONE', 'is missing: OFFICE_HOURS go by a clock']);
  return faults;
}

/** The settings out of the environment. */
export function handoverSettings(given: HandoverEnvironment): HandoverSettings {
  const { HANDOVER_WEBHOOK_URL: url, HANDOVER_WEBHOOK_SECRET: secret, OFFICE_HOURS: hours, OFFICE_TIME_ZONE: zone } = given;
  const windows = hours === undefined ? undefined : parseOfficeHours(hours);
  return {
    channel: given.HELPDESK_CHANNEL,
    webhook: url === undefined || secret === undefined ? undefined : { url, secret: secretBytes(secret) },
    alarmAfter: given.HANDOVER_ALARM_MINUTES * 60_000,
    followUpAfter: given.FOLLOW_UP_HOURS * 3_600_000,
    hours: windows === undefined || zone === undefined ? undefined : { windows, zone },
    wait: given.EXPECTED_WAIT,
  };
}
