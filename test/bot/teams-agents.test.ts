/** Who is an agent in Teams, and the case that an agent finds by its code in the box where they write. */
import { DatabaseSync } from 'node:sqlite';
import { codeOf, spelled } from '../../dialogs/case-code.ts';
import { anna, TeamsSide } from '../support/agents.ts';
import { cardFaults } from '../support/card-rules.ts';
import { newDatabase } from '../support/service.ts';
import { until } from '../support/stand-in-connector.ts';

jest.setTimeout(60_000);

const team = '19:0123abcd@thread.tacv2';
const member = '11111111-2222-4333-8444-555555555555';
const stranger = '99999999-2222-4333-8444-555555555555';
const impostor = '88888888-2222-4333-8444-555555555555';
const person = '77777777-2222-4333-8444-555555555555';

let side: TeamsSide;
const file = newDatabase();

beforeAll(async () => {
  side = await TeamsSide.start(`sqlite:${file}`, undefined, { AGENT_TEAM: team });
});
afterAll(() => side.stop());
beforeEach(() => {
  side.connector.failMembersWith = undefined;
  side.connector.members.clear();
});

/** Somebody in Teams at a question, with the code of their case. */
async function stuck(who: string): Promise<string> {
  const before = side.connector.sent.length;
  await side.say('my *phone* does not trust the certificate', { who });
  await side.say('my code', { who });
  const code = () => /[2-9A-Z]{3}-[2-9A-Z]{3}-[2-9A-Z]/.exec(JSON.stringify(side.connector.sent.slice(before)))?.[0];
  await until(() => code() !== undefined);
  return code() ?? '';
}

const cases = async (who: string): Promise<boolean> => {
  const before = side.connector.sent.length;
  await side.say('my cases', { who });
  await until(() => side.connector.sent.length > before);
  return JSON.stringify(side.connector.sent.slice(before)).includes('Your open cases');
};

describe('An agent by the team that the helpdesk is', () => {
  it('is whoever is a member, and is asked about once', async () => {
    side.connector.members.set(`29:${member}`, { aadObjectId: member.toUpperCase() });
    const before = side.connector.askedForMembers;
    expect(await cases(member)).toBe(true);
    expect(await cases(member)).toBe(true);
    expect(side.connector.askedForMembers).toBe(before + 1);
  });

  it('is nobody else: not who is no member, and not who has another name there', async () => {
    expect(await cases(stranger)).toBe(false);
    side.connector.members.set(`29:${impostor}`, { aadObjectId: member });
    expect(await cases(impostor)).toBe(false);
  });

  it('is nobody while Teams does not answer, and is one as soon as it does', async () => {
    const who = '22222222-2222-4333-8444-555555555555';
    side.connector.members.set(`29:${who}`, { aadObjectId: who });
    side.connector.failMembersWith = 500;
    expect(await cases(who)).toBe(false);
    side.connector.failMembersWith = undefined;
    expect(await cases(who)).toBe(true);
  });

  it('goes on sharing a case while the person takes steps', async () => {
    side.connector.members.set(`29:${member}`, { aadObjectId: member });
    const code = await stuck(person);
    await side.say(code, { who: member });
    await until(() => side.sent.includes(`You share case ${code}`) || side.sent.includes('Your helpdesk is helping you'));
    await side.say('1', { who: person });
    await until(() => side.sent.includes('The person went on'));
    expect(side.sent).not.toContain(`Case ${code} is not shared any more`);
  });
});

/** Writes over how somebody is reached, as a hand in the database might. */
function loseWayTo(who: string): void {
  const database = new DatabaseSync(file);
  try {
    const { changes } = database.prepare("UPDATE conversations SET reference = '{}' WHERE id LIKE ?").run(`%${who}%`);
    expect(changes).toBe(1);
  } finally {
    database.close();
  }
}

describe('When how to reach somebody cannot be read any more', () => {
  const lost = '66666666-2222-4333-8444-555555555555';
  beforeEach(() => void side.connector.members.set(`29:${member}`, { aadObjectId: member }));

  it('an agent who shares their case is told that it is over', async () => {
    const code = await stuck(lost);
    await side.say(code, { who: member });
    await until(() => side.sent.includes(`You share case ${code}`));
    loseWayTo(lost);
    await side.say('Tell them: one moment please', { who: member });
    await until(() => side.sent.includes('is not shared any more'));
  });

  it('an agent who types their code is told that there is no such case', async () => {
    const code = await stuck(lost);
    loseWayTo(lost);
    const before = side.connector.sent.length;
    await side.say(code, { who: member });
    await until(() => JSON.stringify(side.connector.sent.slice(before)).includes('no open case'));
  });
});

describe('A code in the box where people write', () => {
  it('shows an agent the case, to read: what was said, tried and found', async () => {
    const code = await stuck(person);
    const answer = JSON.parse(await side.search(code.toLowerCase().replaceAll('-', ' '))) as { composeExtension: { attachments: { content: object }[] } };
    const [found] = answer.composeExtension.attachments;
    expect(found).toMatchObject({ preview: { content: { title: `Case ${code}` } } });
    expect(cardFaults(found?.content)).toEqual([]);
    const card = JSON.stringify(found?.content);
    expect(card).toContain('my *phone* does not trust');
    expect(card).toContain('Tried so far');
    expect(card).not.toContain('Action.Submit');
  });

  it('shows it in a group chat too, to the agent alone', async () => {
    const code = await stuck(person);
    const conversation = { id: '19:group@thread.v2', conversationType: 'groupChat', isGroup: true };
    expect(await side.search(code, { change: { conversation } })).toContain(`Case ${code}`);
  });

  it('shows nothing of it to anybody else, not even to its owner', async () => {
    const code = await stuck(person);
    for (const who of [person, stranger]) {
      const answer = await side.search(code, { who });
      expect(answer).not.toContain(`Case ${code}`);
      expect(answer).not.toContain('my *phone*');
    }
  });

  it('says that there is no such case, and after ten wrong ones looks none up', async () => {
    const code = await stuck(person);
    const agent = { who: anna };
    for (let wrong = 0; wrong < 10; wrong += 1)
      expect(await side.search(spelled(codeOf([1, 2, 3, 4, 5, wrong])), agent)).toContain('no open case with that code');
    expect(await side.search(code, agent)).toContain('too many wrong codes');
  });
});
