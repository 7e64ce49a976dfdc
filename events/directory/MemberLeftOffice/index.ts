import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const MemberLeftOffice = eventType('MemberLeftOffice', {
  words: { en: 'Member left the office', ja: '職員が離任' },
  dataClass: 'B',
  versions: [v1],
});
