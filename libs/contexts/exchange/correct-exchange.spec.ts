import { ExchangeConfirmed, ExchangeCorrected, InformationExchanged } from '#events/exchange';
import { actor, given } from '#contexts/testing';
import { exampleOf } from '#platform/event-schema';
import { correctExchange } from './correct-exchange.ts';
import { exchange } from './exchange.ts';

const exchangeId = '0b6c1d9e-43a1-4c57-9b1f-0000000000aa';
const manager = actor('iesc.office_manager');
const liaison = actor('nasilc.pref_liaison');
const recorded = exampleOf(InformationExchanged);
const national = { level: 'national', prefecture: null, iescOfficeId: 'iesc-hq', nasilcOfficeId: 'nasilc-hq' };
const command = {
  exchangeId,
  heldOn: '2025-11-05',
  topics: ['grants'],
  ownContribution: '説明会の要望あり',
  otherContribution: '出向成立は4件',
  explanation: '開催日の誤り',
};
const corrected = {
  heldOn: '2025-11-05',
  topics: ['grants'],
  iescContribution: '出向成立は4件',
  nasilcContribution: '説明会の要望あり',
  statedBy: 'nasilc',
  explanation: '開催日の誤り',
  confirmBy: '2025-11-20T14:59:59.999Z',
};

test('the other side corrects instead of confirming', () =>
  given(exchange, exchangeId, recorded)
    .when(correctExchange, command, { by: liaison })
    .thenFacts(ExchangeCorrected(corrected)));

test('who stated it corrects it too; what is left out is not known', () =>
  given(exchange, exchangeId, recorded)
    .when(correctExchange, { ...command, otherContribution: undefined }, { by: manager })
    .thenFacts(
      ExchangeCorrected({
        ...corrected,
        iescContribution: '説明会の要望あり',
        nasilcContribution: null,
        statedBy: 'iesc',
      }),
    ));

test('a confirmed one, also', () =>
  given(exchange, exchangeId, recorded, exampleOf(ExchangeConfirmed))
    .when(correctExchange, command, { by: liaison })
    .thenFacts(ExchangeCorrected(corrected)));

test('not to a day that has not come', () =>
  given(exchange, exchangeId, recorded)
    .when(correctExchange, { ...command, heldOn: '2025-11-07' }, { by: liaison })
    .thenRefused('IN_THE_FUTURE', { path: 'heldOn' }));

test('not to a topic the agreement does not know', () =>
  given(exchange, exchangeId, recorded)
    .when(correctExchange, { ...command, topics: ['weather'] }, { by: liaison })
    .thenRefused('UNKNOWN_CODE', { path: 'topics[0]' }));

test('not where there is none', () => given().when(correctExchange, command, { by: liaison }).thenRefused('NOT_FOUND'));

test('not by another office, for which there is no such exchange', () =>
  given(exchange, exchangeId, recorded)
    .when(correctExchange, command, { by: actor('iesc.office_manager', 'iesc-23') })
    .thenRefused('NOT_FOUND'));

test('a national one by headquarters', () =>
  given(exchange, exchangeId, InformationExchanged({ ...recorded.data, ...national }))
    .when(correctExchange, command, { by: actor('nasilc.hq_liaison', null) })
    .thenFacts(ExchangeCorrected(corrected)));

test.each([
  ['iesc.hq_coordinator', 'iesc-hq'],
  ['nasilc.hq_liaison', 'nasilc-hq'],
  ['nasilc.hq_liaison', null],
] as const)('not by %s (%s), who see a local one that is not theirs', (role, officeId) =>
  given(exchange, exchangeId, recorded)
    .when(correctExchange, command, { by: actor(role, officeId) })
    .thenRefused('NOT_A_PARTY'),
);

test('not by intake', () =>
  given(exchange, exchangeId, recorded)
    .when(correctExchange, command, { by: actor('iesc.intake') })
    .thenRefused('ROLE_NOT_ALLOWED'));
