import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const AuthorityDelegated = eventType('AuthorityDelegated', {
  words: { en: 'Authority delegated for an absence', ja: '不在中の権限を委任' },
  dataClass: 'B',
  versions: [v1],
});
