/** Replies that belong to no node: welcome, lists, help, the way so far, offers. */
import type { LoadedGuide } from '../knowledge/library.ts';
import { describeChoice, summarize } from './summary.ts';
import type { Audience } from './audience.ts';
import type { Choice } from './case.ts';
import { handoverWords } from './handover/words.ts';
import { fitted, nodeTitle } from './labels.ts';
import { targetOf } from './replay.ts';
import type { Button, ChooseReply, HandedOverReply, MessageReply, PathReply, Reply, SolvedReply, WelcomeReply } from './reply.ts';
import { agentWording } from './agent/agent-wording.ts';
import { findingLines } from './findings.ts';
import { type Aside, codeOf, navigationOf, ratings, sendButtons, showNode, stampOf, stopSharingButton } from './show-node.ts';
import { placeOf, type Turn } from './turn.ts';
import { wording } from './wording.ts';

/** Guides on one list: with "more" and "talk to a person" it makes the six buttons of a set. */
const listed = 4;
const navigationBack: Button = { label: wording.back, action: { do: 'back' } };
const person: Button = { label: wording.person, action: { do: 'person' } };

/** The reply for the turn's position. */
export function showPosition(turn: Turn, aside: Aside = {}): Reply {
  const { position } = turn;
  switch (position.kind) {
    case 'nowhere':
      return showWelcome(turn, aside.news ?? []);
    case 'at':
      return showNode(turn.desk, turn.case, position.place, aside);
    case 'closed':
      return showClosed(turn, position.result, aside);
  }
}

/** A message with buttons, stamped with where the turn is. */
export function message(turn: Turn, content: Omit<MessageReply, 'kind' | 'stamp'>): MessageReply {
  return { kind: 'message', stamp: stampOf(turn.case, placeOf(turn)), ...content };
}

function showWelcome(turn: Turn, news: readonly string[]): WelcomeReply {
  const { options, more } = listGuides(turn, 0);
  const { welcome } = turn.desk.library.book;
  return {
    kind: 'welcome',
    stamp: stampOf(turn.case, undefined),
    title: welcome?.title ?? wording.welcomeTitle,
    lines: [...news, wording.welcome, ...(welcome?.lines ?? [])],
    buttons: [...options, ...more, ...sharingButtons(turn), ...(turn.moment.agent === undefined ? [] : agentButtons)],
  };
}

/** What a group is told when the bot comes: how to call it, and that each has a case of their own. */
export function showHello(turn: Turn): MessageReply {
  const { options } = listGuides(turn, 0);
  const buttons: Button[] = [
    ...options.map(({ label, action }) => ({ label, action })),
    { label: wording.more, action: { do: 'topics', from: options.length } },
  ];
  return message(turn, { title: wording.groupTitle, lines: wording.groupLines, buttons });
}

/** The guides from an index on, as a list with what each gets done. */
export function showTopics(turn: Turn, from: number): ChooseReply {
  const { options, more } = listGuides(turn, from);
  return { kind: 'choose', stamp: stampOf(turn.case, placeOf(turn)), title: wording.topicsTitle, lines: [], because: [], options, buttons: more };
}

function listGuides(turn: Turn, from: number): { options: (Button & { about: string })[]; more: Button[] } {
  const guides = [...turn.desk.library.guides.values()];
  const options = guides.slice(from, from + listed).map((guide) => guideOption(guide));
  const rest = from + listed < guides.length;
  return { options, more: rest ? [{ label: wording.more, action: { do: 'topics', from: from + listed } }, person] : [person] };
}

/** A guide as an option that starts it, at a node of it or at its start. */
export function guideOption(guide: LoadedGuide, node?: string): Button & { about: string } {
  return { label: guide.label, about: guide.about, action: { do: 'go', to: node ?? `${guide.id}/${guide.start}` } };
}

/** How to steer, and for whom the bot writes. */
export function showHelp(turn: Turn): MessageReply {
  const others = audiences.filter(([who]) => who !== turn.case.audience);
  const buttons: Button[] = [
    {
      label: turn.position.kind === 'nowhere' ? wording.showTopics : wording.continue,
      action: turn.position.kind === 'nowhere' ? { do: 'topics', from: 0 } : { do: 'stay' },
    },
    ...others.map(([who, label]): Button => ({ label, action: { do: 'audience', audience: who } })),
    { label: wording.startOver, action: { do: 'start-over' } },
    { label: wording.person, action: { do: 'person' } },
    { label: agentWording.myCode, action: { do: 'code' } },
    ...sharingButtons(turn),
    ...(turn.moment.agent === undefined ? [] : agentButtons),
  ];
  return message(turn, { title: wording.helpTitle, lines: wording.helpLines, buttons });
}

/** What agents have beside it. */
const agentButtons: readonly Button[] = [
  { label: agentWording.newCaller, action: { do: 'agent', what: 'caller' } },
  { label: agentWording.myCases, action: { do: 'agent', what: 'cases' } },
];

const audiences: readonly (readonly [Audience, string])[] = [
  ['user', wording.forUser],
  ['agent', wording.forAgent],
  ['admin', wording.forAdmin],
];

/** The steps so far and where the turn is now; an agent gets what was found, and other ways on. */
export function showPath(turn: Turn, forAgent = false): PathReply {
  const steps = turn.case.choices.flatMap((choice: Choice) => describeChoice(turn.desk.library, choice) ?? []);
  const place = placeOf(turn);
  const found = findingLines(turn.case);
  return {
    kind: 'path',
    stamp: stampOf(turn.case, place),
    title: wording.pathTitle,
    steps,
    now: place === undefined ? (found.length > 0 ? wording.pathRead : wording.pathEmpty) : wording.pathNow(nodeTitle(place.node)),
    found: forAgent || found.length > 0 ? found : undefined,
    buttons: forAgent
      ? [{ label: agentWording.myCases, action: { do: 'agent', what: 'cases' } }]
      : [
          ...(place === undefined ? followButtons(turn) : []),
          { label: wording.continue, action: { do: 'stay' } },
          ...(steps.length > 0 ? [navigationBack] : []),
          { label: wording.startOver, action: { do: 'start-over' } },
          person,
          { label: agentWording.myCode, action: { do: 'code' } },
          ...sharingButtons(turn),
        ],
  };
}

/** Where the newest of what was found leads to. */
function followButtons({ desk, case: { findings = [] } }: Turn): Button[] {
  const newest = findings.at(-1);
  return (newest?.leads ?? []).flatMap(({ check, answer }, lead) => {
    const to = targetOf(desk.library, check, answer);
    if (newest === undefined || to === undefined || answer === 'unknown') return [];
    return [{ ...fitted(wording.goTo(nodeTitle(to.node))), action: { do: 'follow' as const, finding: newest.id, lead } }];
  });
}

function sharingButtons({ case: { helper } }: Turn): Button[] {
  return helper === undefined ? [] : [stopSharingButton];
}

function showClosed(turn: Turn, result: 'solved' | 'hand-over', aside: Aside): SolvedReply | HandedOverReply {
  const place = placeOf(turn);
  const shown = {
    stamp: stampOf(turn.case, place),
    again: false,
    audience: turn.case.audience,
    guide: place?.guide.title ?? '',
    step: turn.case.choices.length,
    news: aside.news ?? [],
    files: aside.files ?? [],
    because: [],
    sure: true,
    tables: [],
    commands: [],
    fields: [],
    sources: [],
    answers: [],
  };
  if (result === 'solved') return { ...shown, kind: 'solved', title: wording.solvedTitle, answers: ratings, navigation: navigationOf(turn.case) };
  const { contact, library } = turn.desk;
  const isSent = turn.case.handovers?.some(({ of }) => of === turn.case.id) === true;
  return {
    ...shown,
    kind: 'handed-over',
    title: wording.personTitle,
    say: isSent ? handoverWords.sentSay : wording.personSay(contact),
    answers: sendButtons(turn.desk, turn.case),
    contact,
    code: codeOf(turn.case),
    summary: summarize(library, turn.case),
    navigation: navigationOf(turn.case).filter(({ action }) => action.do !== 'person'),
  };
}
