/** The contract: every event type of the programme, under the name it is stored by. */
export * from '#events/agreement';
export * from '#events/client';
export * from '#events/clock';
export * from '#events/clock';
export * from '#events/consent';
export * from '#events/consultation';
export * from '#events/directory';
export * from '#events/exchange';
export * from '#events/notification';
export * from '#events/process';
export * from '#events/recommendation';
export * from '#events/referral';
export * from '#events/support';
export * from '#events/task';
export * from '#events/upkeep';
