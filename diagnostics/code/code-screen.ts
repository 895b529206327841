/** Tells an error code, or the error screen of a phone, from a sentence in which a code stands. */

/** Eight hexadecimal digits that begin as the codes of phones do, or any with 0x. */
const code = /(?<![\p{L}\p{N}-])(?:0x[0-9a-f]{7,8}|8[0-9a-f]{6,7})(?![\p{L}\p{N}-])/giu;
/** Words that stand before a code on a screen, in the languages of the phone. */
const label =
  /(?<!\p{L})(?:error|err|fehler\p{L}{0,6}|code|kode?|kód|code|erreur|código|errore|codice|erro|hata|kodu|fout\p{L}{0,4}|fel\p{L}{0,3}|felkod|support\p{L}{0,8}|destek|activesync|ошибк\p{L}|код|エラー|コード)(?!\p{L})/iu;
/** People who write about a code speak of themselves, or ask. */
const speaking =
  /\?|(?<!\p{L})(?:i|i'm|my|me|we|please|help|ich|mein\p{L}{0,2}|wir|bitte|hilfe|je|mon|ma|nous|mi|yo|tengo|benim|lütfen|says|sagt|dit|dice|get|getting|still|shows?)(?!\p{L})/iu;

/** Words between several codes. */
const joining = /(?<!\p{L})(?:and|or|und|oder|et|ou|y|o|ve|veya)(?!\p{L})/giu;
/** How a screen that was copied into one line ends: a sentence, a label, a colon, the code. */
const closing = /[.!]\s{1,4}[\p{L}'’ ]{3,40}[:：]\s{0,3}(?:0x)?[0-9a-f]{7,8}\W{0,2}$/iu;

const longestScreen = 1200;
const mostLines = 25;

/** 1 for codes alone, less for a screen around them, 0 for anything else. */
export function recogniseCode(head: string): number {
  const text = head
    .slice(0, longestScreen + 1)
    .normalize('NFKC')
    .trim();
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
  if (text.length > longestScreen || lines.length > mostLines || text.search(code) === -1) return 0;
  const around = text.replace(code, ' ');
  if (wordsOf(around.replace(joining, ' ')) === 0) return 1;
  if (speaking.test(lines.filter((line) => line.search(code) !== -1).join(' '))) return 0;
  if (lines.length === 1) return label.test(around) && (wordsOf(around) <= 4 || closing.test(text)) ? 0.9 : 0;
  return lines.some(isCodeLine) && lines.every((line) => !looksLikeLog(line)) ? 0.8 : 0;
}

/** A line of a screen that shows a code: little else, and the code last. */
function isCodeLine(line: string): boolean {
  const codes = line.match(code);
  if (
    codes === null ||
    !line
      .trim()
      .replace(/[.)\]]$/, '')
      .endsWith(codes.at(-1) ?? '')
  )
    return false;
  const before = wordsOf(line.replace(code, ' '));
  return before === 0 || (before <= 5 && (label.test(line) || /[:：]\s{0,3}(?:0x)?[0-9a-f]{7,8}\W{0,2}$/i.test(line)));
}

/** Logs and lists have fields and dates; screens have none. */
function looksLikeLog(line: string): boolean {
  return /\d{4}-\d\d-\d\d|\d\d:\d\d:\d\d|^\s{0,8}[\w.]{2,40}\s{1,40}: |[{}<>|=\t]|^#|^\d+[.,]/.test(line);
}

function wordsOf(text: string): number {
  return text.match(/[\p{L}\p{N}]{2,}/gu)?.length ?? 0;
}
