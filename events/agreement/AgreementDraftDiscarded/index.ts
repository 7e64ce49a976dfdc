import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const AgreementDraftDiscarded = eventType('AgreementDraftDiscarded', {
  words: { en: 'Draft of the agreement discarded', ja: '協定案を取下げ' },
  dataClass: 'A',
  versions: [v1],
});
