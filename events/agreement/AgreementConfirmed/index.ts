import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const AgreementConfirmed = eventType('AgreementConfirmed', {
  words: { en: 'Agreement confirmed by the other side', ja: '協定を相手方が確認' },
  dataClass: 'A',
  versions: [v1],
});
