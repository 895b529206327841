/** What the app package for Teams says of its publisher. Nothing here is needed to run the bot. */
import { z } from 'zod';

const address = z
  .url({ protocol: /^https$/, error: 'must be an https:// address' })
  .max(2048)
  .optional();

/** The settings, as part of the environment. */
export const teamsEnvironment = {
  AGENT_TEAM: z
    .string()
    .trim()
    .regex(/^19:[\w.@-]{5,200}$/, 'must be the id of a team\u2019s conversation, such as 19:0123abcd@thread.tacv2 (from the link to the team)')
    .optional(),
  PUBLIC_URL: address,
  TEAMS_APP_NAME: z.string().trim().min(1).max(30, 'must have at most 30 characters').default('Stepwise'),
  TEAMS_PUBLISHER: z.string().trim().min(1).max(32, 'must have at most 32 characters').optional(),
  TEAMS_WEBSITE_URL: address,
  TEAMS_PRIVACY_URL: address,
  TEAMS_TERMS_URL: address,
};

export interface TeamsSettings {
  /** The team whose members are agents. */
  readonly agentTeam?: string | undefined;
  readonly name: string;
  readonly publisher?: string | undefined;
  /** Where people reach the bot's page. */
  readonly publicUrl?: string | undefined;
  readonly websiteUrl?: string | undefined;
  readonly privacyUrl?: string | undefined;
  readonly termsUrl?: string | undefined;
}

type Given = z.output<z.ZodObject<typeof teamsEnvironment>>;

export function teamsSettings(given: Given): TeamsSettings {
  return {
    agentTeam: given.AGENT_TEAM,
    name: given.TEAMS_APP_NAME,
    publisher: given.TEAMS_PUBLISHER,
    publicUrl: given.PUBLIC_URL,
    websiteUrl: given.TEAMS_WEBSITE_URL,
    privacyUrl: given.TEAMS_PRIVACY_URL,
    termsUrl: given.TEAMS_TERMS_URL,
  };
}
