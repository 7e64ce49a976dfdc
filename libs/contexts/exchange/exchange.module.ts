import type { Context } from '#contexts/kernel';
import { acknowledgeBulletin } from './acknowledge-bulletin.ts';
import { bulletinForward } from './bulletin-forward.ts';
import { bulletinReceipt } from './bulletin-receipt.ts';
import { bulletinReminders } from './bulletin-reminders.ts';
import { bulletin } from './bulletin.ts';
import { confirmExchange } from './confirm-exchange.ts';
import { correctExchange } from './correct-exchange.ts';
import { exchangeInformation } from './exchange-information.ts';
import { bulletinRoutes, exchangeRoutes } from './exchange.routes.ts';
import { exchange } from './exchange.ts';
import { forwardBulletin } from './forward-bulletin.ts';
import { publishBulletin } from './publish-bulletin.ts';
import { bulletinFeed } from './read-models/bulletin-feed.ts';
import { bulletinReach } from './read-models/bulletin-reach.ts';
import { bulletinReaders } from './read-models/bulletin-readers.ts';
import { exchangeRecords } from './read-models/exchange-records.ts';
import { relayBulletin } from './relay-bulletin.ts';

export const exchangeContext: Context = {
  name: 'exchange',
  aggregates: [bulletin, bulletinForward, bulletinReceipt, exchange],
  decisions: [
    publishBulletin,
    relayBulletin,
    forwardBulletin,
    acknowledgeBulletin,
    exchangeInformation,
    confirmExchange,
    correctExchange,
  ],
  routes: [bulletinRoutes, exchangeRoutes],
  projections: [bulletinReach, bulletinFeed, bulletinReaders, exchangeRecords],
  processes: [bulletinReminders],
};
