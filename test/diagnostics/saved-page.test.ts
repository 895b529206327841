/** A web page that was saved as one file is read as the page itself. */
import { analysers } from '../../diagnostics/analysers.ts';
import { diagnoseText } from '../../diagnostics/diagnose.ts';
import type { Finding } from '../../diagnostics/finding.ts';
import { droppedText } from '../support/dropped.ts';
import { shippedDesk } from '../support/shipped-knowledge.ts';

const page = droppedText('rca-result/folder-451.html');

function diagnose(text: string): Finding {
  return diagnoseText(text, analysers, { book: shippedDesk().library.book, now: 0 });
}

function saved(...parts: readonly string[]): string {
  const header =
    'From: "Saved by Windows Internet Explorer 8"\r\nSubject: Result\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="=_B_"';
  return `${[`${header}\r\n\r\nThis is a multi-part message in MIME format.\r\n`, ...parts].join('\r\n--=_B_\r\n')}\r\n--=_B_--\r\n`;
}

function part(header: string, content: string): string {
  return `${header}\r\n\r\n${content}`;
}

/** As much as an analyser concludes, without the lines. */
function concluded({ kind, outcome, verdict, causes, tables }: Finding) {
  return { kind, outcome, verdict, causes: causes.map(({ cause, says }) => ({ cause, says })), tables };
}

function quoted(text: string): string {
  const bytes = Array.from(Buffer.from(text.replaceAll('\r\n', '\n'), 'utf8'));
  const signs = bytes.map((byte) =>
    byte === 10 ? '\n' : byte === 0x3d || byte > 126 || byte < 32 ? `=${byte.toString(16).toUpperCase().padStart(2, '0')}` : String.fromCharCode(byte),
  );
  const lines = signs.join('').split('\n');
  return lines.flatMap((line) => (line.match(/(?:=[\dA-F]{2}|[^=]){1,70}/g) ?? ['']).join('=\r\n')).join('\r\n');
}

const html = 'Content-Type: text/html;\r\n\tcharset="utf-8"';
const picture = part('Content-Type: image/png\r\nContent-Transfer-Encoding: base64', 'iVBORw0KGgo=');

describe('A page saved as one file is read as the page itself', () => {
  it.each([
    ['by Chromium', droppedText('rca-result/folder-451.mhtml')],
    ['quoted', saved(part(`${html}\r\nContent-Transfer-Encoding: quoted-printable`, quoted(page)), picture)],
    [
      'in Base64, in lines that end anywhere',
      saved(part(`${html}\r\nContent-Transfer-Encoding: base64`, Buffer.from(page).toString('base64').replace(/.{75}/g, '$&\r\n'))),
    ],
    ['as it is, behind a picture', saved(picture, part(`${html}\r\nContent-Transfer-Encoding: 8bit`, page))],
    ['as a part of a part', saved(part('Content-Type: multipart/alternative; boundary=inner', `--inner\r\n${part(html, page)}\r\n--inner--`))],
  ])('%s', (_how, text) => {
    expect(concluded(diagnose(text))).toEqual(concluded(diagnose(page)));
  });

  it('with the lines of the file', () => {
    const text = droppedText('rca-result/folder-451.mhtml').split(/\r\n|\n/);
    const { line = 0 } = diagnose(text.join('\n')).causes[0]?.evidence[0] ?? {};
    expect(
      text
        .slice(line - 3, line + 3)
        .join('')
        .replaceAll('=', ''),
    ).toContain('FolderSync');
  });

  it('with its umlauts, in the letters of its own', () => {
    const words = saved(
      part(
        'Content-Type: text/html; charset="windows-1252"\r\nContent-Transfer-Encoding: quoted-printable',
        '<html><body><p>Das Ger=E4t ist gesp=\r\nerrt</p></body></html>',
      ),
    );
    expect(diagnose(words).words).toEqual([{ line: 14, text: 'Das Gerät ist gesperrt' }]);
  });
});

describe('What is no such page stays what it was', () => {
  it('a page without a text in it is unknown', () => {
    const finding = diagnose(saved(picture));
    expect([finding.kind, finding.words]).toEqual(['unknown', undefined]);
  });

  it('a page within a page is not opened, however deep', () => {
    let text = page;
    for (let depth = 0; depth < 3000; depth += 1)
      text = `MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b${depth}\n\n--b${depth}\nContent-Type: text/plain\n\n${text}\n`;
    expect(diagnose(text).kind).toBe('unknown');
  });

  it('a private key in it is refused', () => {
    const key = '-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----';
    expect(diagnose(saved(part('Content-Type: text/plain', key))).isSecret).toBe(true);
  });

  it('a mail with its headers is read as before', () => {
    const notice = droppedText('notice/en-2010-quarantined-global.txt');
    expect(diagnose(`From: a\nMIME-Version: 1.0\nContent-Type: text/plain\n\n${notice}`).kind).toBe('notice');
  });
});
