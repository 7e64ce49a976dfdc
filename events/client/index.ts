export * from './ClientRegistered/index.ts';
export * from './EstablishmentAdded/index.ts';
