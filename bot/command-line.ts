/** `npm run stepwise -- …`: what authors and operators do without a browser. */
import { describeFault, KnowledgeError } from '../knowledge/fault.ts';
import { runCheck } from './commands/check.ts';
import { runDiagnose } from './commands/diagnose.ts';
import { runGallery } from './commands/gallery-command.ts';
import { runHandover } from './commands/handover.ts';
import { runProbeCommand } from './commands/probe.ts';
import { runSchema } from './commands/schema.ts';
import { runTeamsPackage } from './commands/teams-package.ts';
import { runTriage } from './commands/triage.ts';
import { runWalk } from './commands/walk.ts';
import { readEnvironment } from './environment.ts';
import { openKnowledge } from './knowledge.ts';
import { parseSettings, SettingsError } from './settings.ts';

const usage = `Usage: npm run stepwise -- COMMAND

  check                  load all guides and facts, and list every fault
  walk [GUIDE]           the conversation in this terminal
  triage                 read messages from standard input, one a line (--json for JSON lines)
  triage --evaluate FILE measure triage on labelled messages and print the confusion table
  diagnose FILE...       read policies, lists of phones, logs, test results, certificates and codes (--json for JSON lines)
  probe CHECK NAME       check a mail server live: server-certificate, autodiscover or activesync
  handover --test        send a test case to the helpdesk's targets, and say whether it arrived
  gallery                write one page that shows every card (gallery/index.html)
  teams-package [--out FILE]
                         write the app package for Microsoft Teams
  schema                 write the JSON Schemas that editors use for guides and facts`;

/** Runs a command and gives its exit status: 0 for success, 1 for faults found, 2 for wrong usage. */
async function run([command, ...args]: readonly string[]): Promise<number> {
  const settings = parseSettings(readEnvironment());
  const open = () => openKnowledge(settings.knowledgeFolder, settings.contact);
  switch (command) {
    case 'check':
      return runCheck(settings.knowledgeFolder, open);
    case 'walk':
      return runWalk(await open(), args[0]);
    case 'triage':
      return runTriage([...args], await open());
    case 'diagnose':
      return runDiagnose(args, (await open()).library);
    case 'probe':
      return runProbeCommand(args, settings.probe, await open());
    case 'handover':
      return runHandover(args, settings, await open());
    case 'gallery':
      return runGallery(await open());
    case 'teams-package':
      return runTeamsPackage(args, settings);
    case 'schema':
      return runSchema(settings.knowledgeFolder);
    case undefined:
    case 'help':
    case '--help':
      console.log(usage);
      return command === undefined ? 2 : 0;
    default:
      console.error(`There is no command "${command}".\n\n${usage}`);
      return 2;
  }
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  if (error instanceof KnowledgeError)
    console.error([error.message, ...error.faults.map(describeFault), 'Run "npm run stepwise -- check" after mending them.'].join('\n'));
  else if (error instanceof SettingsError) console.error(error.message);
  else throw error;
  process.exitCode = 1;
}
