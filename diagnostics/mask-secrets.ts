/** Hides what lets somebody in: passwords, tokens, cookies, private keys. */

/** Blanks, but no line end; and what this file puts in place of a secret. */
const gap = String.raw`[^\S\r\n]`;
const unmasked = String.raw`(?!${gap}{0,4}\[(?:password|sign-in|cookie|token|long code|private key)\])`;
/** A value: in quotes, or up to the next blank. A variable or a call is none. */
const value = String.raw`(?![($])(?:"[^"\r\n]{0,500}"|'[^'\r\n]{0,500}'|[^\s"'<>]{1,500})`;
const passwordWord = String.raw`(?:pass(?:word|wort|wd|phrase|code)|pwd|kennwort|contraseña|mot de passe|parola(?:sı)?|şifre(?:si)?|senha|client[_-]?secret|api[_-]?key)`;

/** `password=x`, `Pwd: x`, `AdminPassword = x`. Settings such as `DevicePasswordEnabled` go on after the word. */
const labelled = new RegExp(String.raw`(?<![\p{L}\p{N}])([\p{L}_]{0,24}?${passwordWord}["']?${gap}{0,4}[:=]${unmasked}${gap}{0,4})(${value})`, 'giu');
/** `my password is x`, where x looks like one: with a digit or a sign in it, and neither a code nor a date. */
const sentence = new RegExp(String.raw`(?<![\p{L}])(${passwordWord}(?: [\p{L}]{1,20}){0,3} (?:is|ist|est|es)${gap}{1,3})(${value})`, 'giu');
const noPassword = /^["']?(?:(?:0x)?[0-9a-f]{8}|\d{1,4}[-./]\d{1,2}[-./]\d{1,4}|[\p{L}'’-]+)["'.,;!?)]{0,3}$/iu;
const parameter = new RegExp(String.raw`(-(?:[a-z]{0,20}password|pwd|passphrase|clientsecret)(?::|${gap})${unmasked}${gap}{0,4})(?!-)(${value})`, 'gi');
const secureString = new RegExp(String.raw`(ConvertTo-SecureString${gap}{1,4}(?:-[a-z]{1,20}${gap}{1,4}){0,3})${unmasked}(?!-)(${value})`, 'gi');
const element = /(<[a-z:]{0,20}(?:password|pwd|secret)>)(?!\[)[^<]{1,500}(?=<)/gi;
/** What a setting about passwords can be, and no password is. */
const harmless = /^["']?(?:\$?true|\$?false|\$null|unlimited|blank|none|required|enabled|disabled|expired)["'.,;]?$/i;

const header =
  /\b((?:proxy-)?authorization["']?\s{0,4}[:=]\s{0,4}["']?)(?!\[)(?:digest\s[^\r\n]{1,8000}|(?:[a-z]{1,20}\s{1,4}(?=[^\s"',;]))?[^\s"',;]{1,8000})/gi;
const scheme = /\b(basic|bearer|ntlm|negotiate)([^\S\r\n]{1,4})([a-z0-9+/=._~-]{8,8000})/gi;
const cookie = new RegExp(String.raw`\b((?:set-)?cookie2?(?:["']?${gap}{0,4}:|=)${unmasked}${gap}{0,4})[^\s][^\r\n]{0,8000}`, 'gi');
const webToken = /\beyJ[\w-]{5,8000}\.[\w-]{5,8000}(?:\.[\w-]{1,8000})?/g;
const bearerParameter = /\b((?:access_token|refresh_token|id_token|sig|canary|x-owa-canary)=)(?!\[)[^\s&"']{8,8000}/gi;
const longCode = /(?<![a-z0-9+/=_-])[a-z0-9+/_-]{60,}={0,2}(?![a-z0-9+/=_-])/gi;

export function maskSecrets(text: string): string {
  return maskKeys(text)
    .replace(secureString, '$1[password]')
    .replace(header, '$1[sign-in]')
    .replace(cookie, '$1[cookie]')
    .replace(webToken, '[token]')
    .replace(bearerParameter, '$1[token]')
    .replace(scheme, (whole, name: string, blank: string, code: string) => (looksCoded(code) ? `${name}${blank}[sign-in]` : whole))
    .replace(element, '$1[password]')
    .replace(labelled, hide)
    .replace(sentence, (whole, label: string, secret: string) => (noPassword.test(secret) ? whole : `${label}[password]`))
    .replace(parameter, hide)
    .replace(longCode, (whole) => (looksCoded(whole) && /\d/.test(whole) ? '[long code]' : whole));
}

function hide(whole: string, label: string, secret: string): string {
  return harmless.test(secret) ? whole : `${label}[password]`;
}

/** Words do not change between capitals and small letters, and do not mix with digits. */
function looksCoded(code: string): boolean {
  return /[a-z][A-Z]|\d[A-Za-z]|=$/.test(code) && /[A-Z]/.test(code);
}

/** By hand and not by pattern, since a key can be long and its end can be missing. */
function maskKeys(text: string): string {
  const begin = /-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----/g;
  let masked = '';
  let from = 0;
  for (let start = begin.exec(text); start !== null; start = begin.exec(text)) {
    const end = /-----END [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----/g;
    end.lastIndex = begin.lastIndex;
    masked += `${text.slice(from, start.index)}[private key]`;
    from = end.exec(text) === null ? text.length : end.lastIndex;
    begin.lastIndex = from;
  }
  return masked + text.slice(from);
}
