/** The list of details in a notice from Exchange: what each line tells, whatever its language. */

const states = ['Allowed', 'Blocked', 'Quarantined', 'DeviceDiscovery', 'Unknown'] as const;
export type State = (typeof states)[number];

export interface Field {
  readonly kind: 'state' | 'reason' | 'version' | 'id' | 'type' | 'model' | 'system' | 'agent' | 'imei' | 'number' | 'policy' | 'applied' | 'rule' | 'user';
  readonly value: string;
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

/** `Label: value`, also with stars, bars or quote marks that mail programs add. Names of properties have no blanks. */
const detail = /^[>\s*|•-]{0,20}([\p{L}][\p{L} .'’()-]{1,58}?)\*{0,2}\s{0,20}[:：|]\*{0,2}[^\S\r\n]{0,40}(.{0,300}?)[\s|*]{0,20}$/u;
const property = /^[A-Z][a-z]{1,30}(?:[A-Z]{1,4}[a-z]{0,30}){1,6}$/;

/** Exchange writes states and reasons in English in every language; other servers and people translate them. */
const stateWords: Readonly<Record<State, RegExp>> = {
  Allowed: /^(?:allowed|zugelassen|autorisé|permitido|izin verildi)$/i,
  Blocked: /^(?:blocked|blockiert|gesperrt|bloqué|bloqueado|engellendi)$/i,
  Quarantined: /^(?:quarantined|isoliert|in quarantäne|(?:mis )?en quarantaine|en cuarentena|karantinaya alındı)$/i,
  DeviceDiscovery: /^(?:device ?discovery|geräteerkennung|discovery)$/i,
  Unknown: /^(?:unknown|unbekannt|inconnu|desconocido|bilinmiyor)$/i,
};
const reasonWords =
  /^(?:Global|Individual|DeviceRule|Device rule|Policy|Upgrade|ExternallyManaged|UserAgentsChanges|RecentCommands|Watsons|OutOfBudgets|SyncCommands|CommandFrequency|EnableNotificationEmail|ExternalCompliance|ExternalEnrollment)$/i;
const appliedWords = /^(?:NotApplied|AppliedInFull|PartiallyApplied|ExternallyManaged)$/i;
const versionWords = /^(?:2\.[05]|12\.[01]|14\.[01]|15\.\d|16\.[01])$/;

/** Labels in English, German, French, Spanish and Turkish. The order matters: the first that fits counts. */
const labels: readonly (readonly [RegExp, Field['kind']])[] = [
  [/imei/i, 'imei'],
  [/user.?agent|benutzer.?agent|agent.{1,12}utilisateur|agente.{1,8}usuario|kullanıcı aracı/i, 'agent'],
  [/control rule|steuerungsregel|règle de contrôle|regla de control|denetim kuralı/i, 'rule'],
  [/telefonnummer|phone number|numéro de téléphone|número de teléfono|telefon numarası/i, 'number'],
  [/reason|grund|raison|motivo|neden/i, 'reason'],
  [/access state|zugriffsstatus|état d['’]accès|estado de acceso|erişim durumu/i, 'state'],
  [/policy status|richtlinienstatus|état de la stratégie|estado de (?:la )?directiva|ilke durumu/i, 'applied'],
  [/policy|richtlinie|stratégie|directiva|ilke/i, 'policy'],
  [/exchange activesync/i, 'version'],
  [/model(?:l|o|i)?\b|modèle/i, 'model'],
  [/type|typ\b|tipo|tür/i, 'type'],
  [/\bos\b|betriebssystem|système|sistema|işletim/i, 'system'],
  [/\bids?\b|identi|kimli/i, 'id'],
  [/^(?:user|benutzer|utilisateur|usuario|kullanıcı)$/i, 'user'],
];

/** Lines that are read; a notice has a few dozen. */
const mostLines = 400;

/** The details of a notice, in order. Output of PowerShell, whose names are properties, gives none. */
export function readFields(lines: readonly string[]): Field[] {
  return lines.slice(0, mostLines).flatMap((text, at): Field[] => {
    const parts = partsOf(text);
    if (parts === undefined) return runOn(text, at + 1);
    const value = parts.value === '' ? valueBelow(lines, at) : parts.value;
    const kind = kindOf(parts.label, value);
    return kind === undefined ? [] : [{ kind, value, line: at + 1, text: parts.value === value ? text : `${text.trim()} ${value}` }];
  });
}

function partsOf(text: string): { readonly label: string; readonly value: string } | undefined {
  const parts = text.length > 600 ? null : detail.exec(text);
  const label = parts?.[1] ?? '';
  const value = (parts?.[2] ?? '').trim();
  return label === '' || property.test(label) || value.split(/: /, 4).length > 3 ? undefined : { label, value };
}

/** The cells of a table end up below one another in some mail programs, with empty lines between. */
function valueBelow(lines: readonly string[], at: number): string {
  const below = lines.slice(at + 1, at + 3).find((text) => text.trim() !== '') ?? '';
  return below.length <= 100 && !/[:：]/.test(below) ? below.replace(/^[>\s*|•-]{1,20}/, '').trim() : '';
}

/** Characters of a line that are looked through for details without line ends between them. */
const longestRunOn = 4000;
/** Colons without which a line is no list of details. */
const leastColons = 5;

/** What decides, from a list of details that lost its line ends: values there are single words. */
function runOn(text: string, line: number): Field[] {
  const pieces = text.length > longestRunOn ? [] : text.split(/[:：]\s/);
  if (pieces.length <= leastColons) return [];
  return pieces.slice(1).flatMap((piece, index): Field[] => {
    const label = (pieces[index] ?? '').slice(-60);
    const value = /^\s*([^\s|]{1,40})/.exec(piece)?.[1] ?? '';
    const kind = kindOf(label, value);
    const isTelling = kind === 'version' || (kind === 'state' && stateOf(value) !== undefined) || (kind === 'reason' && isReason(value));
    return isTelling ? [{ kind, value, line, text: `${label.split(' ').slice(-4).join(' ')}: ${value}` }] : [];
  });
}

/** By the value where it can be nothing else, else by the label. */
function kindOf(label: string, value: string): Field['kind'] | undefined {
  if (appliedWords.test(value) && !/reason|grund/i.test(label)) return 'applied';
  if (versionWords.test(value) && /activesync/i.test(label)) return 'version';
  const named = labels.find(([one]) => one.test(label))?.[1];
  // Some languages name the reason with a word of their own, and the state in the same label.
  if (named === 'state') return isReason(value) ? 'reason' : 'state';
  if (named === 'reason') return named;
  if (stateOf(value) !== undefined && value !== 'Unknown') return 'state';
  // A sentence can have the product's name before a colon too.
  if (named === 'version' && !/^\d/.test(value)) return undefined;
  return reasonWords.test(value) && named === undefined ? 'reason' : named;
}

export function stateOf(value: string): State | undefined {
  return states.find((state) => stateWords[state].test(value));
}

export function isReason(value: string): boolean {
  return reasonWords.test(value);
}
