/** Each fact of the article is reachable in a conversation: by taps alone, from the welcome. */
import type { Audience } from '../../dialogs/audience.ts';
import { exitsOf, findPlace, type NodeRef, resolveTarget } from '../../knowledge/library.ts';
import { Conversation, buttonsOf } from '../support/conversation.ts';
import { shippedDesk } from '../support/shipped-knowledge.ts';

/** What the article states, and words of it that one card must show together. */
const facts: readonly (readonly [string, readonly RegExp[]])[] = [
  ['Exchange 2010 starts with a self-signed certificate', [/self-signed/i, /Exchange/]],
  [
    'the twelve authorities a phone trusts',
    [
      /AOL/,
      /Comodo/,
      /DigiCert/,
      /GlobalSign/,
      /Keynectis|Keynectics/,
      /Quovadis/i,
      /RSA Security/,
      /SECOM Trust Systems/,
      /TWCA/,
      /TrustCenter/,
      /Trustwave/,
      /Verisign/i,
    ],
  ],
  ['the list of trusted roots may change', [/Verisign/i, /change/i]],
  ['where the full list is', [/Windows%20Phone%207%20Root%20Certificates_FINAL_121610\.pdf/]],
  ['the root can be mailed to a public mailbox that syncs with the phone', [/Hotmail/, /certificate/i]],
  ['the root can be fetched over the company Wi-Fi from the CA’s web page', [/Wi-Fi/, /certificate/i]],
  ['the links to tap on the CA’s web page', [/Download a CA certificate, certificate chain, or CRL/i, /Download CA certificate chain/i]],
  ['settings, then email & accounts', [/email & accounts/i, /settings/i]],
  ['add an account, then Outlook', [/add an account/i, /Outlook/]],
  ['several Exchange accounts on one phone', [/several|more than one|second/i, /Exchange|Office 365/]],
  ['personal accounts beside them', [/Hotmail/, /Gmail/, /Yahoo/]],
  ['with Autodiscover only address and password', [/address/i, /password/i, /Autodiscover|by itself/i]],
  ['without it also domain and server', [/domain/i, /server/i]],
  ['the first synchronization takes a while', [/first sync/i, /wait|while|minutes|hour/i]],
  ['the screen of the policy conflict', [/requires that certain security policies be enforced/i]],
  ['its code', [/86000C2B/]],
  ['the knowledge base article about it', [/2464593/]],
  ['device encryption as the example', [/Require encryption on device/i, /RequireDeviceEncryption/]],
  ['Windows Mobile 6.5 phones can keep the setting', [/Windows Mobile 6\.5/]],
  ['allow non-provisionable devices', [/Allow non-provisionable devices/i, /AllowNonProvisionableDevices \$true/]],
  [
    'the twelve supported settings',
    [
      'DevicePasswordEnabled',
      'MinDevicePasswordLength',
      'MaxInactivityTimeDeviceLock',
      'MaxDevicePasswordFailedAttempts',
      'AllowSimpleDevicePassword',
      'DevicePasswordExpiration',
      'DevicePasswordHistory',
      'AllowStorageCard',
      'AllowIrDA',
      'AllowDesktopSync',
      'AllowRemoteDesktop',
      'AllowInternetSharing',
    ].map((name) => new RegExp(name)),
  ],
  ['any other setting needs AllowNonProvisionableDevices', [/AllowNonProvisionableDevices/, /other/i]],
  [
    'a phone that already synced is not touched by the switch',
    [/already|before/i, /AllowNonProvisionableDevices|Allow non-provisionable/i, /not (change|affect|touch|help)|no effect|does nothing/i],
  ],
  ['a pilot with a few users', [/few/i, /pilot|test/i]],
  [
    'the command that creates the pilot policy',
    [
      /New-ActiveSyncMailboxPolicy -Name '<policy>' -AllowNonProvisionableDevices \$false -DevicePasswordEnabled \$false -MinDevicePasswordLength \$null -MaxInactivityTimeDeviceLock unlimited -MaxDevicePasswordFailedAttempts unlimited -AllowSimpleDevicePassword \$true -DevicePasswordExpiration unlimited -DevicePasswordHistory 0 -AllowStorageCard \$true -AllowIrDA \$true -AllowDesktopSync \$true -AllowRemoteDesktop \$true -AllowInternetSharing \$true/i,
    ],
  ],
  ['the command that assigns it', [/Set-CASMailbox -Identity '<mailbox>' -ActiveSyncEnabled \$true -ActiveSyncMailboxPolicy '<policy>'/]],
  ['the statistics of one mailbox', [/Get-ActiveSyncDeviceStatistics -Mailbox '<mailbox>'/, /LastSuccessSync/, /DeviceOS/, /DeviceUserAgent/]],
  ['the list of all Windows Phones', [/Get-ActiveSyncDevice -Filter/, /Windows Phone/]],
  ['Blocked means that a policy stopped the phone', [/Blocked/, /DeviceAccessState/, /policy/i]],
  ['the user starts logging in Outlook Web App', [/Outlook Web App|OWA/, /Start Logging/i]],
  ['Retrieve Log sends a mail with a text file', [/Retrieve Log/i, /mail/i]],
  ['the log goes to a support person', [/forward/i, /helpdesk|support/i]],
  ['client certificates need a manual step', [/certificate/i, /by hand|by itself|no longer/i, /Exchange 2010/]],
  ['the request is made with MMC on a desktop', [/MMC|console/i, /request/i]],
  ['the exported certificate goes on a web page or to a mailbox that syncs', [/web page/i, /mailbox|mail/i]],
];

const desk = { ...shippedDesk(), mayLook: () => ({ ok: false, says: 'Not here.' }) as const };

/** Shortest ways by answers from each guide's start, over all guides. */
function ways(): Map<NodeRef, { guide: string; answers: string[] }> {
  const found = new Map<NodeRef, { guide: string; answers: string[] }>();
  const open: NodeRef[] = [];
  for (const guide of desk.library.guides.values()) {
    const ref: NodeRef = `${guide.id}/${guide.start}`;
    found.set(ref, { guide: guide.id, answers: [] });
    open.push(ref);
  }
  for (const ref of open) {
    const place = findPlace(desk.library, ref);
    const way = found.get(ref);
    if (place === undefined || way === undefined || place.node.kind === 'check') continue;
    for (const exit of exitsOf(place.node)) {
      const next = resolveTarget(place.guide.id, exit.target);
      if (found.has(next)) continue;
      found.set(next, { guide: way.guide, answers: [...way.answers, exit.id] });
      open.push(next);
    }
  }
  return found;
}

/** What the card at the end of a way shows, reached by tapping. */
function shownAt(way: { guide: string; answers: string[] }, audience: Audience): string {
  const person = new Conversation(desk);
  if (audience !== 'user') {
    person.say('help');
    person.tap(audience === 'agent' ? 'I help a caller' : 'I am the administrator');
  }
  const label = [...desk.library.guides.values()].find((one) => one.id === way.guide)?.label ?? '';
  if (!buttonsOf(person.last).some((one) => one.label === label)) person.tap('More problems');
  person.tap(label);
  for (const answer of way.answers) {
    const button = buttonsOf(person.last).find((one) => one.action.do === 'answer' && one.action.answer === answer);
    person.tap(button?.label ?? answer);
  }
  return JSON.stringify(person.last);
}

const cards = [...ways().values()].flatMap((way) => (['user', 'agent', 'admin'] as const).map((audience) => shownAt(way, audience)));

describe('A conversation can reach', () => {
  it.each(facts)('%s', (_fact, words) => {
    expect(cards.some((card) => words.every((word) => word.test(card)))).toBe(true);
  });
});
