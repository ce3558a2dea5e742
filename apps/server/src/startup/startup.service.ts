/**
 * From a listening port to a node that serves: reach the database, migrate it, load the tags, fetch the first segments. The port
 * listens before any of it, so that probes are answered while the database is away.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { Storage, StorageError } from '#storage';
import { FirstAdminService, TokenRegistry } from '../identity/index.js';
import { LOGGER, type Logger } from '../logging/index.js';
import { NodeState } from '../node/index.js';
import { TagSyncService } from '../tag-management/index.js';
import { FIRST_TAGS } from './first-tags.js';

const RETRY_FIRST_MS = 250;
const RETRY_LAST_MS = 5_000;

@Injectable()
export class StartupService {
  constructor(
    @Inject(Storage) private readonly storage: Storage,
    @Inject(NodeState) private readonly state: NodeState,
    @Inject(TagSyncService) private readonly tagSync: TagSyncService,
    @Inject(FirstAdminService) private readonly firstAdmin: FirstAdminService,
    @Inject(TokenRegistry) private readonly tokens: TokenRegistry,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * @param signal ends the waiting for a database
   * @throws StorageError when waiting can't help: wrong password, newer schema, folder not writable
   */
  async run(signal: AbortSignal): Promise<void> {
    await this.untilReachable(() => this.prepare(), signal);
    if (signal.aborted) return;
    this.state.started();
    this.logger.info({ event: 'started', database: this.storage.describe() }, 'serving');
  }

  private async prepare(): Promise<void> {
    this.state.waitingFor(`connecting to ${this.storage.describe()}`);
    await this.storage.connect();
    this.state.waitingFor('loading the biz tags');
    const isCreated = await this.storage.bizTags.createIfEmpty(FIRST_TAGS);
    if (isCreated) {
      const tags = FIRST_TAGS.map(({ bizTag }) => bizTag);
      this.logger.info({ event: 'first_tags_created', tags }, 'the database had no biz tags; these were made');
    }
    await this.firstAdmin.ensure();
    await Promise.all([this.tagSync.refresh(), this.tokens.refresh()]);
    this.state.waitingFor('fetching the first segments');
    await this.tagSync.warm();
  }

  private async untilReachable(prepare: () => Promise<void>, signal: AbortSignal): Promise<void> {
    for (let attempt = 1; !signal.aborted; attempt++) {
      try {
        await prepare();
        return;
      } catch (error) {
        if (error instanceof StorageError && error.kind !== 'unreachable') throw error;
        const why = error instanceof Error ? error.message : String(error);
        const retryInMs = Math.min(RETRY_LAST_MS, RETRY_FIRST_MS * 2 ** (attempt - 1)) * (0.75 + Math.random() / 2);
        this.state.waitingFor(why);
        const fields = { event: 'database_unreachable', attempt, retryInMs: Math.round(retryInMs) };
        if ((attempt & (attempt - 1)) === 0) this.logger.warn(fields, why);
        await sleep(retryInMs, undefined, { signal }).catch(() => undefined);
      }
    }
  }
}
