/** The manifest of the Teams app. */
import { botCommands, searchCommand, searchParameter } from './commands.ts';
import type { Publication } from './publication.ts';

/** The version of Microsoft's manifest schema. */
export const manifestVersion = '1.22';
export const icons = { color: 'color.png', outline: 'outline.png' } as const;

const everywhere = ['personal', 'team', 'groupChat'] as const;

/** The manifest, with the settings of this installation and the version of this program. */
export function manifestOf(publication: Publication, version: string) {
  const { botId, name, publisher, publicUrl, websiteUrl, privacyUrl, termsUrl } = publication;
  return {
    $schema: `https://developer.microsoft.com/json-schemas/teams/v${manifestVersion}/MicrosoftTeams.schema.json`,
    manifestVersion,
    version,
    id: botId,
    developer: { name: publisher, websiteUrl, privacyUrl, termsOfUseUrl: termsUrl },
    name: { short: name, full: `${name} – step-by-step troubleshooting` },
    description: { short: 'One step at a time, from a problem to the fix, or to a person who helps.', full: fullDescription(name) },
    icons,
    accentColor: '#1F5F8B',
    bots: [
      {
        botId,
        scopes: everywhere,
        supportsFiles: true,
        isNotificationOnly: false,
        commandLists: [
          { scopes: ['personal'], commands: botCommands },
          { scopes: ['team', 'groupChat'], commands: botCommands },
        ],
      },
    ],
    composeExtensions: [{ botId, commands: [search] }],
    permissions: ['identity', 'messageTeamMembers'],
    validDomains: [new URL(publicUrl).hostname],
    defaultInstallScope: 'personal',
  };
}

const search = {
  id: searchCommand,
  type: 'query',
  context: ['compose', 'commandBox'],
  title: 'Find a step',
  description: 'Find guides, steps, error codes and commands, and send one to this chat',
  initialRun: true,
  parameters: [{ name: searchParameter, title: 'Find', description: 'Words of a problem, an error code or a command', inputType: 'text' }],
} as const;

function fullDescription(name: string): string {
  return [
    `Tell ${name} in your own words what is wrong. It shows one step at a time and asks whether it helped, until the problem is solved.`,
    'You can paste or send what you have: an error code, a policy, a log, a certificate. It says what is wrong in it.',
    'When nothing helps, it writes a summary for a person, so that you need not tell everything again.',
    `In a team or a group chat, mention ${name}; everybody has a case of their own there. From the box where you write you can find a step and send it to anybody.`,
    'Type “help” to see how it works, “forget me” to delete what is kept.',
  ].join('\n\n');
}
