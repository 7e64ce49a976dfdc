import { ClientRegistered, EstablishmentAdded } from '#events/client';
import { ConsentExpired, ConsentGiven, ConsentNarrowed, ConsentRenewed, ConsentWithdrawn } from '#events/consent';
import {
  RedirectAccepted,
  ReferralAccepted,
  ReferralClosed,
  ReferralConsentBlocked,
  ReferralConsentUnblocked,
  ReferralDeclined,
  ReferralOpenedToOffice,
  ReferralReopened,
  ReferralWithdrawn,
} from '#events/referral';
import { SupportRequested } from '#events/support';
import { actor } from '#contexts/testing';
import { exampleOf, type Fact } from '#platform/event-schema';
import type { Actor } from '#platform/event-store';
import { given, on, sealedInTest } from '#platform/testing';
import { clientId, clientRegistered, establishmentAdded } from '../client-story.fixture.ts';
import { clientDirectory } from './client-directory.ts';

const stream = `client-${clientId}` as const;
const registered = on(stream, clientRegistered);
const accepted = ReferralAccepted({
  ...exampleOf(ReferralAccepted).data,
  clientId,
  items: ['company_identity', 'contact'],
});
const opened = ReferralOpenedToOffice({ ...exampleOf(ReferralOpenedToOffice).data, clientId });
const withdrawn = ReferralWithdrawn({ ...exampleOf(ReferralWithdrawn).data, clientId });
const requested = SupportRequested({ ...exampleOf(SupportRequested).data, clientId });
const consentGiven = ConsentGiven({ ...exampleOf(ConsentGiven).data, clientId });

function opening(by: string, officeId: string, what?: 'and its owner', consentId: string | null = null) {
  const isOwnerNamed = what !== undefined;
  return {
    by,
    officeId,
    consentId,
    isOwnerNamed,
    isNamed: isOwnerNamed && consentId !== null,
    ...{ isStopped: false, isEnded: false, isTooNarrow: false, isKept: false },
  };
}

const consentOf = { accepted: accepted.data.consentId, opened: opened.data.consentId };

const row = {
  clientId,
  stage: 'registered',
  corporateNumber: '7999901000001',
  name: sealedInTest('株式会社浜名精工'),
  kana: sealedInTest('ハマナセイコウ'),
  owner: sealedInTest({ name: '浜名 宏', phone: '0530000000', email: 'owner@hamana.example.jp' }),
  industry: 'E',
  sizeBand: '51-100',
  regularEmployees: 86,
  isSme: true,
  prefectures: [],
  establishments: [],
  offices: ['nasilc-22'],
  persons: ['consultant-22-1'],
  organisations: ['nasilc'],
  ownerKnownTo: ['consultant-22-1', 'nasilc-22'],
  registeredAt: '2026-04-01T00:00:00.000Z',
  openings: [opening(clientId, 'nasilc-22', 'and its owner')],
};

test('a registered client is there for who registered it', () => given(registered).thenRows(clientDirectory, [row]));

test('a sole proprietor has neither number nor, perhaps, reading', () =>
  given(on(stream, ClientRegistered({ ...clientRegistered.data, corporateNumber: null, kana: null }))).thenRows(
    clientDirectory,
    [{ ...row, corporateNumber: null, kana: null }],
  ));

test('establishments are listed, and each prefecture once', async () => {
  const again = EstablishmentAdded({ ...establishmentAdded.data, establishmentId: clientId });
  const unplaced = EstablishmentAdded({ ...establishmentAdded.data, establishmentId: clientId, prefecture: null });
  const { establishmentId } = establishmentAdded.data;
  const name = sealedInTest('本社工場');
  await given(registered, on(stream, establishmentAdded), on(stream, again), on(stream, unplaced)).thenRows(
    clientDirectory,
    [
      {
        ...row,
        prefectures: ['22'],
        establishments: [
          { establishmentId, prefecture: '22', name },
          { establishmentId: clientId, prefecture: '22', name },
          { establishmentId: clientId, prefecture: null, name },
        ],
      },
    ],
  );
});

test('who records a consent of its owner sees it, and their office, once, but not how to reach the owner', () => {
  const elsewhere = ConsentGiven({ ...consentGiven.data, recordedBy: 'advisor-23-1', recordedFor: 'iesc-23' });
  return given(
    registered,
    on('consent-1', consentGiven),
    on('consent-2', elsewhere),
    on('consent-3', elsewhere),
  ).thenRows(clientDirectory, [
    {
      ...row,
      offices: ['nasilc-22', 'iesc-23'],
      persons: ['consultant-22-1', 'advisor-23-1'],
      organisations: ['nasilc', 'iesc'],
      openings: [...row.openings, opening('1', 'nasilc-22'), opening('2', 'iesc-23'), opening('3', 'iesc-23')],
    },
  ]);
});

test('the office that accepts a referral of it sees it; one that declines does not', () =>
  given(
    registered,
    on('referral-1', exampleOf(ReferralDeclined)),
    on('referral-2', accepted),
    on('referral-3', accepted),
  ).thenRows(clientDirectory, [
    {
      ...row,
      offices: ['nasilc-22', 'iesc-22'],
      organisations: ['nasilc', 'iesc'],
      ownerKnownTo: ['consultant-22-1', 'nasilc-22', 'iesc-22'],
      openings: [
        ...row.openings,
        opening('2', 'iesc-22', 'and its owner', consentOf.accepted),
        opening('3', 'iesc-22', 'and its owner', consentOf.accepted),
      ],
    },
  ]));

test('the office that the owner asked for support sees it, but not how to reach the owner: it has its own word for it', () =>
  given(registered, on('supportcase-9', requested)).thenRows(clientDirectory, [
    {
      ...row,
      offices: ['nasilc-22', 'iesc-22'],
      organisations: ['nasilc', 'iesc'],
      openings: [...row.openings, opening('9', 'iesc-22')],
    },
  ]));

test('until the referral that the owner named opens it', () =>
  given(registered, on('supportcase-9', requested), on('referral-1', opened)).thenRows(clientDirectory, [
    {
      ...row,
      offices: ['nasilc-22', 'iesc-22'],
      organisations: ['nasilc', 'iesc'],
      ownerKnownTo: ['consultant-22-1', 'nasilc-22', 'iesc-22'],
      openings: [...row.openings, opening('9', 'iesc-22'), opening('1', 'iesc-22', 'and its owner', consentOf.opened)],
    },
  ]));

test.each([
  ['an acceptance', ReferralAccepted({ ...accepted.data, items: ['company_identity', 'headcount'] }), true],
  ['an owner’s request', ReferralOpenedToOffice({ ...opened.data, items: ['headcount'] }), false],
  ['an opening that does not say what it opens', ReferralOpenedToOffice({ ...opened.data, items: null }), false],
])('%s under a consent that does not name it leaves how to reach the owner closed', (_, fact, isNamed) =>
  given(registered, on('referral-1', fact)).thenRows(clientDirectory, [
    {
      ...row,
      offices: ['nasilc-22', 'iesc-22'],
      organisations: ['nasilc', 'iesc'],
      openings: [
        ...row.openings,
        { ...opening('1', 'iesc-22', undefined, (fact as typeof accepted).data.consentId), isNamed },
      ],
    },
  ]),
);

test('what a referral opened closes again when it is withdrawn', () =>
  given(registered, on('referral-1', accepted), on('referral-1', withdrawn)).thenRows(clientDirectory, [row]));

test('not what something else opened, of which each tells what it tells', async () => {
  const openings = [...row.openings, opening('9', 'iesc-22')];
  const inSight = { ...row, offices: ['nasilc-22', 'iesc-22'], organisations: ['nasilc', 'iesc'] };
  await given(
    registered,
    on('referral-1', accepted),
    on('supportcase-9', requested),
    on('referral-1', withdrawn),
  ).thenRows(clientDirectory, [{ ...inSight, openings }]);
  await given(registered, on('referral-1', accepted), on('referral-2', accepted), on('referral-1', withdrawn)).thenRows(
    clientDirectory,
    [
      {
        ...inSight,
        ownerKnownTo: ['consultant-22-1', 'nasilc-22', 'iesc-22'],
        openings: [...row.openings, opening('2', 'iesc-22', 'and its owner', consentOf.accepted)],
      },
    ],
  );
});

describe('what a referral opened', () => {
  const { consentId } = accepted.data;
  const [on1, again] = [
    on('referral-1', accepted),
    ReferralReopened({ ...exampleOf(ReferralReopened).data, clientId }),
  ];
  const blocked = on('referral-1', ReferralConsentBlocked({ ...exampleOf(ReferralConsentBlocked).data, clientId }));
  const unblocked = on('referral-1', ReferralConsentUnblocked({ clientId, consentId, stage: 'accepted' }));
  const inSight = { ...row, offices: ['nasilc-22', 'iesc-22'], organisations: ['nasilc', 'iesc'] };
  const of1 = opening('1', 'iesc-22', 'and its owner', consentId);
  const asOpened = {
    ...inSight,
    ownerKnownTo: ['consultant-22-1', 'nasilc-22', 'iesc-22'],
    openings: [...row.openings, of1],
  };

  test('shows nothing as long as its consent does not hold, and shows it again when it does', async () => {
    await given(registered, on1, blocked).thenRows(clientDirectory, [
      { ...row, openings: [...row.openings, { ...of1, isStopped: true }] },
    ]);
    await given(registered, on1, blocked, unblocked).thenRows(clientDirectory, [asOpened]);
  });

  describe('while its consent has ended', () => {
    const ofConsent = (fact: Fact) => on(`consent-${consentId}`, fact);
    const renewed = ofConsent(ConsentRenewed({ ...exampleOf(ConsentRenewed).data, clientId }));
    const closed = on('referral-1', ReferralClosed({ outcome: 'established', clientId }));
    const hidden = { ...row, openings: [...row.openings, { ...of1, isEnded: true }] };
    const ends: [string, ReturnType<typeof ofConsent>][] = [
      ['withdrawn', ofConsent(ConsentWithdrawn({ ...exampleOf(ConsentWithdrawn).data, clientId }))],
      ['expired', ofConsent(ConsentExpired({ ...exampleOf(ConsentExpired).data, clientId }))],
    ];

    test.each(ends)('%s, it shows nothing, before the referral is stopped, until it holds again', async (_, end) => {
      await given(registered, on1, end).thenRows(clientDirectory, [hidden]);
      await given(registered, on1, end, renewed).thenRows(clientDirectory, [asOpened]);
    });

    test.each(ends)('%s after the referral was closed, it stays', (_, end) =>
      given(registered, on1, closed, end).thenRows(clientDirectory, [
        { ...asOpened, openings: [...row.openings, { ...of1, isKept: true }] },
      ]),
    );

    test.each(ends)('%s before the referral is closed, it does not come back', (_, end) =>
      given(registered, on1, end, closed).thenRows(clientDirectory, [hidden]),
    );
  });

  describe('while its consent covers less than it did', () => {
    const ofConsent = (fact: Fact) => on(`consent-${consentId}`, fact);
    const narrowed = (terms: object) =>
      ofConsent(ConsentNarrowed({ ...exampleOf(ConsentNarrowed).data, clientId, ...terms }));
    const again = ofConsent(ConsentGiven({ ...consentGiven.data, items: accepted.data.items!, recipients: ['iesc'] }));
    const expired = ofConsent(ConsentExpired({ ...exampleOf(ConsentExpired).data, clientId }));
    const renewed = ofConsent(ConsentRenewed({ ...exampleOf(ConsentRenewed).data, clientId }));
    const closed = on('referral-1', ReferralClosed({ outcome: 'established', clientId }));
    const first = ofConsent(consentGiven);
    const inOrder = [registered, first, on1];
    const openings = [...row.openings, opening(consentId, 'nasilc-22')];
    const hidden = { ...of1, isTooNarrow: true };
    const narrowings: [string, ReturnType<typeof narrowed>, boolean][] = [
      ['no longer names the company', narrowed({ items: ['contact'], recipients: ['iesc'] }), true],
      ['is no longer towards IESC', narrowed({ items: accepted.data.items!, recipients: ['association'] }), true],
      ['names the company alone to IESC', narrowed({ items: ['company_identity'], recipients: ['iesc'] }), false],
    ];

    test.each(narrowings.filter(([, , hides]) => hides))(
      'it %s: it shows nothing, before the referral is stopped, also when the consent holds longer, until it is given again',
      async (_, narrowing) => {
        const rows = { ...row, openings: [...openings, hidden] };
        await given(...inOrder, narrowing).thenRows(clientDirectory, [rows]);
        await given(...inOrder, narrowing, expired, renewed).thenRows(clientDirectory, [rows]);
        await given(...inOrder, narrowing, expired, again).thenRows(clientDirectory, [
          { ...asOpened, openings: [...openings, of1] },
        ]);
      },
    );

    test('as much as the company needs to be named to IESC: it shows it, without its owner', () =>
      given(registered, on1, narrowings[2]![1]).thenRows(clientDirectory, [
        {
          ...{ ...asOpened, ownerKnownTo: row.ownerKnownTo },
          openings: [...row.openings, { ...of1, isOwnerNamed: false }],
        },
      ]));

    test('of one that never named the company, no name is missed', () => {
      const nameless = ReferralOpenedToOffice({ ...opened.data, consentId, items: ['headcount'] });
      const narrowing = narrowed({ items: ['headcount'], recipients: ['iesc'] });
      return given(registered, on('referral-1', nameless), narrowing).thenRows(clientDirectory, [
        {
          ...inSight,
          openings: [...row.openings, { ...of1, isNamed: false, isOwnerNamed: false }],
        },
      ]);
    });

    test('after the referral was closed, it stays; before, it does not come back', async () => {
      const narrowing = narrowings[1]![1];
      await given(registered, on1, closed, narrowing).thenRows(clientDirectory, [
        { ...asOpened, openings: [...row.openings, { ...of1, isKept: true }] },
      ]);
      await given(registered, on1, narrowing, closed).thenRows(clientDirectory, [
        { ...row, openings: [...row.openings, hidden] },
      ]);
    });
  });

  test('nor what else is opened to the office', () =>
    given(registered, on1, on('supportcase-9', requested), blocked).thenRows(clientDirectory, [
      { ...inSight, openings: [...row.openings, { ...of1, isStopped: true }, opening('9', 'iesc-22')] },
    ]));

  test.each([
    ['taken over by another office', RedirectAccepted({ ...exampleOf(RedirectAccepted).data, clientId })],
    ['reopened, to be looked at anew', again],
  ])('closes when the referral is %s', (_, fact) =>
    given(registered, on1, on('referral-1', fact)).thenRows(clientDirectory, [row]),
  );

  test('names the owner no more once the consent does not, and again when it is given again', async () => {
    const withConsent = [registered, on(`consent-${consentId}`, consentGiven), on1];
    const ofConsent = opening(consentId, 'nasilc-22');
    const narrowed = ConsentNarrowed({ ...exampleOf(ConsentNarrowed).data, clientId });
    await given(...withConsent, on(`consent-${consentId}`, narrowed)).thenRows(clientDirectory, [
      { ...inSight, openings: [...row.openings, ofConsent, { ...of1, isOwnerNamed: false }] },
    ]);
    await given(
      ...withConsent,
      on(`consent-${consentId}`, narrowed),
      on(`consent-${consentId}`, consentGiven),
    ).thenRows(clientDirectory, [{ ...asOpened, openings: [...row.openings, ofConsent, of1] }]);
  });
});

test('a withdrawal that does not say whose it was closes nothing', () => {
  const unsaid = ReferralWithdrawn({ ...withdrawn.data, clientId: null });
  return given(registered, on('referral-1', unsaid)).thenRows(clientDirectory, [row]);
});

test('an office that registered it itself knows the owner, whoever asks for support', () => {
  const byIesc = ClientRegistered({ ...clientRegistered.data, registeredBy: 'intake-22', registeredFor: 'iesc-22' });
  return given(on(stream, byIesc), on('supportcase-9', requested)).thenRows(clientDirectory, [
    {
      ...row,
      offices: ['iesc-22'],
      persons: ['intake-22'],
      organisations: ['iesc'],
      ownerKnownTo: ['intake-22', 'iesc-22'],
      openings: [opening(clientId, 'iesc-22', 'and its owner'), opening('9', 'iesc-22')],
    },
  ]);
});

test.each<[string, Actor, string[]]>([
  ['the consultant who registered it', actor('nasilc.consultant', 'nasilc-22', 'consultant-22-1'), ['A', 'C']],
  ['their association', actor('nasilc.pref_liaison'), ['A', 'C']],
  ['another consultant who recorded a consent', actor('nasilc.consultant', 'nasilc-22', 'consultant-22-2'), ['A']],
  ['a consultant who did not', actor('nasilc.consultant', 'nasilc-22', 'consultant-22-3'), []],
  ['an office it was opened to', actor('iesc.advisor', 'iesc-22'), ['A', 'C']],
  ['an office that recorded a consent', actor('iesc.advisor', 'iesc-23'), ['A']],
  ['an office that has nothing to do with it', actor('iesc.advisor', 'iesc-24'), []],
  ['headquarters', actor('iesc.hq_coordinator', 'iesc-hq'), ['A']],
  ['somebody without an office', { ...actor('iesc.advisor'), officeId: null }, []],
])('%s sees the classes %j', (_, reader, classes) => {
  const known = {
    ...row,
    offices: ['nasilc-22', 'iesc-22', 'iesc-23'],
    persons: ['consultant-22-1', 'consultant-22-2'],
    organisations: ['nasilc', 'iesc'],
    ownerKnownTo: ['consultant-22-1', 'nasilc-22', 'iesc-22'],
  };
  expect(clientDirectory.reveals!(known as never, reader)).toEqual(classes);
});

test('what is said of a client that is not there makes no row', () =>
  given(on('consent-1', consentGiven), on('referral-1', accepted), on(stream, establishmentAdded)).thenRows(
    clientDirectory,
    [],
  ));
