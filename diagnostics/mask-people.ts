/** Hides who somebody is: mail addresses, user names. */

const address = /(?<![\w.+-])[\p{L}\p{N}_.+-]{1,256}(?:@|%40)[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/giu;
/** `User=x` in a request, as the phone and IIS write it. */
const queryUser = /(?<![\w-])((?:user|username|cs-username|login|account)=["']?)(?!\[user\]|\$)[^\s&,;"'<>]{1,200}/gi;
/** `User: Anna Example` on a line of its own, as notices and lists have it. */
const lineUser =
  /^([ \t>*]{0,20}(?:user|username|user ?display ?name|display ?name|domain\\user ?name|benutzer(?:name)?|utilisateur|nom d['’]utilisateur|usuario|nombre de usuario|kullanıcı(?: adı)?|mailbox ?owner|legacydn)[ \t]{0,30}[:=][ \t]{0,4})(?!\[user\]|\[mail address\])[^\s][^\r\n]{0,200}/gimu;
/** The same within a line, where only the next word can be meant. */
const wordUser =
  /(?<![\p{L}-])((?:user(?:name)?|benutzer(?:name)?|utilisateur|usuario|kullanıcı)[ \t]?:[ \t]{1,4})(?!\[user\]|\[mail address\])[^\s,;]{1,200}/giu;
/** `CONTOSO\anna`. Paths have more than one backslash, or an ending. */
const account = /(?<![\w\\/:.%-])([a-z0-9][a-z0-9.-]{0,30})(?:\\|%5c)([\p{L}\p{N}_.$-]{1,64})(?![\w\\/%:])/giu;
const noPerson = /^(?:nt authority|authority|builtin|nt service|service|hklm|hkcu|iis apppool|apppool)$/i;
const fileEnding = /\.(?:exe|dll|log|txt|xml|ps1|config|cer|pem|aspx?|html?|zip|cmd|bat)$/i;

export function maskPeople(text: string): string {
  return text
    .replace(lineUser, '$1[user]')
    .replace(wordUser, '$1[user]')
    .replace(queryUser, '$1[user]')
    .replace(address, '[mail address]')
    .replace(account, (whole, domain: string, name: string) => (noPerson.test(domain) || fileEnding.test(name) ? whole : '[user]'));
}
