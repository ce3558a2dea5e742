/** Storage for Nest. It is made with the module and connected by whoever starts the server, so that a port can listen while the database is away. */
import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Storage, type StorageOptions } from './storage.js';

@Global()
@Module({})
export class StorageModule {
  static forRoot(options: StorageOptions): DynamicModule {
    const storage = { provide: Storage, useFactory: () => new Storage(options) };
    return { module: StorageModule, providers: [storage], exports: [Storage] };
  }
}
