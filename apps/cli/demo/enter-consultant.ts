import { Refused, type BackOffice, type Recorded } from './back-office.ts';

/**
 * An association enters a consultant into its directory and confirms the registration.
 *
 * @returns undefined when the consultant stands there already, as on a server that has been played on before
 * @throws Refused for any other reason
 */
export async function enterConsultant(
  association: BackOffice,
  consultant: { readonly userId: string; readonly registrationNumber: string; readonly name: string },
): Promise<{ readonly registered: Recorded; readonly verified: Recorded } | undefined> {
  try {
    const registered = await association.command('/consultants', { ...consultant, practice: 'own_office' });
    return { registered, verified: await association.command(`/consultants/${registered.id}/verify`) };
  } catch (error) {
    if (error instanceof Refused && error.problem['code'] === 'ALREADY_REGISTERED') return undefined;
    throw error;
  }
}
