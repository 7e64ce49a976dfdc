import { hamana, moveClock, type People, type Row } from '#apps/cli';
import { enrol } from './referred-client.ts';
import { ServiceUnderTest } from './service-under-test.ts';

/**
 * A temporary surplus, a secondment to another prefecture and a question about grants, on the days on which it happens:
 * from November 2025 to July 2026, with the holidays in between. All people and companies are fictional.
 */
const service = new ServiceUnderTest({ DEVELOPMENT_CLOCK: '2025-11-04T09:00:00+09:00' });
let people: People;
let of: { readonly clientId: string; readonly establishmentId: string; readonly consentId: string };
let referralId: string;
let caseId: string;

const move = async (now: string) => people.consultant.sees(await moveClock(service.url, now));
const on = (day: string, time = '10:00') => move(`${day}T${time}:00+09:00`);

/** Until the processes have done what follows from everything so far. */
const settled = () => move('2025-11-04T09:00:00+09:00');

/** The end of a day in Tokyo, as events say it. */
const endOf = (day: string) => new Date(`${day}T23:59:59.999+09:00`).toISOString();

interface Clock {
  readonly kind: string;
  readonly events: readonly string[];
  readonly dueAt: string;
}

interface ClockEvent {
  readonly stream: string;
  readonly type: string;
  readonly content: { readonly data: { readonly kind: string; readonly subjectId: string; readonly dueAt: string } };
}

/** Everything that was recorded of clocks. */
async function clockEvents(): Promise<readonly ClockEvent[]> {
  const events: ClockEvent[] = [];
  for (let cursor = ''; ;) {
    const page = await people.auditor.get(`/audit/events?stream=clock&order=oldest&limit=200${cursor}`);
    events.push(...(page['items'] as readonly ClockEvent[]));
    if (page['next'] === null) return events;
    cursor = `&cursor=${encodeURIComponent(page['next'] as string)}`;
  }
}

/** The clocks of a referral or a case, in the order in which they began, each with what became of it. */
async function clocksOf(subjectId: string): Promise<readonly Clock[]> {
  const events = await clockEvents();
  return events
    .filter(({ type, content }) => type === 'ClockStarted' && content.data.subjectId === subjectId)
    .map(({ stream, content: { data } }) => ({
      kind: data.kind,
      dueAt: data.dueAt,
      events: events.filter((event) => event.stream === stream).map(({ type }) => type),
    }));
}

const clock = async (subjectId: string, kind: string) => (await clocksOf(subjectId)).find((one) => one.kind === kind);

beforeAll(async () => {
  await service.start();
  people = await service.people();
  await enrol(people);
});
afterAll(() => service.remove());

test('4 to 6 November: the consultant recommends, the owner consents for six months, the client is referred', async () => {
  const { consultant } = people;
  await on('2025-11-04');
  await consultant.command('/recommendations', { circumstances: ['TEMPORARY_OVERSTAFFING'], prefecture: '22' });
  await on('2025-11-05');
  const client = await consultant.command('/clients', {
    ...{ corporateNumber: hamana.corporateNumber, name: `㈱浜名精工`, kana: hamana.kana, industry: 'E' },
    ...{ capitalYen: 48_000_000, regularEmployees: 86, owner: { name: hamana.owner } },
    establishments: [{ name: '本社工場', prefecture: '22' }],
  });
  const row = await consultant.row(`/clients/${client.id}`);
  const { establishmentId } = (row['establishments'] as readonly { establishmentId: string }[])[0]!;
  const consent = await consultant.command('/consents', {
    ...{ clientId: client.id, purpose: 'referral', recipients: ['iesc'] },
    items: ['company_identity', 'contact', 'headcount', 'reason'],
    ...{ from: '2025-11-05', until: '2026-05-05', method: 'written', givenBy: hamana.owner },
  });
  of = { clientId: client.id, establishmentId, consentId: consent.id };
  await on('2025-11-06');
  const referral = await consultant.command('/referrals', {
    ...{ ...of, circumstances: ['TEMPORARY_OVERSTAFFING'], backgrounds: ['orders'], urgency: 'normal' },
    backgroundText: '8月から10月の受注が前年比18%減',
    ownersWish: '解雇せず、出向で雇用を維持したい',
  });
  referralId = referral.id;
  await settled();
  expect(await clock(referralId, 'acknowledgeReferral')).toMatchObject({ dueAt: endOf('2025-11-07') });
});

test('7 November: the office acknowledges and takes it in time, and has until the 12th to decide', async () => {
  const path = `/referrals/${referralId}`;
  await on('2025-11-07');
  await people.intake.command(`${path}/acknowledge`);
  await people.advisor.command(`${path}/take`);
  await settled();
  // On the last day it was warned of.
  const met = await clock(referralId, 'acknowledgeReferral');
  expect(met?.events).toEqual(['ClockStarted', 'ClockWarned', 'ClockMet']);
  expect(await clock(referralId, 'decideReferral')).toEqual({
    kind: 'decideReferral',
    events: ['ClockStarted'],
    dueAt: endOf('2025-11-12'),
  });
  await on('2025-11-10', '09:30');
  await people.advisor.command(`${path}/accept`, { consentId: of.consentId });
});

test('10 November: the owner requests support, and is spoken to the same day', async () => {
  await on('2025-11-10');
  const requested = await people.intake.command('/support-cases', {
    ...{ clientId: of.clientId, establishmentId: of.establishmentId, referralId, channel: 'referral' },
    ...{ circumstances: ['TEMPORARY_OVERSTAFFING'], wish: '6か月の在籍型出向を希望', requestedBy: hamana.owner },
  });
  caseId = requested.id;
  await people.manager.command(`/support-cases/${caseId}/assign`, { advisorId: people.advisor.user });
  await settled();
  expect(await clock(caseId, 'firstContact')).toMatchObject({ dueAt: endOf('2025-11-11') });
  await on('2025-11-10', '14:00');
  await people.advisor.command(`/support-cases/${caseId}/record-first-contact`, { channel: 'phone' });
  await settled();
  expect((await clock(caseId, 'firstContact'))?.events).toEqual(['ClockStarted', 'ClockMet']);
  // Ten business days, over the holiday of the 24th.
  expect(await clock(caseId, 'assessment')).toMatchObject({ dueAt: endOf('2025-11-25') });
});

test('13 November: a visit; the owner asks about grants and has a consultant of their own', async () => {
  await on('2025-11-13');
  await people.advisor.command(`/support-cases/${caseId}/record-assessment`, {
    ...{ kind: 'secondment_out', summary: 'CNCオペレーター3名、6か月の在籍型出向', assessedOn: '2025-11-13' },
  });
  const visit = await people.advisor.command('/site-visits', {
    ...{ clientId: of.clientId, caseId, visitedOn: '2025-11-13', notes: '現場を確認' },
    grantQuestion: { topics: ['KOCHO', 'SANKO-SKILL'] },
  });
  const [consultation] = await people.advisor.until(
    `/iesc/grant-consultations?stage=opened&visitId=${visit.id}`,
    (answer) => ((answer['items'] as readonly Row[]).length > 0 ? (answer['items'] as readonly Row[]) : undefined),
  );
  const path = `/grant-consultations/${String(consultation!['consultationId'])}`;
  const recorded = await people.advisor.command(`${path}/own-consultant`, {});
  expect(recorded.events).toEqual(['OwnConsultantRecorded']);
});

test('21 November, a Friday: what is referred now need not be acknowledged before Tuesday', async () => {
  await on('2025-11-21');
  const another = await people.consultant.command('/referrals', {
    ...{ ...of, circumstances: ['TALENT_SECURING'], backgrounds: [], urgency: 'normal', ownersWish: '熟練者の採用' },
  });
  await settled();
  expect(await clock(another.id, 'acknowledgeReferral')).toMatchObject({ dueAt: endOf('2025-11-25') });
  await on('2025-11-25');
  expect((await clock(another.id, 'acknowledgeReferral'))?.events).toEqual(['ClockStarted', 'ClockWarned']);
  await on('2025-11-26', '09:00');
  expect((await clock(another.id, 'acknowledgeReferral'))?.events.slice(0, 4)).toEqual([
    ...['ClockStarted', 'ClockWarned', 'ClockBreached', 'ClockEscalated'],
  ]);
  await people.consultant.command(`/referrals/${another.id}/withdraw`, { reason: 'need_resolved', side: 'client' });
});

test('10 December: two are seconded to another prefecture; the day before nobody was', async () => {
  await on('2025-12-10');
  await people.advisor.command(`/support-cases/${caseId}/record-placement`, {
    crossPrefecture: true,
    persons: hamana.workers.map((name) => ({ name, lastDayWorked: '2025-12-26', firstDay: '2026-01-05' })),
  });
  const stageAt = async (instant: string) => {
    const then = await people.auditor.get(`/audit/cases/${referralId}?at=${encodeURIComponent(instant)}`);
    return (then['aggregates'] as readonly { category: string; stage: string }[]).find(
      ({ category }) => category === 'supportcase',
    )?.stage;
  };
  expect([await stageAt('2025-12-09T23:59:59+09:00'), await stageAt('2025-12-10T12:00:00+09:00')]).toEqual([
    'assessed',
    'established',
  ]);
});

test('5 May, itself a holiday, the consent ends: the case stands still until the owner renews it', async () => {
  await on('2026-05-05', '23:00');
  expect((await people.advisor.row(`/support-cases/${caseId}`))['stage']).toBe('established');
  await on('2026-05-06', '00:30');
  expect((await people.advisor.row(`/support-cases/${caseId}`))['stage']).toBe('on_hold');
  await on('2026-05-07');
  await people.consultant.command(`/consents/${of.consentId}/renew`, {
    ...{ until: '2026-11-05', method: 'written', givenBy: hamana.owner },
  });
  await settled();
  expect((await people.advisor.row(`/support-cases/${caseId}`))['stage']).toBe('established');
});

test('31 July: the case is closed, the outcome reported and taken note of', async () => {
  await on('2026-07-31');
  await people.advisor.command(`/support-cases/${caseId}/close`);
  await settled();
  await people.consultant.command(`/referrals/${referralId}/acknowledge-outcome`);
  await on('2026-09-30');
  const standing = await people.consultant.row(`/referrals/${referralId}`);
  expect([standing['stage'], standing['outcome']]).toEqual(['closed', 'established']);
  // Nothing runs on.
  const clocks = [...(await clocksOf(referralId)), ...(await clocksOf(caseId))];
  const ends = clocks.map(({ events }) => events.at(-1));
  expect(ends.filter((type) => type !== 'ClockMet' && type !== 'ClockCancelled')).toEqual([]);
});
