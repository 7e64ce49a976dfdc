import type { Context } from '#contexts/kernel';
import { addEstablishment } from './add-establishment.ts';
import { clientRoutes } from './client.routes.ts';
import { client } from './client.ts';
import { clientDirectory } from './read-models/client-directory.ts';
import { registerClient } from './register-client.ts';

export const clientContext: Context = {
  name: 'client',
  aggregates: [client],
  decisions: [registerClient, addEstablishment],
  routes: [clientRoutes],
  projections: [clientDirectory],
};
