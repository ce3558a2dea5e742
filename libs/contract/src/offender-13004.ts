import * as it from 'typeorm';
export const used = it;
