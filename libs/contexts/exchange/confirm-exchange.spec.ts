import { ExchangeConfirmed, ExchangeCorrected, InformationExchanged } from '#events/exchange';
import { actor, given } from '#contexts/testing';
import { exampleOf } from '#platform/event-schema';
import { confirmExchange } from './confirm-exchange.ts';
import { exchange } from './exchange.ts';

const exchangeId = '0b6c1d9e-43a1-4c57-9b1f-0000000000aa';
const manager = actor('iesc.office_manager');
const liaison = actor('nasilc.pref_liaison');
/** Stated by IESC; its correction by NASILC. */
const recorded = exampleOf(InformationExchanged);
const national = { level: 'national', prefecture: null, iescOfficeId: 'iesc-hq', nasilcOfficeId: 'nasilc-hq' };
const corrected = exampleOf(ExchangeCorrected);
const confirmed = ExchangeConfirmed({ confirmedBy: 'nasilc' });

test('the other side confirms', () =>
  given(exchange, exchangeId, recorded).when(confirmExchange, { exchangeId }, { by: liaison }).thenFacts(confirmed));

test('nobody confirms their own side’s word', () =>
  given(exchange, exchangeId, recorded)
    .when(confirmExchange, { exchangeId }, { by: manager })
    .thenRefused('AWAITS_OTHER_SIDE'));

test('after a correction it is the first side’s turn', () =>
  given(exchange, exchangeId, recorded, corrected)
    .when(confirmExchange, { exchangeId }, { by: manager })
    .thenFacts(ExchangeConfirmed({ confirmedBy: 'iesc' })));

test('and no longer that of who corrected', () =>
  given(exchange, exchangeId, recorded, corrected)
    .when(confirmExchange, { exchangeId }, { by: liaison })
    .thenRefused('AWAITS_OTHER_SIDE'));

test('once', () =>
  given(exchange, exchangeId, recorded, confirmed)
    .when(confirmExchange, { exchangeId }, { by: liaison })
    .thenRefused('NOT_ALLOWED', { currentStage: 'confirmed', availableActions: ['CorrectExchange'] }));

test('not by another association, for which there is no such exchange', () =>
  given(exchange, exchangeId, recorded)
    .when(confirmExchange, { exchangeId }, { by: actor('nasilc.pref_liaison', 'nasilc-23') })
    .thenRefused('NOT_FOUND'));

test('a national one by headquarters', () =>
  given(exchange, exchangeId, InformationExchanged({ ...recorded.data, ...national }))
    .when(confirmExchange, { exchangeId }, { by: actor('nasilc.hq_liaison', null) })
    .thenFacts(confirmed));

test.each([
  ['iesc.hq_coordinator', 'iesc-hq'],
  ['nasilc.hq_liaison', 'nasilc-hq'],
  ['nasilc.hq_liaison', null],
] as const)('not by %s (%s), who see a local one that is not theirs', (role, officeId) =>
  given(exchange, exchangeId, recorded)
    .when(confirmExchange, { exchangeId }, { by: actor(role, officeId) })
    .thenRefused('NOT_A_PARTY'),
);

test('not by a consultant', () =>
  given(exchange, exchangeId, recorded)
    .when(confirmExchange, { exchangeId }, { by: actor('nasilc.consultant') })
    .thenRefused('ROLE_NOT_ALLOWED'));
