import { addDays } from '#reference-data';
import type { Row } from './back-office.ts';
import { enterConsultant } from './enter-consultant.ts';
import { exchange, inform } from './inform-and-exchange.ts';
import type { Told } from './told.ts';

/** Ids a story leaves behind, to look at afterwards. */
export interface StoryIds {
  readonly clientId: string;
  readonly establishmentId: string;
  readonly consentId: string;
  readonly referralId: string;
  readonly caseId: string;
  readonly bulletinId: string;
  readonly exchangeId: string;
}

/**
 * Plays the main job once over HTTP: a client is referred, supported and reported back, and the other three areas. Its
 * days are those of a secondment that was agreed on before New Year.
 */
export async function playMainJob(told: Told): Promise<StoryIds> {
  const { narrator } = told;
  narrator.chapter('The directory: a consultant is entered and verified');
  await register(told);

  narrator.chapter('Area 2 · recommend: the agreement’s literal path');
  const code = await recommend(told);
  narrator.note(`The owner gets a code to quote: ${code}. No client was named.`);

  narrator.chapter('Area 2 · refer: a client travels to the IESC office');
  const referred = await refer(told);
  await review(told, referred);

  narrator.chapter('Area 2 · support: at the owner’s request');
  const caseId = await support(told, referred);

  narrator.chapter('Area 3 · grants: the owner asks during a visit');
  await consult(told, { ...referred, caseId });

  narrator.chapter('Area 2 · the outcome comes back, the loop closes');
  await closeTheLoop(told, { ...referred, caseId });

  narrator.chapter('Area 1 · a bulletin goes down to the consultants');
  const bulletinId = await inform(told);

  narrator.chapter('Area 4 · the two sides exchange information');
  const exchangeId = await exchange(told);
  return { ...referred, caseId, bulletinId, exchangeId };
}

async function register({ people: { association, consultant }, cast, narrator, days }: Told): Promise<void> {
  await days.on('2025-11-04', '09:30');
  const entered = await enterConsultant(association, {
    userId: consultant.user,
    registrationNumber: cast.consultantNumber,
    name: cast.consultant,
  });
  if (!entered) {
    narrator.note(`${cast.consultant} is in the directory already.`);
    return;
  }
  narrator.step(`The association enters ${cast.consultant} into its directory`, entered.registered);
  narrator.step('… and confirms the registration against the federation’s roll', entered.verified);
}

async function recommend({ people: { consultant }, cast, narrator, days }: Told): Promise<string> {
  await days.on('2025-11-04');
  const recommended = await consultant.command('/recommendations', {
    circumstances: ['TEMPORARY_OVERSTAFFING'],
    prefecture: cast.prefecture,
  });
  narrator.step(`${cast.consultant} recommends IESC’s service to a client`, recommended);
  return String((await consultant.row(`/nasilc/recommendations/${recommended.id}`))['code']);
}

/** As long as the case is expected to run. */
const CONSENT_DAYS = 300;

interface Referred {
  readonly clientId: string;
  readonly establishmentId: string;
  readonly consentId: string;
  readonly referralId: string;
}

async function refer({ people: { consultant }, cast, narrator, days }: Told): Promise<Referred> {
  const today = await days.on('2025-11-05');
  const client = await consultant.command('/clients', {
    corporateNumber: cast.corporateNumber,
    name: cast.company,
    kana: cast.kana,
    industry: 'E',
    capitalYen: 48_000_000,
    regularEmployees: 86,
    owner: { name: cast.owner, phone: '0530000000', email: 'owner@hamana.example.jp' },
    establishments: [{ name: '本社工場', prefecture: cast.prefecture }],
  });
  narrator.step(`${cast.consultant} registers ${cast.company}`, client);
  const [found] = await consultant.list(
    `/clients?q=${encodeURIComponent(cast.kana.slice(0, 3))}&corporateNumber=${cast.corporateNumber}`,
  );
  const establishments = found!['establishments'] as readonly Row[];
  const establishmentId = String(establishments[0]!['establishmentId']);
  const consent = await consultant.command('/consents', {
    clientId: client.id,
    purpose: 'referral',
    items: ['company_identity', 'contact', 'headcount', 'reason'],
    recipients: ['iesc'],
    from: today,
    until: addDays(today, CONSENT_DAYS),
    method: 'written',
    givenBy: cast.owner,
  });
  narrator.step(`… finds it by its reading, and records the consent of ${cast.owner}`, consent);
  await days.on('2025-11-06');
  const referral = await consultant.command('/referrals', {
    clientId: client.id,
    establishmentId,
    consentId: consent.id,
    circumstances: ['TEMPORARY_OVERSTAFFING'],
    backgrounds: ['orders'],
    backgroundText: '8月から10月の受注が前年比18%減',
    urgency: 'normal',
    ownersWish: '解雇せず、出向で雇用を維持したい',
  });
  narrator.step('… and refers the client to IESC; the office follows from the establishment’s prefecture', referral);
  return { clientId: client.id, establishmentId, consentId: consent.id, referralId: referral.id };
}

async function review(
  { people: { consultant, intake, advisor }, narrator, days }: Told,
  { referralId, consentId }: Referred,
): Promise<void> {
  const path = `/referrals/${referralId}`;
  const views = async () =>
    narrator.sideBySide(await consultant.row(path), await advisor.row(path), [
      'stage',
      'reference',
      'client',
      'ownersWish',
      'withheld',
      'availableActions',
    ]);
  await views();
  await days.on('2025-11-07');
  narrator.step('Intake of the office acknowledges the referral', await intake.command(`${path}/acknowledge`));
  narrator.step('An advisor takes it under review', await advisor.command(`${path}/take`));
  narrator.step(
    '… asks the consultant for more',
    await advisor.command(`${path}/request-information`, { question: '出向できるのは何名ですか' }),
  );
  await days.on('2025-11-07', '15:00');
  narrator.step(
    'The consultant answers',
    await consultant.command(`${path}/supply-information`, { answer: 'CNCオペレーター3名です' }),
  );
  await days.on('2025-11-10', '09:30');
  narrator.step(
    'The advisor accepts: the client’s identity opens to IESC',
    await advisor.command(`${path}/accept`, { consentId }),
  );
  narrator.note('By itself: the disclosure is recorded with the consent it rests on.');
  await views();
}

async function support(
  { people: { intake, advisor, manager }, cast, narrator, days }: Told,
  { clientId, establishmentId, referralId }: Referred,
): Promise<string> {
  await days.on('2025-11-10');
  const requested = await intake.command('/support-cases', {
    clientId,
    establishmentId,
    referralId,
    channel: 'referral',
    circumstances: ['TEMPORARY_OVERSTAFFING'],
    wish: '6か月の在籍型出向を希望',
    requestedBy: cast.owner,
  });
  narrator.step(`${cast.owner} requests support, naming the referral; intake enters it`, requested);
  const path = `/support-cases/${requested.id}`;
  await advisor.until(`/referrals/${referralId}`, (row) => row['stage'] === 'case_linked');
  narrator.note('By itself: the referral is linked to the case (SupportCaseLinked), whatever its stage was.');
  narrator.step('The manager assigns an advisor', await manager.command(`${path}/assign`, { advisorId: advisor.user }));
  narrator.step(
    'The advisor tries to reach the owner',
    await advisor.command(`${path}/record-contact-attempt`, { channel: 'phone', result: 'message_left' }),
  );
  await days.on('2025-11-10', '14:00');
  narrator.step(
    '… and does: support is initiated',
    await advisor.command(`${path}/record-first-contact`, { channel: 'phone' }),
  );
  const assessedOn = await days.on('2025-11-13', '09:00');
  narrator.step(
    'Needs are assessed: secondment out',
    await advisor.command(`${path}/record-assessment`, {
      kind: 'secondment_out',
      summary: 'CNCオペレーター2名、6か月の在籍型出向',
      assessedOn,
    }),
  );
  return requested.id;
}

async function consult(
  { people: { advisor, association }, narrator, days }: Told,
  { clientId, caseId }: Referred & { readonly caseId: string },
): Promise<void> {
  const visitedOn = await days.on('2025-11-13', '13:00');
  const visit = await advisor.command('/site-visits', {
    clientId,
    caseId,
    visitedOn,
    notes: '現場を確認。出向候補者2名と面談',
    grantQuestion: { topics: ['KOCHO', 'SANKO-SKILL'] },
  });
  narrator.step('The advisor visits the company; the owner asks about grants', visit);
  const [consultation] = await advisor.until(`/iesc/grant-consultations?stage=opened&visitId=${visit.id}`, (answer) =>
    (answer['items'] as readonly Row[]).length > 0 ? (answer['items'] as readonly Row[]) : undefined,
  );
  narrator.note('By itself: a grant consultation is opened (GrantConsultationOpened).');
  await days.on('2025-11-14');
  const recommended = await advisor.command(
    `/grant-consultations/${String(consultation!['consultationId'])}/recommend-consultant`,
    {},
  );
  narrator.step('The advisor recommends consulting a consultant; the owner stays unnamed', recommended);
  const seen = await association.row(`/nasilc/recommended-consultations/${String(consultation!['consultationId'])}`);
  narrator.sideBySide(seen, await advisor.row(`/iesc/grant-consultations/${String(consultation!['consultationId'])}`), [
    'stage',
    'topics',
    'clientId',
  ]);
}

async function closeTheLoop(
  { people: { advisor, consultant }, cast, narrator, days }: Told,
  { caseId, referralId }: Referred & { readonly caseId: string },
): Promise<void> {
  const today = await days.on('2025-12-10');
  const path = `/support-cases/${caseId}`;
  narrator.step(
    'A secondment to another prefecture comes about, without a day of unemployment',
    await advisor.command(`${path}/record-placement`, {
      crossPrefecture: true,
      persons: cast.workers.map((name) => ({ name, lastDayWorked: today, firstDay: addDays(today, 1) })),
    }),
  );
  await days.on('2026-07-31');
  narrator.step('The case is closed', await advisor.command(`${path}/close`));
  await consultant.until(`/referrals/${referralId}`, (row) => row['stage'] === 'outcome_reported');
  narrator.note('By itself: the outcome is reported to the referral (ReferralOutcomeReported).');
  await days.on('2026-08-03');
  narrator.step(
    'The consultant takes note: the loop is closed',
    await consultant.command(`/referrals/${referralId}/acknowledge-outcome`),
  );
  narrator.sideBySide(await consultant.row(path), await advisor.row(path), [
    'stage',
    'outcome',
    'kind',
    'persons',
    'withheld',
  ]);
}
