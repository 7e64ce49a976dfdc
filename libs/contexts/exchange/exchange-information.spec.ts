import { InformationExchanged } from '#events/exchange';
import { actor, given } from '#contexts/testing';
import { exampleOf } from '#platform/event-schema';
import { exchangeInformation } from './exchange-information.ts';
import { exchange } from './exchange.ts';

const exchangeId = '0b6c1d9e-43a1-4c57-9b1f-0000000000aa';
const manager = actor('iesc.office_manager');
const liaison = actor('nasilc.pref_liaison');
const coordinator = actor('iesc.hq_coordinator', 'iesc-hq');
const local = {
  exchangeId,
  level: 'local',
  prefecture: '22',
  heldOn: '2025-11-06',
  topics: ['grants', 'referrals'],
  ownContribution: '出向成立は4件',
} as const;
const national = {
  exchangeId,
  level: 'national',
  heldOn: '2025-11-05',
  topics: ['operating_status'],
  ownContribution: '全国の状況',
};
const recordedLocally = {
  level: 'local',
  prefecture: '22',
  iescOfficeId: 'iesc-22',
  nasilcOfficeId: 'nasilc-22',
  heldOn: '2025-11-06',
  topics: ['grants', 'referrals'],
  iescContribution: '出向成立は4件',
  nasilcContribution: null,
  statedBy: 'iesc',
  confirmBy: '2025-11-20T14:59:59.999Z',
};
const recordedNationally = {
  level: 'national',
  prefecture: null,
  iescOfficeId: 'iesc-hq',
  nasilcOfficeId: 'nasilc-hq',
  heldOn: '2025-11-05',
  topics: ['operating_status'],
  iescContribution: '全国の状況',
  nasilcContribution: null,
  statedBy: 'iesc',
  confirmBy: '2025-11-20T14:59:59.999Z',
};

test('an office records an exchange with its prefecture’s association', async () => {
  const [recorded] = await given()
    .when(exchangeInformation, local, { by: manager })
    .thenFacts(InformationExchanged(recordedLocally));
  expect([recorded?.metadata.$correlationId, recorded?.metadata.prefecture]).toEqual([exchangeId, '22']);
});

test('an association records one with its prefecture’s office, and what both contributed', () =>
  given()
    .when(exchangeInformation, { ...local, otherContribution: '会員の声' }, { by: liaison })
    .thenFacts(
      InformationExchanged({
        ...recordedLocally,
        iescContribution: '会員の声',
        nasilcContribution: '出向成立は4件',
        statedBy: 'nasilc',
      }),
    ));

test.each([
  ['as their office says', 'iesc-hq'],
  ['where the sign-in names no office', null],
])('headquarters record a national exchange, %s', (_, officeId) =>
  given()
    .when(exchangeInformation, national, { by: actor('iesc.hq_coordinator', officeId) })
    .thenFacts(InformationExchanged(recordedNationally)),
);

test.each([
  ['another prefecture’s office', local, actor('iesc.office_manager', 'iesc-23')],
  ['another prefecture’s association', local, actor('nasilc.pref_liaison', 'nasilc-23')],
  ['headquarters at the local level', local, coordinator],
  ['an office at the national level', national, manager],
  ['an association at the national level', national, liaison],
  ['NASILC’s headquarters at the local level', local, actor('nasilc.hq_liaison', null)],
])('not by %s', (_, command, by) =>
  given().when(exchangeInformation, command, { by }).thenRefused('NOT_A_PARTY', { path: 'level' }),
);

test('a local one needs its prefecture', () =>
  given()
    .when(exchangeInformation, { ...national, level: 'local' }, { by: manager })
    .thenRefused('PREFECTURE_REQUIRED', { path: 'prefecture' }));

test('a national one has none', () =>
  given()
    .when(exchangeInformation, { ...local, level: 'national' }, { by: coordinator })
    .thenRefused('PREFECTURE_NOT_ALLOWED', { path: 'prefecture' }));

test('not at a level the agreement does not know', () =>
  given()
    .when(exchangeInformation, { ...local, level: 'regional' }, { by: manager })
    .thenRefused('UNKNOWN_CODE', { path: 'level' }));

test('not on a topic the agreement does not know', () =>
  given()
    .when(exchangeInformation, { ...local, topics: ['grants', 'weather'] }, { by: manager })
    .thenRefused('UNKNOWN_CODE', { path: 'topics[1]' }));

test('not on a day that has not come', () =>
  given()
    .when(exchangeInformation, { ...local, heldOn: '2025-11-07' }, { by: manager })
    .thenRefused('IN_THE_FUTURE', { path: 'heldOn' }));

test('not a second time under the same id', () =>
  given(exchange, exchangeId, exampleOf(InformationExchanged))
    .when(exchangeInformation, local, { by: manager })
    .thenRefused('NOT_ALLOWED', { currentStage: 'recorded' }));

test('not by an advisor', () =>
  given()
    .when(exchangeInformation, local, { by: actor('iesc.advisor') })
    .thenRefused('ROLE_NOT_ALLOWED'));
