export { bulletin, type Bulletin } from './bulletin.ts';
export { bulletinForward, bulletinForwardIdOf, type BulletinForward } from './bulletin-forward.ts';
export { bulletinReceipt, bulletinReceiptIdOf, type BulletinReceipt } from './bulletin-receipt.ts';
export { exchange, type Exchange } from './exchange.ts';
export { exchangeContext } from './exchange.module.ts';
