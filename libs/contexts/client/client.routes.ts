import { commandRoutes } from '#platform/decider';
import { addEstablishment } from './add-establishment.ts';
import { registerClient } from './register-client.ts';

const establishment = {
  name: '本社工場',
  address: '静岡県浜松市',
  prefecture: '22',
  insuranceNumber: '9922-100001-0',
};

export const clientRoutes = commandRoutes('clients', {
  'POST /': {
    decision: registerClient,
    summary: 'Register a client company',
    example: {
      corporateNumber: '7999901000001',
      name: '株式会社浜名精工',
      kana: 'ハマナセイコウ',
      industry: 'E',
      capitalYen: 48000000,
      regularEmployees: 86,
      owner: { name: '浜名 宏', phone: '0530000000' },
      establishments: [establishment],
    },
  },
  'POST /:clientId/establishments': {
    decision: addEstablishment,
    summary: 'Add an establishment',
    example: establishment,
  },
});
