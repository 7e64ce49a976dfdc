import { commandRoutes } from '#platform/decider';
import { acknowledgeBulletin } from './acknowledge-bulletin.ts';
import { confirmExchange } from './confirm-exchange.ts';
import { correctExchange } from './correct-exchange.ts';
import { exchangeInformation } from './exchange-information.ts';
import { forwardBulletin } from './forward-bulletin.ts';
import { publishBulletin } from './publish-bulletin.ts';
import { relayBulletin } from './relay-bulletin.ts';

export const bulletinRoutes = commandRoutes('bulletins', {
  'POST /': {
    decision: publishBulletin,
    summary: 'Publish a bulletin',
    example: {
      topic: 'secondment',
      title: '在籍型出向の運営状況（2025年度第2四半期）',
      body: '出向の成立状況をお知らせします。',
    },
  },
  'POST /:bulletinId/relay': {
    decision: relayBulletin,
    summary: 'Relay the bulletin to the associations',
    example: { message: '会員へご周知ください' },
  },
  'POST /:bulletinId/forward': {
    decision: forwardBulletin,
    summary: 'Forward the bulletin to the association’s members',
    example: {},
  },
  'POST /:bulletinId/acknowledge': {
    decision: acknowledgeBulletin,
    summary: 'Take note of the bulletin',
    example: {},
  },
});

const terms = {
  heldOn: '2025-11-06',
  topics: ['operating_status', 'grants'],
  ownContribution: '県内の出向成立は4件',
  otherContribution: '説明会の要望あり',
};

export const exchangeRoutes = commandRoutes('exchanges', {
  'POST /': {
    decision: exchangeInformation,
    summary: 'Record that the two organisations exchanged information',
    example: { level: 'local', prefecture: '22', ...terms },
  },
  'POST /:exchangeId/confirm': {
    decision: confirmExchange,
    summary: 'Confirm what the other side recorded',
    example: {},
  },
  'POST /:exchangeId/correct': {
    decision: correctExchange,
    summary: 'Correct the record; the other side confirms it anew',
    example: { ...terms, explanation: '開催日を訂正' },
  },
});
