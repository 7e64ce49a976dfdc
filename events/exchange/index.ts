export * from './BulletinPublished/index.ts';
export * from './BulletinRelayed/index.ts';
export * from './BulletinForwarded/index.ts';
export * from './BulletinAcknowledged/index.ts';
export * from './InformationExchanged/index.ts';
export * from './ExchangeConfirmed/index.ts';
export * from './ExchangeCorrected/index.ts';
