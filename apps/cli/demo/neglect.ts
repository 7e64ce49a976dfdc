import type { StoryIds } from './main-job.ts';
import type { Told } from './told.ts';

/** An event as the auditor is shown it. */
interface Found {
  readonly stream: string;
  readonly words: { readonly en: string; readonly ja: string };
  readonly occurredAt: string;
  readonly actor: { readonly userId: string };
  readonly content: { readonly data: object };
}

/** What is told of. */
const TOLD = [
  ...['ClockStarted', 'ClockWarned', 'ClockBreached', 'ClockEscalated', 'TaskOpened', 'TaskOverdue'],
  ...['NotificationSent', 'ReferralLapsed', 'ClockCancelled', 'TaskCancelled'],
];

const instant = new Intl.DateTimeFormat('sv-SE', {
  ...{ timeZone: 'Asia/Tokyo', dateStyle: 'short', timeStyle: 'short' },
});

/** A referral that nobody looks at: what the weeks bring by themselves, each at its hour. */
export async function neglect(
  { people: { consultant, auditor }, narrator, days }: Told,
  { clientId, establishmentId, consentId }: StoryIds,
): Promise<void> {
  narrator.chapter('Nothing is forgotten: a referral that nobody looks at');
  await days.on('2026-08-07', '16:00');
  const referral = await consultant.command('/referrals', {
    ...{ clientId, establishmentId, consentId, circumstances: ['TALENT_SECURING'] },
    ...{ backgrounds: [], urgency: 'normal', ownersWish: '出向者の復帰後、設計の経験者を採用したい' },
  });
  narrator.step('On a Friday afternoon the consultant refers the client once more', referral);
  await days.on('2026-08-31');
  const types = TOLD.map((type) => `type=${type}`).join('&');
  const path = `/audit/events?${types}&from=2026-08-07T07:00:00Z&order=oldest&limit=200`;
  const found = (await auditor.get(path))['items'] as readonly Found[];
  for (const { stream, words, occurredAt, actor, content } of found) {
    if (!`${stream} ${JSON.stringify(content.data)}`.includes(referral.id)) continue;
    narrator.note(`${instant.format(new Date(occurredAt))} ${words.ja} · ${words.en} – ${actor.userId}`);
  }
  const { stage } = await consultant.row(`/referrals/${referral.id}`);
  narrator.note(`Where it stands then: ${String(stage)}. The 8th and 9th were a weekend, the 11th a holiday.`);
}
