import { addDays, corporateNumberCheckDigit, type Day } from '#reference-data';
import type { Row } from './back-office.ts';
import { enterConsultant } from './enter-consultant.ts';
import { signIn, type People } from './people.ts';

/** How far a case of the filling is taken; in the order of the main job. */
const stages = [
  'submitted',
  'received',
  'under_review',
  'returned',
  'accepted',
  'declined',
  'withdrawn',
  'requested',
  'assessed',
  'closed',
] as const;

const prefectures = ['22', '23', '15', '13'] as const;

/** Fills the service with referrals of fictional companies in all stages, over HTTP. @returns how many were made */
export async function fillWithCases(url: string, issuer: string, cases: number, today: Day): Promise<number> {
  const offices = await Promise.all(
    prefectures.map(async (prefecture) => ({ prefecture, people: await signIn(url, issuer, prefecture) })),
  );
  for (const { prefecture, people } of offices) {
    await enterConsultant(people.association, {
      userId: people.consultant.user,
      registrationNumber: `${prefecture}990001`,
      name: `見本 太郎${prefecture}`,
    });
  }
  const numbers = Array.from({ length: cases }, (_, index) => index);
  await Promise.all(
    offices.map(async (office, lane) => {
      for (const index of numbers.filter((number) => number % offices.length === lane)) {
        await makeCase(
          office.people,
          office.prefecture,
          index,
          stages[Math.floor(index / offices.length) % stages.length]!,
          today,
        );
      }
    }),
  );
  return cases;
}

async function makeCase(
  people: People,
  prefecture: string,
  index: number,
  stage: (typeof stages)[number],
  today: string,
) {
  const { consultant, intake, advisor } = people;
  const base = `999990${String(index + 1).padStart(6, '0')}`;
  const client = await consultant.command('/clients', {
    corporateNumber: `${corporateNumberCheckDigit(base)}${base}`,
    name: `見本製作所${index + 1}株式会社`,
    kana: 'ミホンセイサクショ',
    industry: 'E',
    regularEmployees: 10 + ((index * 37) % 400),
    owner: { name: `見本 花子${index + 1}` },
    establishments: [{ name: '本社', prefecture }],
  });
  const establishments = (await consultant.row(`/clients/${client.id}`))['establishments'] as readonly Row[];
  const establishmentId = String(establishments[0]!['establishmentId']);
  const consent = await consultant.command('/consents', {
    clientId: client.id,
    purpose: 'referral',
    items: ['company_identity', 'contact'],
    recipients: ['iesc'],
    from: today,
    until: addDays(today, 180),
    method: 'electronic',
    givenBy: `見本 花子${index + 1}`,
  });
  const circumstances = [['TALENT_SECURING', 'LAYOFF', 'TEMPORARY_OVERSTAFFING'][index % 3]!];
  const referral = await consultant.command('/referrals', {
    clientId: client.id,
    establishmentId,
    consentId: consent.id,
    circumstances,
    backgrounds: ['cost'],
    urgency: index % 5 === 0 ? 'urgent' : 'normal',
    ownersWish: '従業員の雇用を守りたい',
  });
  const path = `/referrals/${referral.id}`;
  const steps: readonly (readonly [stagesItIsPartOf: readonly string[], step: () => Promise<unknown>])[] = [
    [after('submitted'), () => intake.command(`${path}/acknowledge`)],
    [after('received'), () => advisor.command(`${path}/take`)],
    [['returned'], () => advisor.command(`${path}/request-information`, { question: '人数を教えてください' })],
    [['accepted', 'closed'], () => advisor.command(`${path}/accept`, { consentId: consent.id })],
    [
      ['declined'],
      () =>
        advisor.command(`${path}/decline`, {
          reason: 'capacity',
          side: 'capacity',
          message: '現在受入が難しい状況です',
        }),
    ],
    [['withdrawn'], () => consultant.command(`${path}/withdraw`, { reason: 'need_resolved', side: 'client' })],
    [
      ['requested', 'assessed', 'closed'],
      () =>
        supported(people, {
          clientId: client.id,
          establishmentId,
          referralId: referral.id,
          circumstances,
          stage,
          today,
        }),
    ],
  ];
  for (const [part, step] of steps) if (part.includes(stage)) await step();
}

function after(stage: (typeof stages)[number]): readonly string[] {
  return stages.slice(stages.indexOf(stage) + 1);
}

async function supported(
  { intake, advisor, manager }: People,
  {
    stage,
    today,
    ...request
  }: {
    readonly clientId: string;
    readonly establishmentId: string;
    readonly referralId: string;
    readonly circumstances: readonly string[];
    readonly stage: string;
    readonly today: string;
  },
): Promise<void> {
  const requested = await intake.command('/support-cases', {
    ...request,
    channel: 'referral',
    wish: '支援をお願いします',
    requestedBy: '見本 花子',
  });
  if (stage === 'requested') return;
  const path = `/support-cases/${requested.id}`;
  await manager.command(`${path}/assign`, { advisorId: advisor.user });
  await advisor.command(`${path}/record-first-contact`, { channel: 'phone' });
  await advisor.command(`${path}/record-assessment`, {
    kind: 'secondment_out',
    summary: '2名の出向',
    assessedOn: today,
  });
  if (stage === 'assessed') return;
  await advisor.command(`${path}/record-not-established`, {
    reason: 'no_counterpart',
    message: '受入先が見つかりませんでした',
  });
  await advisor.command(`${path}/close`);
}
