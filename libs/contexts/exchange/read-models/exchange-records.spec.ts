import { ExchangeConfirmed, ExchangeCorrected, InformationExchanged } from '#events/exchange';
import { roles } from '#contexts/kernel';
import { decisions } from '#contexts/programme';
import { actor } from '#contexts/testing';
import { availableActions } from '#platform/decider';
import { exampleOf } from '#platform/event-schema';
import type { Actor } from '#platform/event-store';
import type { Row } from '#platform/projections';
import { actedOn } from '#platform/projections/serving';
import { given, on, sealedInTest } from '#platform/testing';
import { exchangeRecords } from './exchange-records.ts';

const recorded = on('exchange-e1', exampleOf(InformationExchanged));
const confirmed = on('exchange-e1', exampleOf(ExchangeConfirmed));
const corrected = on('exchange-e1', exampleOf(ExchangeCorrected));
const row = {
  exchangeId: 'e1',
  level: 'local',
  prefecture: '22',
  iescOfficeId: 'iesc-22',
  nasilcOfficeId: 'nasilc-22',
  stage: 'recorded',
  heldOn: '2025-11-06',
  topics: ['operating_status', 'grants'],
  iescContribution: sealedInTest('県内の出向成立は4件'),
  nasilcContribution: null,
  statedBy: 'iesc',
  confirmBy: '2025-11-20T14:59:59.999Z',
  confirmedAt: null,
  explanation: null,
  recordedAt: '2026-04-01T00:00:00.000Z',
  correctedAt: null,
};
const afterConfirmation = { ...row, stage: 'confirmed', confirmBy: null, confirmedAt: '2026-04-01T00:00:01.000Z' };
const afterCorrection = {
  ...row,
  heldOn: '2025-11-05',
  nasilcContribution: sealedInTest('説明会の要望あり'),
  statedBy: 'nasilc',
  explanation: sealedInTest('開催日を訂正'),
};

test('an exchange waits for the other side', () => given(recorded).thenRows(exchangeRecords, [row]));

test('confirmed', () => given(recorded, confirmed).thenRows(exchangeRecords, [afterConfirmation]));

test('a correction replaces what was stated, and waits again', () =>
  given(recorded, confirmed, corrected).thenRows(exchangeRecords, [
    { ...afterCorrection, correctedAt: '2026-04-01T00:00:02.000Z' },
  ]));

describe('what a reader can do with a record', () => {
  const manager = actor('iesc.office_manager');
  const liaison = actor('nasilc.pref_liaison');

  test.each<[string, Row, Actor, string[]]>([
    ['the side that stated it corrects', row, manager, ['CorrectExchange']],
    ['the other side confirms or corrects', row, liaison, ['ConfirmExchange', 'CorrectExchange']],
    [
      'after a correction it is the first side’s turn',
      afterCorrection,
      manager,
      ['ConfirmExchange', 'CorrectExchange'],
    ],
    ['a confirmed one is corrected by either', afterConfirmation, liaison, ['CorrectExchange']],
    ['another association has no part in it', row, actor('nasilc.pref_liaison', 'nasilc-23'), []],
    ['nor has an advisor', row, actor('iesc.advisor'), []],
  ])('%s', (_, record, who, actions) => {
    const thing = actedOn(exchangeRecords, record, who);
    expect(thing && availableActions(decisions, roles, thing, who)).toEqual(actions);
  });
});
