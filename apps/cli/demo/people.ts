import { BackOffice } from './back-office.ts';

/** The fictional people of the story, each signed in at their own back office. */
export interface People {
  readonly consultant: BackOffice;
  readonly association: BackOffice;
  readonly federation: BackOffice;
  readonly intake: BackOffice;
  readonly advisor: BackOffice;
  readonly manager: BackOffice;
  readonly headquarters: BackOffice;
  readonly auditor: BackOffice;
}

/** Signs in the people of a prefecture (13, 15, 22, 23) and both headquarters. All of them see what any of them did. */
export async function signIn(url: string, issuer: string, prefecture = '22'): Promise<People> {
  const seen = { position: 0 };
  const as = (user: string) => BackOffice.signIn(user, url, issuer, seen);
  return {
    consultant: await as(`consultant-${prefecture}`),
    association: await as(`liaison-${prefecture}`),
    federation: await as('hq-liaison'),
    intake: await as(`intake-${prefecture}`),
    advisor: await as(`advisor-${prefecture}`),
    manager: await as(`manager-${prefecture}`),
    headquarters: await as('hq-coordinator'),
    auditor: await as('auditor'),
  };
}
