/** What the sentences of a notice are about, in the languages it comes in. */

export type Topic = 'wipe' | 'too-many-devices' | 'quarantined' | 'blocked' | 'discovery' | 'policy';

/** Stems and short turns of phrase, no sentences. The order matters: what is worse comes first. */
const topics: readonly (readonly [Topic, RegExp])[] = [
  [
    'wipe',
    /remote(?: device)? wipe|remote.{0,3}(?:löschung|zurücksetzung|löschvorgang)|(?:effacement|réinitialisation).{0,24}distance|borrado remoto|uzaktan (?:silme|temizleme|sıfırlama)/i,
  ],
  [
    'too-many-devices',
    /(?:maximum|too many|limit).{0,60}(?:devices|phones|partnerships)|(?:maximale|zu viele).{0,60}(?:geräte|telefone|partnerschaften)|(?:nombre maximal|trop d).{0,60}(?:appareils|périphériques|téléphones)|(?:número máximo|demasiados).{0,60}(?:dispositivos|teléfonos)|(?:en fazla|çok fazla).{0,60}(?:cihaz|telefon)/i,
  ],
  ['quarantined', /quarant|isoliert|cuarentena|karantina/i],
  ['discovery', /being identified|device discovery|geräteerkennung|wird erkannt|en cours d['’]identification|se está identificando|tanımlanıyor/i],
  ['policy', /security polic(?:y|ies)|sicherheitsrichtlinie|stratégies? de sécurité|directivas? de seguridad|güvenlik ilke/i],
  ['blocked', /block|access.{0,40}denied|denied access|blockier|gesperrt|verweigert|bloqu|refusé|denegad|rechazad|engellen|reddedil/i],
];

/** The weightiest topic of a text; `undefined` when it is about none of them. */
export function topicOf(text: string): Topic | undefined {
  return topics.find(([, words]) => words.test(text))?.[0];
}

/** A mail of Exchange speaks to a reader about ActiveSync, tells of an administrator or a server, and never asks. */
export function looksLikeNotice(text: string): boolean {
  if (!/activesync/i.test(text)) return false;
  const words = text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  return (
    words >= 12 &&
    words <= 600 &&
    /admin|serv(?:er|eur|idor)|sunucu|yönetici/i.test(text) &&
    /(?<!\p{L})(?:your|ihr\p{L}{0,2}|votre|su|del usuario|cihazınız\p{L}{0,4}|telefonunuz\p{L}{0,4})(?!\p{L})/iu.test(text) &&
    !/\?\s*$|(?<!\p{L})(?:i|i'm|my|we|ich|mein\p{L}{0,2}|wir|je|mon|mi|mis|benim)(?!\p{L})/imu.test(text)
  );
}
