import { COMPANY_IDENTITY, RecordDisclosure, recordDisclosure } from '#contexts/consent';
import { processManager } from '#contexts/kernel';
import type { DomainEvent } from '#platform/event-schema';
import { issue } from '#platform/process-managers';

/** A referral that is open to an office, and what has been disclosed to it. */
interface Opening {
  readonly consentId: string;
  readonly referralId: string;
  readonly provider: string;
  readonly recipient: string;
  readonly told: readonly string[];
}

/** A consent: what it names, and what is open under it. */
interface Known {
  readonly items: readonly string[];
  readonly openings: readonly Opening[];
  /** What the last event disclosed; without items all that the consent names. */
  readonly disclosed: readonly Disclosed[];
}

type Disclosed = Omit<Opening, 'told'> & { readonly items?: readonly string[] };

const unknown: Known = { items: [], openings: [], disclosed: [] };

/**
 * A referral opens to the office when it is accepted, or by the owner's own request: the client's data is handed over,
 * and the disclosure is recorded with the consent it rests on. Given again, a consent may name more than before: to
 * whom the referral is open, that is handed over then, and recorded too (第三者提供記録, 個人情報保護法29条).
 */
export const disclosureOnOpening = processManager({
  name: 'disclosure-on-opening',
  version: 2,
  startsOn: ['ConsentGiven', 'ReferralAccepted', 'ReferralOpenedToOffice'],
  actsFrom: 'the beginning',
  correlateBy: {
    ConsentGiven: ({ streamId }) => streamId,
    ConsentNarrowed: ({ streamId }) => streamId,
    ReferralAccepted: ({ data }) => data.consentId,
    ReferralOpenedToOffice: ({ data }) => data.consentId,
    ReferralWithdrawn: consentOf,
    ReferralReopened: consentOf,
    RedirectAccepted: consentOf,
  },
  evolve: (state: Known | undefined, event): Known => {
    const known = { ...(state ?? unknown), disclosed: [] };
    switch (event.type) {
      case 'ConsentGiven':
        return widened({ ...known, items: event.data.items }, event.data);
      case 'ConsentNarrowed':
        return { ...known, items: event.data.items };
      case 'ReferralAccepted':
      case 'ReferralOpenedToOffice': {
        const { consentId, openedBy: provider, openedTo: recipient, items } = event.data;
        const one = { consentId, referralId: event.streamId, provider, recipient };
        const others = known.openings.filter((other) => !isSame(other, one));
        const openings = [...others, { ...one, told: items ?? known.items }];
        return { ...known, openings, disclosed: [{ ...one, ...(items !== null && { items }) }] };
      }
      default:
        return { ...known, openings: known.openings.filter(({ referralId }) => referralId !== event.streamId) };
    }
  },
  react: (state, event) => {
    if (event.type === '$timer' || !state) return {};
    return { commands: state.disclosed.map(recorded) };
  },
});

/** The consent that a referral's event rests on. */
function consentOf({ metadata }: DomainEvent): string | undefined {
  return metadata.consentIds[0];
}

const isSame = (one: Disclosed | Opening, other: Disclosed | Opening): boolean =>
  one.referralId === other.referralId && one.recipient === other.recipient;

/** What is named now and was not disclosed yet is, unless the consent covers the hand-over no more. */
function widened(
  known: Known,
  { items, recipients }: { items: readonly string[]; recipients: readonly string[] },
): Known {
  const disclosed: Disclosed[] = [];
  const openings = known.openings.map((opening) => {
    const { told, ...one } = opening;
    const more = items.filter((item) => !told.includes(item));
    const isCovered =
      recipients.includes('iesc') && (items.includes(COMPANY_IDENTITY) || !told.includes(COMPANY_IDENTITY));
    if (!isCovered || more.length === 0) return opening;
    disclosed.push({ ...one, items: more });
    return { ...one, told: [...told, ...more] };
  });
  return { ...known, openings, disclosed };
}

function recorded({ consentId, provider, recipient, referralId: subjectOf, items }: Disclosed) {
  // What an opening does not say is all that the consent names.
  const named = items === undefined ? {} : { items: [...items] };
  return issue(recordDisclosure, RecordDisclosure, { consentId, provider, recipient, subjectOf, ...named });
}
