/** What the numbers beside a refused request say in the log of a web server, and the step that they lead to. */
import { iisLogAnalyser } from '../../diagnostics/iis-log/iis-log-analyser.ts';
import { leadsOf } from '../../diagnostics/lead.ts';
import { analyse } from '../support/analyse-dropped.ts';
import { shippedDesk } from '../support/shipped-knowledge.ts';

const { library } = shippedDesk();

function log(numbers: string): string {
  const line = (second: number): string =>
    `2010-12-03 10:00:0${second} 10.0.0.5 POST /Microsoft-Server-ActiveSync/default.eas Cmd=FolderSync&DeviceId=WP7A51C0FFEE0042&DeviceType=WP 443 - 192.0.2.17 MSFT-WP/7.0.7004 ${numbers} 15`;
  const fields =
    '#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) sc-status sc-substatus sc-win32-status time-taken';
  return `${fields}\n${[1, 2, 3].map(line).join('\n')}\n`;
}

function found(numbers: string) {
  const finding = analyse(iisLogAnalyser, log(numbers));
  const [cause] = finding.causes;
  return { outcome: finding.outcome, cause: cause?.cause, certainty: cause?.certainty, says: cause?.says ?? '', to: leadsOf(library, finding)[0]?.to };
}

test.each([
  ['403 7 5', 'showed none'],
  ['403 13 2148204812', 'revoked'],
  ['403 16 2148204809', 'does not trust'],
  ['403 17 2148204801', 'expired, or is not yet valid'],
])('%s is about a client certificate, and leads to the guide on it', (numbers, says) => {
  const one = found(numbers);
  expect(one).toMatchObject({ outcome: 'fault', cause: 'client-certificate', certainty: 'documented' });
  expect(one.says).toContain(says);
  expect(one.to?.guide.symptoms.flatMap((words) => (typeof words === 'string' ? words : words.words)).join()).toMatch(/client certificate/);
});

test('A 403 with another number is about the user, as before', () => {
  expect(found('403 0 0').cause).toBe('not-allowed');
});

test.each(['1327', '1328', '1330', '1331', '1793', '1907', '1909'])('Windows error %s leads to a step that looks at the account itself', (error) => {
  const one = found(`401 1 ${error}`);
  expect(one).toMatchObject({ cause: 'account', certainty: 'documented' });
  const node = one.to?.node;
  const used = node?.kind === 'step' ? (node.commands ?? []).map(({ use }) => library.book.commands.get(use)?.cmdlet) : [];
  expect(used).toEqual(['Get-ADUser', 'Unlock-ADAccount']);
});

test('A wrong name or password still leads elsewhere than a trouble with the account', () => {
  const wrong = found('401 1 1326');
  expect(wrong).toMatchObject({ cause: 'credentials', certainty: 'documented' });
  expect(wrong.to?.ref).not.toBe(found('401 1 1331').to?.ref);
});

test('A logon that the package of Windows denied is usually about the password, which no document says', () => {
  const denied = found('401 1 2148074252');
  expect(denied).toMatchObject({ cause: 'credentials', certainty: 'derived' });
  expect(denied.to?.ref).toBe(found('401 1 1326').to?.ref);
});

test('A 401.2 may be the ordinary first question, and is not called certain', () => {
  expect(found('401 2 5')).toMatchObject({ cause: 'auth', certainty: 'derived', says: expect.stringContaining('before every first one') as string });
  expect(found('401 0 0').certainty).toBe('documented');
});
