import type { Context } from '#contexts/kernel';

const exchanges = async () => (await import('#contexts/exchange')).exchangeContext;
const directory = async () => (await import('#contexts/directory')).directoryContext;
const notifications = async () => (await import('#contexts/notification')).notificationContext;
const consultations = async () => (await import('#contexts/consultation')).consultationContext;

/** Where the things of a category are decided on: a spec of one context loads that one and what it rests on. */
const CONTEXTS: { readonly [category: string]: () => Promise<Context> } = {
  agreement: async () => (await import('#contexts/agreement-versions')).agreementVersionsContext,
  consultant: directory,
  office: directory,
  member: directory,
  delegation: directory,
  client: async () => (await import('#contexts/client')).clientContext,
  consent: async () => (await import('#contexts/consent')).consentContext,
  referral: async () => (await import('#contexts/referral')).referralContext,
  recommendation: async () => (await import('#contexts/recommendation')).recommendationContext,
  supportcase: async () => (await import('#contexts/support')).supportContext,
  sitevisit: consultations,
  grantconsultation: consultations,
  bulletin: exchanges,
  bulletinforward: exchanges,
  bulletinreceipt: exchanges,
  exchange: exchanges,
  task: async () => (await import('#contexts/task')).taskContext,
  notification: notifications,
  inbox: notifications,
  clock: async () => (await import('#contexts/clock')).clockContext,
  projection: async () => (await import('#contexts/upkeep')).upkeepContext,
  process: async () => (await import('#contexts/process')).processContext,
};

/** The context that the things of a category belong to. */
export function contextOf(category: string): Promise<Context> {
  const context = CONTEXTS[category];
  if (!context) throw new Error(`No context is known for the category ${category}: name it in context-of.ts`);
  return context();
}

export const knownCategories: readonly string[] = Object.keys(CONTEXTS);
