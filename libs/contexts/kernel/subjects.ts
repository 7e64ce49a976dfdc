/** Whose key the personal values of a client's owner, contacts and case are sealed with. */
export const clientSubject = (clientId: string): string => `client-${clientId}`;
