/** What people say, turn after turn, for ever. */
import { readFileSync } from 'node:fs';
import type { Button, Person, Saying } from './person.ts';

/** The next thing that a person says; `turn` counts from 0 and is this person's own. */
export type Walk = (person: Person, turn: number) => Saying;

export type WalkName = 'mixed' | 'tap' | 'typed' | 'triage' | 'policy' | 'echo' | 'prompts';

const lines = readFileSync(new URL('../../triage/tuning.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n');
const messages = lines.map((line) => JSON.parse(line) as { text: string; expect: string });
/** Messages about a problem that a guide is for. */
export const realSymptoms = messages.filter(({ expect }) => expect !== 'vague' && expect !== 'out-of-scope').map(({ text }) => text);

const startOver: Saying = { text: 'start over' };

export const walks: Readonly<Record<WalkName, Walk>> = {
  /**
   * A conversation of ten turns, then the next one. Seven taps (one of them "Back", one "Start over"), two typed answers
   * (a number, a label), one problem in the person's own words. People are at different turns at any moment.
   */
  mixed: (person, turn) => {
    if (turn === 0) return symptom(person);
    switch ((turn + person.index) % 10) {
      case 0:
        return symptom(person);
      case 3:
        return typedNumber(person);
      case 7:
        return typedLabel(person);
      case 5:
        return tapBack(person);
      case 9:
        return tap(person.buttons.find(({ does }) => does === 'start-over')) ?? startOver;
      default:
        return forward(person);
    }
  },
  /** Two taps forward, one on "Back". */
  tap: (person, turn) => {
    if (turn === 0) return symptom(person);
    return (turn + person.index) % 3 === 2 ? tapBack(person) : forward(person);
  },
  /** A number, a label, "back". */
  typed: (person, turn) => {
    if (turn === 0) return symptom(person);
    const kinds = [typedNumber, typedLabel, () => ({ text: 'back' })];
    const kind = kinds[(turn + person.index) % kinds.length];
    return kind === undefined || answersOf(person).length === 0 ? { text: 'back' } : kind(person);
  },
  /** A problem in the person's own words, then "start over". */
  triage: (person, turn) => ((turn + person.index) % 2 === 0 ? { text: person.oneOf(messages)?.text ?? '' } : startOver),
  /** The mailbox policy as an administrator pastes it, then "start over". */
  policy: (person, turn) => ((turn + person.index) % 2 === 0 ? { text: policy(person.index + turn) } : startOver),
  echo: (_, turn) => ({ text: `My phone does not get any mail since this morning, and I have tried it ${turn} times` }),
  prompts: (_, turn) => ({ text: String((turn % 2) + 1) }),
};

function symptom(person: Person): Saying {
  return { text: person.oneOf(person.symptoms) ?? '' };
}

/** Buttons that lead on: an answer of the step on the screen, or a guide to begin. */
function answersOf(person: Person): Button[] {
  return person.buttons.filter(({ does }) => does === 'answer' || does === 'go');
}

function tap(button: Button | undefined): Saying | undefined {
  return button === undefined ? undefined : { value: button.data };
}

function back(person: Person): Saying | undefined {
  return tap(person.buttons.find(({ does }) => does === 'back'));
}

function forward(person: Person): Saying {
  return tap(person.oneOf(answersOf(person))) ?? back(person) ?? startOver;
}

function tapBack(person: Person): Saying {
  return back(person) ?? forward(person);
}

function typedNumber(person: Person): Saying {
  const answers = answersOf(person);
  return answers.length === 0 ? forward(person) : { text: String(1 + (person.turns % answers.length)) };
}

function typedLabel(person: Person): Saying {
  const answer = person.oneOf(answersOf(person));
  return answer === undefined ? forward(person) : { text: answer.title };
}

/** About 2.5 KB of `Get-ActiveSyncMailboxPolicy | Format-List`, with another name each time. */
function policy(number: number): string {
  const settings: Readonly<Record<string, string>> = {
    AllowNonProvisionableDevices: 'False',
    AlphanumericDevicePasswordRequired: 'True',
    AttachmentsEnabled: 'True',
    DeviceEncryptionEnabled: 'False',
    RequireStorageCardEncryption: 'True',
    DevicePasswordEnabled: 'True',
    PasswordRecoveryEnabled: 'False',
    DevicePolicyRefreshInterval: 'unlimited',
    AllowSimpleDevicePassword: 'False',
    MaxAttachmentSize: 'unlimited',
    WSSAccessEnabled: 'True',
    UNCAccessEnabled: 'True',
    MinDevicePasswordLength: '6',
    MaxInactivityTimeDeviceLock: '00:15:00',
    MaxDevicePasswordFailedAttempts: '8',
    DevicePasswordExpiration: '90.00:00:00',
    DevicePasswordHistory: '5',
    IsDefaultPolicy: 'False',
    AllowApplePushNotifications: 'True',
    AllowStorageCard: 'True',
    AllowCamera: 'True',
    RequireDeviceEncryption: 'True',
    AllowUnsignedApplications: 'True',
    AllowUnsignedInstallationPackages: 'True',
    AllowWiFi: 'True',
    AllowTextMessaging: 'True',
    AllowPOPIMAPEmail: 'True',
    AllowIrDA: 'True',
    RequireManualSyncWhenRoaming: 'False',
    AllowDesktopSync: 'True',
    AllowHTMLEmail: 'True',
    RequireSignedSMIMEMessages: 'False',
    RequireEncryptedSMIMEMessages: 'False',
    AllowSMIMESoftCerts: 'True',
    AllowBrowser: 'True',
    AllowConsumerEmail: 'True',
    AllowRemoteDesktop: 'True',
    AllowInternetSharing: 'True',
    AllowBluetooth: 'Allow',
    MaxCalendarAgeFilter: 'All',
    MaxEmailAgeFilter: 'All',
    RequireSignedSMIMEAlgorithm: 'SHA1',
    RequireEncryptionSMIMEAlgorithm: 'TripleDES',
    AllowSMIMEEncryptionAlgorithmNegotiation: 'AllowAnyAlgorithmNegotiation',
    MinDevicePasswordComplexCharacters: '3',
    MaxEmailBodyTruncationSize: 'unlimited',
    MaxEmailHTMLBodyTruncationSize: 'unlimited',
    UnapprovedInROMApplicationList: '{}',
    ApprovedApplicationList: '{}',
    AllowExternalDeviceManagement: 'False',
    MailboxPolicyFlags: '0',
    Name: `Branch ${number % 1000}`,
    ExchangeVersion: '0.1 (8.0.535.0)',
  };
  const rows = Object.entries(settings).map(([name, value]) => `${name.padEnd(41)}: ${value}`);
  return `[PS] C:\\>Get-ActiveSyncMailboxPolicy "Branch ${number % 1000}" | fl\r\n\r\n${rows.join('\r\n')}\r\n`;
}
