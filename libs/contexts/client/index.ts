export { client, clientIdOf, type Client } from './client.ts';
export { clientContext } from './client.module.ts';
export { prefectureOf, requireEstablishment, requireRegistered } from './registered-client.ts';
