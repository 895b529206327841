/** Hides what stands for one phone: its ids, its numbers, its policy key. */

/** Blanks, but no line end; and what this file puts in place of an id. */
const gap = String.raw`[^\S\r\n]`;
const unmasked = String.raw`(?!${gap}{0,4}\[(?:device id|device ids|phone number|policy key)\])`;

const idWord = String.raw`(?:device[ _-]?id(?:s|entity)?|geräte-?\s?id|id de l['’]appareil|id du périphérique|id\.? (?:de|del) dispositivo|cihaz (?:kimliği|id)|aygıt kimliği|imei|udid|serial ?number|seriennummer)`;
/** `DeviceId=x`, `Device ID: x`, `Geräte-IMEI: x`, `<DeviceID>x`, `-DeviceId x`. */
const idAfterLabel = new RegExp(
  String.raw`(?<![\p{L}\p{N}])((?:[\p{L}_]{1,20}[ -]?)?${idWord}["']?(?:${gap}{0,30}[:=>]${unmasked}${gap}{0,4}|${gap}{1,4}(?=["']?[a-z]{0,12}\d)))["']?(?![{@<])[^\s&,;"'<>{}|]{2,200}["']?`,
  'giu',
);
const idList = new RegExp(String.raw`((?:allowed|blocked)deviceids${gap}{0,30}[:=]?${gap}{0,4}@?\{)${unmasked}[^}\r\n]{1,2000}`, 'gi');
/** Ids by their look: 32 hexadecimal digits; Apple (with a digit, unlike the word AppliedInFull), Android and Samsung ids; IMEIs. */
const idByLook =
  /(?<![\w-])(?:[0-9a-f]{32}|Appl(?=[A-Z]{0,19}\d)[0-9A-Z]{8,20}|android[c0-9][0-9a-f]{6,20}|SEC[0-9A-F]{13}|(?=[0-9A-Z]{0,25}\d)(?=\d{0,25}[A-Z])[0-9A-Z]{26}|\d{15})(?![\w-])/gi;
const policyKey = new RegExp(String.raw`((?:x-ms-)?pol(?:icy)?key["']?${gap}{0,30}[:=>]${unmasked}${gap}{0,4}["']?)[^\s&"'<>,;]{1,40}`, 'gi');
/** The short form of a request's query, which holds the device id and the policy key in Base64. */
const codedQuery = /(Microsoft-Server-ActiveSync(?:\/default\.eas)?(?:\?|\s))([a-z0-9+/]{24,400}={0,2})(?![\w=])/gi;

const numberWord = String.raw`(?:(?:tele)?phone ?number|telefonnummer(?: des geräts)?|numéro de téléphone|número de teléfono|telefon numarası|msisdn|telephone)`;
const numberAfterLabel = new RegExp(
  String.raw`((?<![\p{L}])(?:device ?)?${numberWord}[\p{L} ']{0,24}["']?\s{0,30}[:=>]\s{0,4})(?![[<])[+*\d(][\d*() ./-]{2,24}`,
  'giu',
);
const international = /(?<![\w+.:])\+[1-9](?:[ ().-]{0,2}\d){7,14}(?![\d:])/g;

export function maskDevices(text: string): string {
  return maskPaths(text)
    .replace(numberAfterLabel, '$1[phone number]')
    .replace(international, '[phone number]')
    .replace(idList, '$1[device ids]')
    .replace(idAfterLabel, '$1[device id]')
    .replace(policyKey, '$1[policy key]')
    .replace(codedQuery, (whole, path: string, query: string) => (/\d/.test(query) ? `${path}[device id]` : whole))
    .replace(idByLook, '[device id]');
}

const container = 'ExchangeActiveSyncDevices';

/** Identities such as `contoso.com/Users/Anna/ExchangeActiveSyncDevices/WP§…`: the user and the device id stand around the word. */
function maskPaths(text: string): string {
  const parts = text.split(container);
  if (parts.length === 1) return text;
  return parts
    .map((part, at) => {
      const head = at === 0 ? part : part.replace(/^[/\\](?!\[device id\])[^\s,"'}]{1,200}/, '/[device id]');
      return at === parts.length - 1 ? head : withoutUser(head);
    })
    .join(container);
}

/** Cuts the path that ends a text, back to where it can have begun. */
function withoutUser(text: string): string {
  if (!/[/\\]$/.test(text) || text.endsWith('[user]/')) return text;
  const begins = Math.max(
    ...['\n', ': ', '"', "'", ',', '=', '{'].map((mark) => text.lastIndexOf(mark, text.length - 1) + (text.includes(mark) ? mark.length : 0)),
    0,
  );
  return `${text.slice(0, begins)}[user]/`;
}
