import { getMetadataStorage } from 'class-validator';
import { policyBook } from '#contexts/agreement';
import { roles, type RoleName } from '#contexts/kernel';
import { aggregates, decisions, registry } from '#contexts/programme';
import { AggregateLoader, CommandDoor, commandIdOf, derivedId, Refusal, type Decision } from '#platform/decider';
import { categoryOf, idOf, type Actor, type RecordedEvent } from '#platform/event-store';
import { Problem, validateInput } from '#platform/http';
import { BodyDigest, Sealing } from '#platform/privacy';
import { MemoryEventStore, MemoryKeyStore, on, recordedInTest } from '#platform/testing';
import { iescHeadquarters, nasilcHeadquarters } from '#reference-data';
import { actor, NOW } from '../index.ts';

/** Picks a whole number from 0 up to, and without, `below`. */
type Pick = (below: number) => number;

/** Things of a kind that go on in one log: few, so that what happens happens to the same ones. */
const MOST_OF_A_KIND = 3;

/** Between two attempts, milliseconds: a life of 300 attempts takes about three weeks. */
const STEP_MS = 100 * 60_000;

/**
 * The log of several cases that go on side by side: people of both organisations try one command after another, and the
 * real decisions let happen what may happen. The same seed gives the same log, but for the digests of commands.
 *
 * @param attempts commands tried; about one in five is not refused
 * @returns the log with personal values sealed as in specs
 */
export async function caseLives(seed: number, attempts: number): Promise<readonly RecordedEvent[]> {
  const pick = seededPick(seed);
  let time = Date.parse(NOW);
  let drawn = 0;
  const now = () => new Date(time).toISOString();
  const store = new MemoryEventStore(now);
  const keys = new MemoryKeyStore();
  const sealing = new Sealing(keys);
  const door = new CommandDoor({
    store,
    registry,
    sealing,
    digests: new BodyDigest(keys),
    policies: policyBook,
    roles,
    decisions,
    clock: { now },
    ids: { next: () => derivedId('life', `event ${drawn++}`) },
  });
  const loader = new AggregateLoader(store, registry);
  const taken = new Map<Decision, number>();
  for (let attempt = 0; attempt < attempts; attempt++) {
    time += STEP_MS;
    const there = await thingsIn(store, loader);
    const possible = decisions.filter((decision) => isPossible(decision, there));
    const decision = rarest(
      [1, 2, 3].map(() => possible[pick(possible.length)]!),
      taken,
    );
    const by = memberOf(decision.by[pick(2) * pick(decision.by.length)] as RoleName);
    const commandId = commandIdOf(by.userId, decision.name, '', `attempt ${attempt}`);
    try {
      const command = validateInput(decision.command, bodyFor(decision, store.log, there, pick));
      await door.issue(decision, command, { actor: by, commandId, source: 'api' });
      taken.set(decision, (taken.get(decision) ?? 0) + 1);
    } catch (error) {
      if (!(error instanceof Refusal || error instanceof Problem)) throw error;
    }
  }
  const facts = store.log.map(async ({ stream, type, data, metadata }) =>
    on(stream, { type: registry.find(type)!, data: (await sealing.open(data)) as never }, metadata),
  );
  return recordedInTest(await Promise.all(facts));
}

/** Of some decisions the one taken the fewest times: a life is to hold as much as it can, however many decisions there are. */
function rarest(some: readonly Decision[], taken: ReadonlyMap<Decision, number>): Decision {
  return some.toSorted((one, other) => (taken.get(one) ?? 0) - (taken.get(other) ?? 0))[0]!;
}

/** A thing that a life has brought into being. */
interface Thing {
  readonly category: string;
  readonly id: string;
  readonly stage: string;
}

/** The things there are, the oldest of each kind first. */
async function thingsIn(store: MemoryEventStore, loader: AggregateLoader): Promise<readonly Thing[]> {
  const streams = [...new Set(store.log.map(({ stream }) => stream))];
  const loading = streams.map(async (stream) => {
    const [category, id] = [categoryOf(stream), idOf(stream)];
    const { state } = await loader.load(
      aggregates.find((aggregate) => aggregate.category === category)!,
      id,
    );
    return { category, id, stage: state.stage };
  });
  return Promise.all(loading);
}

/** Whether anything can still be decided on it. */
function goesOn({ category, stage }: Thing): boolean {
  return decisions.some(({ aggregate, from }) => aggregate.category === category && from.includes(stage));
}

/** Whether it could be taken on anything there is, or would bring something into being of which there is not yet enough. */
function isPossible({ aggregate: { category, initialState }, from }: Decision, there: readonly Thing[]): boolean {
  const ofItsKind = there.filter((thing) => thing.category === category);
  if (from.includes('none')) return category === 'consultant' || ofItsKind.filter(goesOn).length < MOST_OF_A_KIND;
  return from.includes(initialState.stage) || ofItsKind.some(({ stage }) => from.includes(stage));
}

/** What somebody may say in a command, field by field, about the things there are. */
function bodyFor(decision: Decision, log: readonly RecordedEvent[], there: readonly Thing[], pick: Pick): object {
  const said = { ...words(pick), ...ids(decision, log, there, pick) };
  const declared = getMetadataStorage().getTargetValidationMetadatas(decision.command, '', false, false);
  const fields = new Set(declared.map(({ propertyName }) => propertyName));
  return Object.fromEntries(Object.entries(said).filter(([name, value]) => fields.has(name) && value !== undefined));
}

/**
 * The ids a command may name: of things there are, by their kinds, of its own kind one that it can be taken on; what it
 * brings into being is given one, or, by a process, named by what it is about.
 */
function ids(
  { aggregate, from, by }: Decision,
  log: readonly RecordedEvent[],
  there: readonly Thing[],
  pick: Pick,
): object {
  const named = aggregates.map(({ category, idField }) => {
    const isOwn = category === aggregate.category;
    const ofItsKind = there.filter((thing) => thing.category === category);
    if (isOwn && from.includes('none')) {
      const about = derivedId('life', category, String(ofItsKind.length));
      return [idField, by.includes('process') ? about : undefined] as const;
    }
    const meant = isOwn ? ofItsKind.filter(({ stage }) => from.includes(stage)) : ofItsKind;
    return [idField, meant[pick(meant.length)]?.id] as const;
  });
  const about: Readonly<Record<string, string | undefined>> = Object.fromEntries(named);
  const consented = dataOf<{ clientId: string }>(log, 'ConsentGiven', `consent-${about['consentId']}`, pick);
  const clientId = consented && pick(4) > 0 ? consented.clientId : about['clientId'];
  const place = dataOf<{ establishmentId: string }>(log, 'EstablishmentAdded', `client-${clientId}`, pick);
  const referrals = there.filter(({ category }) => category === 'referral');
  const other = referrals[pick(referrals.length)]?.id;
  const subjects = { subjectOf: about['referralId'], primaryId: other, earlierId: other };
  return { ...about, clientId, establishmentId: place?.establishmentId, ...subjects };
}

/** What one of the events of a type in a stream says, if there is one. */
function dataOf<T>(log: readonly RecordedEvent[], wanted: string, of: string, pick: Pick): T | undefined {
  const events = log.filter(({ type, stream }) => type === wanted && stream === of);
  return events[pick(events.length)]?.data as T | undefined;
}

function words(pick: Pick): object {
  return Object.fromEntries(Object.entries(WORDS).map(([field, said]) => [field, said[pick(said.length)]]));
}

/** Picks that follow from the seed alone (mulberry32). */
function seededPick(seed: number): Pick {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** Somebody of Shizuoka, or of headquarters. */
function memberOf(role: RoleName): Actor {
  const headquarters = { 'iesc.hq_coordinator': iescHeadquarters, 'nasilc.hq_liaison': nasilcHeadquarters } as const;
  return actor(role, role in headquarters ? headquarters[role as keyof typeof headquarters].id : undefined);
}

/** What people say in a field, by its name. What does not fit the command is refused, as it would be of anybody. */
const WORDS: { readonly [field: string]: readonly unknown[] } = {
  userId: ['nasilc-consultant-1', 'iesc-advisor-1'],
  org: ['iesc', 'nasilc'],
  role: ['iesc.advisor', 'iesc.intake'],
  version: ['AGR-2026', 'AGR-2027', 'AGR-2025'],
  inForceFrom: ['2026-10-01', '2027-10-01'],
  signedOn: ['2025-11-04'],
  nameJa: ['新たな協定'],
  nameEn: ['New agreement'],
  deadlines: [[{ name: 'decideReferral', value: 5 }]],
  mail: ['mihon@example.jp', undefined],
  registrationNumber: ['22180042'],
  practice: ['own_office'],
  name: ['株式会社見本製作所', '見本 太郎'],
  kana: ['ミホンセイサクショ'],
  corporateNumber: [undefined, '7999901000001'],
  industry: ['E', undefined],
  capitalYen: [48_000_000, undefined],
  regularEmployees: [86, 310],
  owner: [{ name: '見本 宏', phone: '0530000000' }, { name: '見本 宏' }],
  establishments: [
    [{ name: '本社', prefecture: '22' }],
    [{ name: '本社', prefecture: '22' }, { name: '倉庫' }],
    [{ name: '本社' }, { name: '工場', prefecture: '23' }],
  ],
  prefecture: ['22', undefined],
  purpose: ['referral', 'referral', 'grant_consultation'],
  items: [['company_identity', 'contact', 'headcount', 'reason'], ['headcount']],
  recipients: [['iesc'], ['iesc', 'association']],
  from: ['2025-11-01', '2025-11-01', '2025-11-14'],
  delegateId: ['iesc-advisor-2'],
  until: ['2026-05-04', '2025-11-14'],
  statedBy: ['見本 宏'],
  method: ['written'],
  givenBy: ['見本 宏'],
  circumstances: [['TEMPORARY_OVERSTAFFING'], ['LAYOFF', 'TALENT_SECURING']],
  backgrounds: [['orders'], []],
  officeId: ['iesc-22', 'iesc-23'],
  urgency: ['normal', 'urgent'],
  ownersWish: ['雇用を維持したい'],
  advisorId: ['iesc-advisor-1', 'iesc-advisor-2'],
  question: ['人数を教えてください'],
  answer: ['3名です'],
  reason: ['capacity', 'disaster', 'leave', 'need_resolved', 'owner_declined', 'owner_request', 'workload'],
  side: ['client', 'office'],
  message: ['見本の事情です', undefined],
  outcome: ['established', 'not_established'],
  channel: ['referral', 'phone', 'visit'],
  wish: ['支援をお願いします'],
  requestedBy: ['見本 宏'],
  result: ['no_answer', 'message_left'],
  note: ['見本の覚え書き', undefined],
  kind: ['secondment_out', 'ask_owner', 'decideReferral', 'task_waiting'],
  subjectCategory: ['referral'],
  subjectId: ['0b6c1d9e-43a1-4c57-9b1f-0000000000aa'],
  because: [
    { eventId: '0b6c1d9e-43a1-4c57-9b1f-0000000000e1', type: 'ReferralAccepted' },
    'ReferralWithdrawn',
    'no_word',
  ],
  assigneeId: ['iesc-advisor-1', undefined],
  to: [{ userId: 'nasilc-consultant-1' }, { officeId: 'iesc-22', role: 'iesc.office_manager' }],
  upTo: ['2025-11-06T01:00:00.000Z'],
  summary: ['2名の出向'],
  assessedOn: ['2025-11-06'],
  crossPrefecture: [false, true],
  persons: [[{ name: '見本 隆', lastDayWorked: '2025-12-26', firstDay: '2026-01-05' }]],
  visitedOn: ['2025-11-05'],
  notes: ['2名の出向を希望'],
  grantQuestion: [undefined, { topics: ['KOCHO'], text: '使える助成金はあるか' }],
  topic: ['secondment', 'grants'],
  title: ['在籍型出向の運営状況'],
  closures: [['2025-11-25'], []],
  cutOffHour: [undefined, 16],
  body: ['出向の成立状況をお知らせします。'],
  heldOn: ['2025-11-05'],
  topics: [['operating_status', 'grants'], ['grants']],
  ownContribution: ['県内の出向成立は4件'],
  explanation: ['開催日を訂正'],
  // A clock of these: three business days from the first day on.
  agreementVersion: ['AGR-2025'],
  startedAt: [NOW],
  dueAt: ['2025-11-11T14:59:59.999Z'],
  at: ['2025-11-07T02:00:00.000Z', '2025-11-12T02:00:00.000Z'],
  recordedAt: ['2025-11-10T06:30:00.000Z'],
  metAt: ['2025-11-10T06:30:00.000Z', '2025-11-13T06:30:00.000Z'],
  businessDays: [2],
  level: ['local', 'national', 1, 2],
  provider: ['nasilc-22'],
  recipient: ['iesc-22'],
};
