import { commandRoutes } from '#platform/decider';
import { recommendConsultant } from './recommend-consultant.ts';
import { recordNotRequired } from './record-not-required.ts';
import { recordOwnConsultant } from './record-own-consultant.ts';
import { recordOwnerDeclined } from './record-owner-declined.ts';
import { recordVisit } from './record-visit.ts';

const id = '6f9a3c52-7c1e-5a55-8a0c-0d7f5a1f2b01';

export const siteVisitRoutes = commandRoutes('site-visits', {
  'POST /': {
    decision: recordVisit,
    summary: 'Record a visit to a client, and what the owner asked about grants',
    example: {
      clientId: id,
      visitedOn: '2025-11-13',
      participants: '浜名 宏、杉山 健一',
      notes: 'CNCオペレーター3名、6か月の出向を希望',
      grantQuestion: { topics: ['KOCHO', 'SANKO-SKILL'], text: '出向に使える助成金はあるか' },
    },
  },
});

export const grantConsultationRoutes = commandRoutes('grant-consultations', {
  'POST /:consultationId/recommend-consultant': {
    decision: recommendConsultant,
    summary: 'Recommend that the owner turn to a consultant',
    example: { consentId: id, message: '出向の助成金に詳しい方をお願いします' },
  },
  'POST /:consultationId/not-required': {
    decision: recordNotRequired,
    summary: 'Decide that no consultant is required',
    example: { note: '公的な案内のみで足りた' },
  },
  'POST /:consultationId/own-consultant': {
    decision: recordOwnConsultant,
    summary: 'Record that the owner has a consultant of their own',
    example: { note: '顧問の社労士に相談' },
  },
  'POST /:consultationId/owner-declined': {
    decision: recordOwnerDeclined,
    summary: 'Record that the owner does not want a recommendation',
    example: { note: '当面は検討しない' },
  },
});
