import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const MemberSignedIn = eventType('MemberSignedIn', {
  words: { en: 'Member signed in at an office for the first time', ja: '職員が初めてサインイン' },
  dataClass: 'B',
  versions: [v1],
});
