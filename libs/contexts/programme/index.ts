import * as contract from '#events';
import { agreementVersionsContext } from '#contexts/agreement-versions';
import { caseHistoryContext } from '#contexts/case-history';
import { clientContext } from '#contexts/client';
import { clockContext } from '#contexts/clock';
import { consentContext } from '#contexts/consent';
import { consultationContext } from '#contexts/consultation';
import { directoryContext } from '#contexts/directory';
import { exchangeContext } from '#contexts/exchange';
import type { Context } from '#contexts/kernel';
import { notificationContext } from '#contexts/notification';
import { processContext } from '#contexts/process';
import { recommendationContext } from '#contexts/recommendation';
import { referralContext } from '#contexts/referral';
import { supportContext } from '#contexts/support';
import { taskContext } from '#contexts/task';
import { upkeepContext } from '#contexts/upkeep';
import { EventRegistry } from '#platform/event-schema';

export { openCommandDoor } from './command-door.ts';

/** Every bounded context of the programme; what the applications are put together from. */
export const contexts: readonly Context[] = [
  agreementVersionsContext,
  directoryContext,
  clientContext,
  consentContext,
  referralContext,
  recommendationContext,
  supportContext,
  consultationContext,
  exchangeContext,
  taskContext,
  notificationContext,
  clockContext,
  caseHistoryContext,
  upkeepContext,
  processContext,
];

/** All of it together. */
export const programme = { contexts, registry: new EventRegistry(Object.values(contract)) };

export const { registry } = programme;
export const aggregates = contexts.flatMap((context) => context.aggregates);
export const decisions = contexts.flatMap((context) => context.decisions);
export const projections = contexts.flatMap((context) => context.projections);
export const processes = contexts.flatMap((context) => context.processes ?? []);
